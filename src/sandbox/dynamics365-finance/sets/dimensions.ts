import { choices, days, entitySet, int32s, int64s, noYes, texts } from '../odata/fields.ts'

export const dimensionAttributes = entitySet({
  name: 'DimensionAttributes',
  type: 'DimensionAttribute',
  keys: ['DimensionName'],
  fields: {
    ...texts('DimensionName', 'ReportColumnName', 'UseValuesFrom', 'DimensionValueMask'),
    ...noYes('CopyValuesOnCreate', 'GiveDerivedDimensionsPrecedence', 'IsBalancing_PSN'),
    ...int64s('BalancingDimension_PSN'),
  },
})

export const financialDimensionValues = entitySet({
  name: 'FinancialDimensionValues',
  type: 'FinancialDimensionValue',
  keys: ['FinancialDimension', 'LegalEntityId', 'DimensionValue'],
  fields: {
    ...texts(
      'FinancialDimension',
      'LegalEntityId',
      'DimensionValue',
      'Description',
      'GroupDimension',
      'Owner',
    ),
    ...noYes('IsSuspended', 'IsTotal', 'IsBlockedForManualEntry', 'IsBalancing_PSN'),
    ...days('ActiveFrom', 'ActiveTo'),
  },
})

/** One row: what stands between the parts of a display value. */
export const dimensionParameters = entitySet({
  name: 'DimensionParameters',
  type: 'DimensionParameters',
  keys: ['Key'],
  fields: {
    ...int32s('Key'),
    ...choices('DimensionSegmentDelimiter', 'Hyphen', 'DimensionSegmentDelimiter'),
  },
})

/** Which part of a display value is which dimension: of each type one format is active. */
export const dimensionIntegrationFormats = entitySet({
  name: 'DimensionIntegrationFormats',
  type: 'DimensionIntegrationFormat',
  keys: ['DimensionFormatName', 'DimensionFormatType'],
  fields: {
    ...texts('DimensionFormatName', 'FinancialDimensionFormat'),
    ...choices('DimensionHierarchyType', 'AccountStructure', 'DimensionFormatType'),
    ...noYes('IsActive'),
  },
})
