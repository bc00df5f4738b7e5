import { days, decimals, entitySet, int32s, int64s, noYes, texts } from '../odata/fields.ts'

/** No totals and no paid state: the lines have the amounts, the payment journals what was paid. */
export const freeTextInvoiceHeaders = entitySet({
  name: 'FreeTextInvoiceHeaders',
  type: 'FreeTextInvoiceHeader',
  keys: ['dataAreaId', 'InvoiceIdentifier'],
  fields: {
    ...texts('dataAreaId'),
    ...int64s('InvoiceIdentifier'),
    ...texts('FreeTextNumber', 'InvoiceName', 'CustomerAccount', 'InvoiceAccount', 'CustomerGroup'),
    ...texts('CurrencyCode', 'SalesTaxGroupId', 'SalesTaxItemGroupId', 'TermsOfPayment', 'MethodOfPayment'),
    ...texts('PostingProfile', 'CustomerReference', 'CustomerRequisition', 'DefaultDimensionDisplayValue'),
    ...texts('BankAccountId', 'CashDiscountCode', 'ContactPersonId', 'CorrectedInvoiceId', 'LanguageId'),
    ...texts('ExternalInvoiceId', 'BillingClassification', 'PaymentSchedule', 'NumberSequenceGroup'),
    ...noYes('IsPosted', 'InclTax', 'IsCorrection', 'IsOneTimeCustomer', 'OverrideSalesTax'),
    ...noYes('IsPostedViaIntercompany'),
    ...days('InvoiceDate', 'DueDate', 'DocumentDate', 'CashDiscountDate', 'CorrectedInvoiceDate'),
    ...days('AdjustingInvoiceDate', 'PaymentTermsBaseDate', 'SalesDate', 'VATDueDate'),
    ...decimals('ExchangeRate', 'CashDiscountPercentage'),
    ...int32s('PaymentTermsBaseDays', 'CashFlowForecast'),
  },
})

export const freeTextInvoiceLines = entitySet({
  name: 'FreeTextInvoiceLines',
  type: 'FreeTextInvoiceLine',
  keys: ['dataAreaId', 'LineNumber', 'ParentRecId'],
  fields: {
    ...texts('dataAreaId'),
    ...decimals('LineNumber'),
    ...int64s('ParentRecId'),
    ...texts('Description', 'InvoiceText', 'AmountDetails', 'BillingCode', 'ProjectId', 'SalesUnit'),
    ...texts('CurrencyCode', 'MainAccountDisplayValue', 'DefaultDimensionDisplayValue', 'SalesTaxGroupId'),
    ...texts('SalesTaxItemGroupId', 'WithholdingTaxGroup', 'CountryRegionId', 'FixedAssetNumber'),
    ...decimals('Quantity', 'UnitPrice', 'TransactionCurrencyAmount', 'SalesTaxAmount', 'TotalWeight'),
    ...noYes('OverrideSalesTax', 'IsServiceInvoice'),
    ...int32s('NGPCode'),
  },
})

/** Posted ones alone: an invoice comes into being when its sales order is invoiced. */
export const salesInvoiceHeaders = entitySet({
  name: 'SalesInvoiceHeadersV2',
  type: 'SalesInvoiceHeaderV2',
  keys: ['dataAreaId', 'InvoiceNumber', 'InvoiceDate', 'LedgerVoucher'],
  fields: {
    ...texts('dataAreaId', 'InvoiceNumber'),
    ...days('InvoiceDate'),
    ...texts('LedgerVoucher', 'InvoiceCustomerAccountNumber', 'SalesOrderNumber', 'CurrencyCode'),
    ...texts('PaymentTermsName', 'CustomersOrderReference', 'ContactPersonId', 'DeliveryTermsCode'),
    ...texts('DeliveryModeCode', 'SalesOrderOriginCode', 'SalesOrderResponsiblePersonnelNumber'),
    ...texts('InvoiceAddressStreet', 'InvoiceAddressCity', 'InvoiceAddressState', 'InvoiceAddressZipCode'),
    ...texts('InvoiceAddressCountryRegionId', 'InvoiceAddressCountryRegionISOCode'),
    ...decimals('TotalInvoiceAmount', 'TotalTaxAmount', 'TotalDiscountAmount', 'TotalChargeAmount'),
    ...decimals('InvoiceHeaderTaxAmount', 'TotalDiscountCustomerGroupCode'),
  },
})

/** Shown as SalesInvoiceLines too. */
export const salesInvoiceLines = entitySet({
  name: 'SalesInvoiceV2Lines',
  type: 'SalesInvoiceV2Line',
  keys: ['dataAreaId', 'InvoiceDate', 'InvoiceNumber', 'LedgerVoucher', 'LineCreationSequenceNumber'],
  fields: {
    ...texts('dataAreaId'),
    ...days('InvoiceDate'),
    ...texts('InvoiceNumber', 'LedgerVoucher'),
    ...int32s('LineCreationSequenceNumber'),
    ...texts('ProductNumber', 'ProductName', 'ProductDescription', 'CurrencyCode', 'SalesUnitSymbol'),
    ...texts('SalesProductCategoryName', 'InventorySiteId', 'InventoryWarehouseId', 'ReturnReasonCodeId'),
    ...decimals('InvoicedQuantity', 'SalesPrice', 'LineAmount', 'LineTotalTaxAmount'),
    ...decimals('LineTotalChargeAmount', 'LineTotalDiscountAmount'),
    ...days('ConfirmedShippingDate'),
  },
})
