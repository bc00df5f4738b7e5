import { choices, decimals, entitySet, int32s, noYes, texts } from '../odata/fields.ts'

/** No percentage: the entity that has it differs from release to release. */
export const taxCodes = entitySet({
  name: 'TaxCodes',
  type: 'TaxCode',
  keys: ['dataAreaId', 'TaxCode'],
  fields: {
    ...texts('dataAreaId', 'TaxCode', 'TaxName', 'TaxPeriodId', 'TaxPostingGroupId', 'TaxCurrencyCodeId'),
    ...texts('PrintCode', 'TaxOnTax', 'TaxUnitId', 'PaymentTaxCodeId', 'TaxVatReportCategoryCode'),
    ...choices('TaxTypeW', 'Other', 'TypeOfTax'),
    ...choices('RoundOffType', 'Ordinary', 'TaxRoundOffType'),
    ...noYes('NegativeTax', 'UnrealizedTax', 'ExcludeFromInvoice', 'IncludedTax', 'IsGST'),
    ...decimals('TaxRoundOff'),
    ...int32s('ReportingCodeBaseIncomingDebitNote', 'ReportingCodeBaseOutgoingDebitNote'),
    ...int32s('ReportingCodeSalesTaxPayable', 'ReportingCodeSalesTaxPayableCreditNote'),
    ...int32s('ReportingCodeSalesTaxReceivable', 'ReportingCodeSalesTaxReceivableCreditNote'),
    ...int32s('ReportingCodeTaxFreeBuyDebitNote', 'ReportingCodeTaxFreePurchase'),
    ...int32s('ReportingCodeTaxFreePurchaseCreditNote', 'ReportingCodeTaxFreeSale'),
    ...int32s('ReportingCodeTaxFreeSaleCreditNote', 'ReportingCodeTaxFreeSalesDebitNote'),
    ...int32s('ReportingCodeTaxIncomingDebitNote', 'ReportingCodeTaxOutgoingDebitNote'),
    ...int32s('ReportingCodeTaxableImport', 'ReportingCodeTaxableImportCreditNote'),
    ...int32s('ReportingCodeTaxableImportOffset', 'ReportingCodeTaxableImportOffsetCreditNote'),
    ...int32s('ReportingCodeTaxablePurchases', 'ReportingCodeTaxablePurchasesCreditNote'),
    ...int32s('ReportingCodeTaxableSales', 'ReportingCodeTaxableSalesCreditNote'),
    ...int32s('ReportingCodeUseTax', 'ReportingCodeUseTaxCreditNote'),
    ...int32s('ReportingCodeUseTaxOffset', 'ReportingCodeUseTaxOffsetCreditNote'),
    ...texts('TaxationCode', 'PackingDutySortCode', 'DescriptionQRBill', 'RevenueCode'),
    ...noYes('IsInvestment', 'DiotAddInfo', 'DomesticCustomsPractice', 'PackingDuty', 'NotEUSalesList'),
    ...noYes('CalculateUnitTaxBeforeSalesTax', 'RetainedTax'),
    ...choices('VATChargeSourceRU', 'VendorFunds', 'VATChargeSource'),
    ...choices('TaxCalcMode', 'FullAmounts', 'TaxCalculationMethod'),
    ...choices('TaxTypeJP', 'Standard', 'JapanTaxType'),
    ...choices('TaxLimitBase', 'LineWithoutVAT', 'TaxLimitBase'),
    ...choices('TaxSubstitutionEnumBR', 'None', 'TaxSubstitutionMethod'),
    ...choices('CountryRegionType', 'Domestic', 'TaxCountryRegionType'),
    ...choices('TaxBaseType', 'PctPerNet', 'TaxBase'),
    ...choices('TaxTypeMX', 'Blank', 'MexicoTaxType'),
    ...choices('TaxTypeTH', 'Normal', 'TaxType'),
    ...choices('TaxTypeBR', 'Blank', 'BrazilTaxType'),
    ...choices('TaxTypeSG', 'Standard', 'SingaporeTaxType'),
    ...choices(
      'TaxSubstitutionBaseRedCalculationModeBR',
      'OwnOperationIpiAndMarkup',
      'TaxSubstitutionCalculationMethod',
    ),
    ...choices('TaxFiscalValueBR', 'Blank', 'FiscalValue'),
    ...choices('TaxWriteSelection', 'PrintCode', 'PrintCodeType'),
  },
})

export const taxGroups = entitySet({
  name: 'TaxGroups',
  type: 'TaxGroup',
  keys: ['dataAreaId', 'TaxGroupCode'],
  fields: {
    ...texts('dataAreaId', 'TaxGroupCode', 'Description', 'DefaultCriteriaCountryId'),
    ...noYes('EUTrade_W', 'TaxReverseOnCashDiscount', 'MandatorySalesDate_W'),
    ...texts('DefaultCriteriaZipCodeId', 'DefaultCriteriaStateId', 'DefaultCriteriaCityId'),
    ...texts('DefaultCriteriaCountyId'),
    ...choices('TaxGroupRounding', 'TaxCode', 'RoundingBy'),
    ...choices('TaxPrintDetail', 'TaxCode', 'InvoicePrintDetails'),
    ...choices('FillSalesDateW', 'Manually', 'FillSalesDate_W'),
    ...choices('FillVATDueDateW', 'Manually', 'DateOfVATRegisterFilling'),
  },
})

/** Which codes a group has; an invoice line has those that are in its item group as well. */
export const taxGroupDatas = entitySet({
  name: 'TaxGroupDatas',
  type: 'TaxGroupData',
  keys: ['dataAreaId', 'TaxGroupId', 'TaxCodeId'],
  fields: {
    ...texts('dataAreaId', 'TaxGroupId', 'TaxCodeId', 'TaxExemptCodeId'),
    ...noYes('ExemptTax', 'UseTax', 'ReverseCharge', 'IntracomVAT'),
    ...texts('BrazilianTaxationCode'),
  },
})

export const taxItemGroups = entitySet({
  name: 'TaxItemGroups',
  type: 'TaxItemGroup',
  keys: ['dataAreaId', 'TaxItemGroupCode', 'TaxCodeId'],
  fields: {
    ...texts('dataAreaId', 'TaxItemGroupCode', 'TaxCodeId', 'Description', 'TaxExemptCode'),
    ...noYes('ExemptTax', 'WithoutTaxCredit'),
    ...texts('TaxationCode'),
    ...choices('EUSalesListType', 'NotAssigned', 'EUSalesListType'),
  },
})
