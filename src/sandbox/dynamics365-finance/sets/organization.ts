import {
  choices,
  days,
  decimals,
  entitySet,
  int32s,
  int64s,
  instants,
  noYes,
  texts,
} from '../odata/fields.ts'

export const legalEntities = entitySet({
  name: 'LegalEntities',
  type: 'LegalEntity',
  keys: ['LegalEntityId'],
  fields: {
    ...texts('LegalEntityId', 'Name', 'NameAlias', 'CompanyName', 'PartyNumber', 'LanguageId'),
    ...texts('AddressStreet', 'AddressCity', 'AddressState', 'AddressZipCode', 'AddressCountryRegionId'),
    ...texts('AddressCountryRegionISOCode', 'FullPrimaryAddress', 'PrimaryContactEmail', 'VATNum'),
    ...texts('PrimaryContactPhone', 'RegistrationNumber', 'TraderNumber', 'AddressBooks'),
    ...noYes('UseForFinancialConsolidationProcess', 'UseForFinancialEliminationProcess'),
    ...decimals('AddressLatitude', 'AddressLongitude', 'InitialCapitalInvestment'),
    ...instants('AddressValidFrom', 'AddressValidTo'),
    ...days('StartDateOfBusiness', 'PrintCorrectiveInvoiceStartingDate'),
  },
})

export const companies = entitySet({
  name: 'Companies',
  type: 'Company',
  keys: ['DataArea'],
  fields: texts('DataArea', 'Name', 'KnownAs', 'LanguageId', 'PartyNumber'),
})

export const ledgers = entitySet({
  name: 'Ledgers',
  type: 'Ledger',
  keys: ['LegalEntityId'],
  fields: {
    ...texts('LegalEntityId', 'Name', 'Description', 'AccountingCurrency', 'ReportingCurrency'),
    ...texts('ChartOfAccounts', 'FiscalCalendar', 'ExchangeRateType', 'ReportingCurrencyExchangeRateType'),
    ...texts('BudgetExchangeRateType', 'AccountStructureName1', 'AccountStructureName2'),
    ...texts('BalancingFinancialDimension', 'MainAccountIdRealizedGain', 'MainAccountIdRealizedLoss'),
    ...texts('MainAccountIdUnrealizedGain', 'MainAccountIdUnrealizedLoss'),
    ...noYes('IsBudgetControlEnabled'),
    ...int64s('LedgerRecId', 'ChartOfAccountsRecId'),
  },
})

export const currencies = entitySet({
  name: 'Currencies',
  type: 'Currency',
  keys: ['CurrencyCode'],
  fields: {
    ...texts('CurrencyCode', 'Name', 'Symbol'),
    ...decimals('GeneralRoundingRule', 'RoundingRulePrices', 'RoundingRulePurchaseOrders'),
    ...decimals('RoundingRuleSalesOrders', 'RoundingRuleFixedAssetDepreciation'),
    ...choices('RoundOffType', 'Ordinary', 'RoundingMethodPrices', 'RoundingMethodSalesOrders'),
    ...noYes('ReferenceCurrencyForTriangulation'),
    ...int32s('DecimalsCount_MX'),
  },
})

export const exchangeRates = entitySet({
  name: 'ExchangeRates',
  type: 'ExchangeRate',
  keys: ['RateTypeName', 'FromCurrency', 'ToCurrency', 'StartDate'],
  fields: {
    ...texts('RateTypeName', 'FromCurrency', 'ToCurrency', 'RateTypeDescription'),
    ...days('StartDate', 'EndDate'),
    ...decimals('Rate'),
    ...choices('ExchangeRateDisplayFactor', 'One', 'ConversionFactor'),
  },
})

export const paymentTerms = entitySet({
  name: 'PaymentTerms',
  type: 'PaymentTerm',
  keys: ['dataAreaId', 'Name'],
  fields: {
    ...texts('dataAreaId', 'Name', 'Description', 'PaymentDayName', 'PaymentScheduleName'),
    ...int32s('NumberOfDays', 'NumberOfMonths', 'AdditionalMonthsForCutoffDate', 'CutoffDayOfMonth'),
    ...choices('NetCurrent', 'Net', 'PaymentMethodType'),
    ...noYes('IsCashPayment', 'IsDefaultPaymentTerm'),
  },
})
