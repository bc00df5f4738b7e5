import { choices, days, decimals, entitySet, int64s, instants, noYes, texts } from '../odata/fields.ts'

/** What the lines of both payment journals have. */
const LINE = {
  ...texts('dataAreaId', 'JournalBatchNumber'),
  ...decimals('LineNumber'),
  ...texts('Voucher', 'Company', 'AccountDisplayValue', 'OffsetCompany', 'OffsetAccountDisplayValue'),
  ...texts('CurrencyCode', 'TransactionText', 'OffsetTransactionText', 'MarkedInvoice', 'PaymentReference'),
  ...texts(
    'MarkedInvoiceCompany',
    'PaymentMethodName',
    'PaymentSpecification',
    'PaymentId',
    'PostingProfile',
  ),
  ...texts('BankTransactionType', 'TaxGroup', 'TaxItemGroup', 'ThirdPartyBankAccountId'),
  ...texts('DefaultDimensionsForAccountDisplayValue', 'DefaultDimensionsForOffsetAccountDisplayValue'),
  ...texts('CentralBankPurposeCode', 'CentralBankPurposeText', 'FinTagDisplayValue', 'PostdatedCheckNumber'),
  ...choices('LedgerJournalACType', 'Ledger', 'AccountType', 'OffsetAccountType'),
  ...choices('SettlementType', 'None', 'SettleVoucher'),
  ...noYes('IsPrepayment', 'OverrideSalesTax', 'CalculateWithholdingTax'),
  ...decimals('DebitAmount', 'CreditAmount', 'ExchangeRate', 'SecondaryExchangeRate'),
  ...decimals('ReportingCurrencyExchRate', 'ReportingCurrencyExchRateSecondary'),
  ...days('TransactionDate', 'CentralBankImportDate', 'PostdatedCheckMaturityDate'),
  ...days('PostdatedCheckReceivedDate'),
}

export const customerPaymentHeaders = entitySet({
  name: 'CustomerPaymentJournalHeaders',
  type: 'CustomerPaymentJournalHeader',
  keys: ['dataAreaId', 'JournalBatchNumber'],
  fields: {
    ...texts('dataAreaId', 'JournalBatchNumber', 'JournalName', 'Description'),
    ...noYes('IsPosted', 'OverrideSalesTax'),
  },
})

export const customerPaymentLines = entitySet({
  name: 'CustomerPaymentJournalLines',
  type: 'CustomerPaymentJournalLine',
  keys: ['dataAreaId', 'JournalBatchNumber', 'LineNumber'],
  fields: {
    ...LINE,
    ...texts('CustomerName', 'PaymentNotes', 'DepositNumber'),
    ...noYes('UseABankDepositSlip'),
  },
})

export const vendorPaymentHeaders = entitySet({
  name: 'VendorPaymentJournalHeaders',
  type: 'VendorPaymentJournalHeader',
  keys: ['dataAreaId', 'JournalBatchNumber'],
  fields: {
    ...texts('dataAreaId', 'JournalBatchNumber', 'JournalName', 'Description'),
    ...noYes('IsPosted', 'OverrideSalesTax'),
    ...int64s('ServiceLevel', 'LocalInstrument', 'CategoryPurpose', 'ChargeBearer'),
  },
})

export const vendorPaymentLines = entitySet({
  name: 'VendorPaymentJournalLines',
  type: 'VendorPaymentJournalLine',
  keys: ['dataAreaId', 'JournalBatchNumber', 'LineNumber'],
  fields: {
    ...LINE,
    ...texts(
      'VendorName',
      'CheckNumber',
      'ContactPerson',
      'RemittanceAddressCity',
      'RemittanceAddressStreet',
    ),
    ...decimals('RemittanceAddressLatitude', 'RemittanceAddressLongitude'),
    ...instants('RemittanceAddressValidFrom', 'RemittanceAddressValidTo'),
    ...int64s('ServiceLevel', 'LocalInstrument', 'CategoryPurpose', 'ChargeBearer'),
  },
})
