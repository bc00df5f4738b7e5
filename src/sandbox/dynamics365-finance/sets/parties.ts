import { entitySet, noYes, texts } from '../odata/fields.ts'

export const customerGroups = entitySet({
  name: 'CustomerGroups',
  type: 'CustomerGroup',
  keys: ['dataAreaId', 'CustomerGroupId'],
  fields: {
    ...texts('dataAreaId', 'CustomerGroupId', 'Description', 'PaymentTermId', 'TaxGroupId', 'WriteOffReason'),
    ...noYes('IsSalesTaxIncludedInPrice'),
    ...texts('CustomerAccountNumberSequence', 'AccountingCurrencyExchangeRateType'),
    ...texts('ClearingPeriodPaymentTermName', 'ReportingCurrencyExchangeRateType'),
    ...texts('DefaultDimensionDisplayValue'),
    ...noYes('IsPublicSector_IT'),
  },
})

export const vendorGroups = entitySet({
  name: 'VendorGroups',
  type: 'VendorGroup',
  keys: ['dataAreaId', 'VendorGroupId'],
  fields: {
    ...texts('dataAreaId', 'VendorGroupId', 'Description', 'DefaultPaymentTermName', 'DefaultTaxGroupCode'),
    ...noYes('IsExcludedFromSearchResults'),
    ...texts('ReportingCurrencyExchangeRateType', 'DefaultDimensionDisplayValue'),
    ...texts('VendorAccountNumberSequence', 'AccountingCurrencyExchangeRateType'),
    ...texts('ClearingPeriodPaymentTermName'),
    ...noYes('IsPublicSector_IT'),
  },
})
