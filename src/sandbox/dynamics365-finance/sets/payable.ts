import { choices, days, decimals, entitySet, int64s, instants, noYes, texts } from '../odata/fields.ts'

/** Pending ones alone: posting takes an invoice out of the entity. */
export const vendorInvoiceHeaders = entitySet({
  name: 'VendorInvoiceHeaders',
  type: 'VendorInvoiceHeader',
  keys: ['dataAreaId', 'HeaderReference'],
  fields: {
    ...texts(
      'dataAreaId',
      'HeaderReference',
      'InvoiceNumber',
      'InvoiceAccount',
      'VendorAccount',
      'VendorName',
    ),
    ...texts('Currency', 'InvoiceDescription', 'TermsOfPayment', 'MethodOfPayment', 'PaymentSchedule'),
    ...texts('PurchaseOrderNumber', 'SalesTaxGroup', 'PostingProfile', 'DocumentNumber', 'Comment'),
    ...texts('DimensionDisplayValue', 'BankAccount', 'PaymentId', 'ApproverPersonnelNumber'),
    ...choices('VendInvoiceRequestStatus', 'Draft', 'VendorInvoiceReviewStatus'),
    ...noYes('IsApproved', 'IsOnHold', 'IsPricesIncludeSalesTax', 'OverrideSalesTax', 'CreditCorrection'),
    ...noYes('HeaderOnlyImport', 'FixedRate'),
    ...days('InvoiceDate', 'DueDate', 'Date', 'CashDiscountDate', 'InvoiceReceivedDate'),
    ...days('InvoicePaymentReleaseDate'),
    ...decimals('ImportedAmount', 'ImportedSalesTax', 'ExchangeRate', 'SecondaryExchangeRate'),
    ...decimals('ReportingCurrencyExchangeRate', 'CashDiscount', 'DiscountPercentage', 'TotalDiscount'),
    ...decimals('InvoiceRoundOff', 'SalesTaxRounding'),
  },
})

export const vendorInvoiceLines = entitySet({
  name: 'VendorInvoiceLines',
  type: 'VendorInvoiceLine',
  keys: ['dataAreaId', 'HeaderReference', 'InvoiceLineNumber'],
  fields: {
    ...texts('dataAreaId', 'HeaderReference'),
    ...decimals('InvoiceLineNumber'),
    ...texts('VendorAccount', 'InvoiceAccount', 'LineDescription', 'ItemNumber', 'ItemName', 'Currency'),
    ...texts('ProcurementCategoryName', 'MainAccountDisplayValue', 'DimensionDisplayValue', 'SalesTaxGroup'),
    ...texts('ItemSalesTax', 'Unit', 'PurchaseOrder'),
    ...noYes('OverrideSalesTax', 'CloseForReceipt'),
    ...decimals(
      'LineNumber',
      'ReceiveNow',
      'UnitPrice',
      'NetAmount',
      'Amount',
      'Discount',
      'DiscountPercent',
    ),
  },
})

export const vendInvoiceJournalHeaders = entitySet({
  name: 'VendInvoiceJournalHeaders',
  type: 'VendInvoiceJournalHeader',
  keys: ['dataAreaId', 'JournalBatchNumber'],
  fields: {
    ...texts('dataAreaId', 'JournalBatchNumber', 'JournalName', 'Description'),
    ...noYes('IsPosted', 'SalesTaxIncluded', 'OverrideSalesTax'),
    ...decimals('JournalTotalDebit', 'JournalTotalCredit'),
  },
})

export const vendInvoiceJournalLines = entitySet({
  name: 'VendInvoiceJournalLines',
  type: 'VendInvoiceJournalLine',
  keys: ['dataAreaId', 'JournalBatchNumber', 'LineNumber'],
  fields: {
    ...texts('dataAreaId', 'JournalBatchNumber'),
    ...decimals('LineNumber'),
    ...texts('Voucher', 'Company', 'AccountDisplayValue', 'OffsetCompany', 'OffsetAccountDisplayValue'),
    ...texts('Invoice', 'Description', 'OffsetTransactionText', 'Document', 'Currency', 'TermsOfPayment'),
    ...texts('MethodOfPayment', 'PaymentSpecification', 'PaymId', 'PostingProfile', 'SalesTaxGroup'),
    ...texts('ItemSalesTaxGroup', 'DefaultDimensionDisplayValue', 'BankAccountId', 'CustVendBankAccountId'),
    ...texts('TaxExemptNumber', 'ApproverNumber', 'CashDiscount', 'InvoiceDeclarationId', 'SalesTaxCode'),
    ...texts('OffsetDefaultDimensionDisplayValue', 'FinTagDisplayValue', 'OffsetFinTagDisplayValue'),
    ...texts('ItemWithholdingTaxGroupCode', 'AssetId', 'BookId', 'ChineseVoucher', 'ChineseVoucherType'),
    ...texts('RemittanceAddressStreet', 'RemittanceAddressCity', 'RemittanceAddressState'),
    ...texts('RemittanceAddressZipCode', 'RemittanceAddressCounty', 'RemittanceAddressCountry'),
    ...texts('RemittanceAddressDistrictName', 'RemittanceAddressDescription', 'RemittanceAddressLocationId'),
    ...texts('RemittanceAddressCountryISOCode', 'FullPrimaryRemittanceAddress'),
    ...choices('LedgerJournalACType', 'Ledger', 'AccountType', 'OffsetAccountType'),
    ...choices('LedgerTransType', 'Vend', 'TransactionType'),
    ...noYes('Approved', 'IsWithholdingTaxCalculate', 'OverrideSalesTax'),
    ...decimals('Debit', 'Credit', 'ExchRate', 'ExchRateSecond', 'ReportingCurrencyExchRate'),
    ...decimals('CashDiscountAmount', 'RemittanceAddressLatitude', 'RemittanceAddressLongitude'),
    ...days('Date', 'InvoiceDate', 'DueDate', 'CashDiscountDate', 'DeliveryDate'),
    ...instants('RemittanceAddressValidFrom', 'RemittanceAddressValidTo'),
    ...int64s('Tax1099Fields'),
  },
})
