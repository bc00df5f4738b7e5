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
  ...texts('PostdatedCheckOriginalCheckNumber', 'PostdatedCheckBankName'),
  ...texts('PostdatedCheckReplacementComments', 'PostdatedCheckCashierDisplayValue'),
  ...texts('PostdatedCheckBankBranch', 'PostdatedCheckSalespersonDisplayValue', 'OffsetFinTagDisplayValue'),
  ...texts('PostdatedCheckReasonForStop', 'NACHAIATForeignExchangeReference', 'ChineseVoucherType'),
  ...texts('ChineseVoucher'),
  ...noYes('UseSalesTaxDirectionFromMainAccount', 'PostdatedCheckIsReplacementCheck'),
  ...noYes('PostdatedCheckStopPayment'),
  ...choices('CustVendGatewayOperatorOFACIndicatorUS', 'Zero', 'NACHAIATOFACScreeningIndicator'),
  ...choices('CustVendOriginatingDFIQualifierUS', 'One', 'NACHAIATReceivingDFIQualifier'),
  ...choices('CustVendOriginatingDFIQualifierUS', 'One', 'NACHAIATOriginatingDFIQualifier'),
  ...choices('CustVendForeignExchIndicatorUS', 'None', 'NACHAIATForeignExchangeIndicator'),
  ...choices('CustVendForeignExchRefIndicatorUS', 'One', 'NACHAIATForeignExchangeReferenceIndicator'),
  ...choices('CustVendSecondaryOFACIndicatorUS', 'Zero', 'NACHAIATOFACSecondaryScreeningIndicator'),
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
    ...texts('ItemWithholdingTaxGroup'),
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
    ...texts('TaxWithholdGroup', 'RemittanceAddressCountry', 'FeeAccount'),
    ...texts('RemittanceAddressCountryISOCode', 'ErrorCodePayment', 'RemittanceAddressState'),
    ...texts('RemittanceAddressDescription', 'RemittanceLocationId', 'ItemWithholdingTaxGroupCode'),
    ...texts('RemittanceAddressCounty', 'FullPrimaryRemittanceAddress', 'NewJournalBatchNumber'),
    ...texts('RemittanceAddressDistrictName', 'RemittanceAddressZipCode'),
    ...noYes('RestrictedForwarding'),
    ...choices('Timezone', 'GMTMINUS1200INTERNATIONALDATELINEWEST', 'RemittanceAddressTimeZone'),
    ...choices('VendOutPaymDTAZVInstrKey', 'NotUsed', 'InstructionKey3', 'InstructionKey4'),
    ...choices('VendOutPaymDTAZVInstrKey', 'NotUsed', 'InstructionKey1', 'InstructionKey2'),
  },
})
