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

export const chartOfAccounts = entitySet({
  name: 'ChartOfAccounts',
  type: 'ChartOfAccounts',
  keys: ['ChartOfAccounts'],
  fields: {
    ...texts('ChartOfAccounts', 'Description', 'MainAccountMask'),
    ...int64s('ChartOfAccountsRecId'),
  },
})

export const mainAccounts = entitySet({
  name: 'MainAccounts',
  type: 'MainAccount',
  keys: ['ChartOfAccounts', 'MainAccountId'],
  fields: {
    ...texts('ChartOfAccounts', 'MainAccountId', 'Name', 'MainAccountCategory', 'AccountCategoryDescription'),
    ...texts('DefaultCurrency', 'ParentMainAccountId', 'OpeningAccountId', 'OffsetAccountDisplayValue'),
    ...texts('DefaultConsolidationAccount', 'SRUCode', 'User', 'FinancialReportingExchangeRateType'),
    ...choices('DimensionLedgerAccountType', 'Blank', 'MainAccountType'),
    ...choices('DebCredProposal', 'None', 'DebitCreditDefault', 'DebitCreditRequirement', 'BalanceControl'),
    ...choices('LedgerPostingType', 'None', 'PostingType'),
    ...choices('LedgerClosing', 'None', 'Closing'),
    ...choices('FieldControl', 'Optional', 'ValidateCurrency', 'ValidatePostingType', 'ValidateUser'),
    ...noYes('IsSuspended', 'DoNotAllowManualEntry', 'ForeignCurrencyRevaluation', 'Monetary'),
    ...noYes('MandatoryPaymentReference', 'InflationAdjustment'),
    ...days('ActiveFrom', 'ActiveTo'),
    ...int64s('MainAccountRecId', 'ChartOfAccountsRecId'),
    ...texts('NatureCode_BR', 'ExchangeAdjustmentRateType', 'ReportingExchangeAdjustmentRateType'),
    ...choices(
      'FinancialReportingTranslationType',
      'WeightedAverage',
      'FinancialReportingCurrencyTranslationType',
    ),
    ...choices('AdjustmentMethodMX', 'None', 'AdjustmentMethod'),
    ...choices('DimensionLedgerAccountReportingType', 'None', 'ReportingAccountType'),
    ...choices('RepomoTypeMX', 'NotApplicable', 'RepomoType'),
  },
})

export const ledgerJournalHeaders = entitySet({
  name: 'LedgerJournalHeaders',
  type: 'LedgerJournalHeader',
  keys: ['dataAreaId', 'JournalBatchNumber'],
  fields: {
    ...texts('dataAreaId', 'JournalBatchNumber', 'JournalName', 'Description', 'IntegrationKey'),
    ...texts('AccountingCurrency'),
    ...noYes('IsPosted'),
    ...choices('CurrentOperationsTax', 'Current', 'PostingLayer'),
    ...decimals('JournalTotalDebit', 'JournalTotalCredit'),
  },
})

export const ledgerJournalLines = entitySet({
  name: 'LedgerJournalLines',
  type: 'LedgerJournalLine',
  keys: ['dataAreaId', 'JournalBatchNumber', 'LineNumber'],
  fields: {
    ...texts('dataAreaId', 'JournalBatchNumber', 'JournalNum', 'Voucher', 'Company', 'AccountDisplayValue'),
    ...texts('OffsetCompany', 'OffsetAccountDisplayValue', 'CurrencyCode', 'Text', 'OffsetText', 'Document'),
    ...texts('Invoice', 'PaymentReference', 'PaymentMethod', 'PaymentId', 'PostingProfile', 'SalesTaxCode'),
    ...texts('SalesTaxGroup', 'ItemSalesTaxGroup', 'DefaultDimensionDisplayValue', 'FinTagDisplayValue'),
    ...texts('OffsetDefaultDimensionDisplayValue', 'BankAccountNum', 'CashDiscount', 'AccountNum'),
    ...choices('LedgerJournalACType', 'Ledger', 'AccountType', 'OffsetAccountType', 'LedgerJournalType'),
    ...noYes('OverrideSalesTax', 'PreserveNum', 'ReverseEntry'),
    ...decimals('LineNumber', 'LineNum', 'DebitAmount', 'CreditAmount', 'AmountCUR', 'AmountMST'),
    ...decimals('ExchRate', 'ExchRateSecond', 'ExchRateTypeAlt', 'OrigExchRate', 'ReportingCurrencyExchRate'),
    ...decimals('ReportingCurrencyExchRateSecondary', 'Quantity', 'DiscountPercentage', 'CashDiscountAmount'),
    ...decimals('WithholdAccruedAmountMST', 'WithholdAccruedBaseMST', 'WithholdingBaseMST'),
    ...decimals('WithholdingEffectiveRate'),
    ...days('TransDate', 'DocumentDate', 'DueDate', 'ReverseDate', 'CashDiscountDate', 'DueDateAW'),
    ...days('CAICAEDueDate', 'LTMDocumentDate'),
    ...int64s('LedgerJournalTransId', 'CPDTRXHistoryID', 'CPDTRXOpenID'),
    ...texts('ListFieldCode03', 'ListFieldCode04', 'ListFieldCode05', 'ListFieldCode06'),
    ...texts('CPDCustPostingProfile', 'ListFieldCode01', 'ListFieldCode02', 'TaxExemptNumber'),
    ...texts('BankChequeNum', 'CAICAE', 'ListFieldCode07', 'ListFieldCode08', 'ListFieldCode09'),
    ...texts('BussinessName', 'StateId', 'ListField09', 'ListField08', 'ListField05', 'ListField04'),
    ...texts('ListField07', 'ListField06', 'ListField10', 'SalesPointPrefix'),
    ...texts('ItemWithholdingTaxGroupCode', 'CountryDocTypeId', 'ListFieldCode10', 'TreasuryEnter'),
    ...texts('ListField01', 'CompleteDocumentNum', 'ListField03', 'StateDocNum', 'ListField02'),
    ...texts('ChineseVoucher', 'Beneficiary', 'SalesPointId', 'CountryDocNum', 'PaymTermId'),
    ...texts('TreasuryActual', 'OffsetFinTagDisplayValue', 'HolderAccountNum', 'WithholdingSetID'),
    ...texts('DocumentNum', 'DocumentClassificationId', 'StateDocTypeId', 'ShiftID', 'ChineseVoucherType'),
    ...texts('ControlCode', 'Concept2', 'Concept3', 'Concept1', 'CountryRegionId', 'TaxPayerTypeId'),
    ...texts('BankGroupId'),
    ...noYes('IsConcept', 'IsWithholdingCalculationEnabled', 'IsCollectPaymDoc'),
    ...choices('LTMCheckSource', 'Own', 'CPDSource'),
    ...choices('LTMCollectPaymDocAction', 'Entry', 'CPDAction'),
  },
})

export const bankAccounts = entitySet({
  name: 'BankAccounts',
  type: 'BankAccount',
  keys: ['dataAreaId', 'BankAccountId'],
  fields: {
    ...texts('dataAreaId', 'BankAccountId', 'Name', 'AccountNumber', 'IBAN', 'SWIFTCode', 'CurrencyCode'),
    ...texts('BankGroupId', 'BankMainAccountIdDisplayValue', 'RoutingNumber', 'DefaultDimensionDisplayValue'),
    ...texts('AddressCity', 'AddressCountry', 'ContactEmail'),
    ...noYes('AllowTransactionsInAdditionalCurrencies', 'EnableAdvancedBankReconciliation'),
    ...choices('BankAccountHoldStatus', 'ActiveForAllTransactions', 'BankAccountStatus'),
    ...decimals('CreditLimit', 'AllowedPennyDifferenceForReconciliation', 'AddressLatitude'),
    ...instants('AddressValidFrom', 'AddressValidTo'),
    ...days('ActiveFrom', 'ActiveTo'),
    ...int32s('PrenoteResponseDays'),
  },
})
