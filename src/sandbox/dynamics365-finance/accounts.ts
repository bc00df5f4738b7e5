/** All companies share it. */
export const CHART = 'Larkfield'

/** Of a posting; what isn't given stays empty. */
export interface Dimensions {
  businessUnit?: string
  department?: string
  costCenter?: string
}

/** A hyphen inside a value is escaped, as the hyphen parts the segments. */
export const segment = (value: string): string => value.replaceAll('-', '\\-')

/** "602100-001-R\-D-CC10", in the order of the ledger's account structure. */
export const ledgerAccount = (mainAccount: string, dimensions: Dimensions = {}): string =>
  `${segment(mainAccount)}-${defaultDimensions(dimensions)}`

/** "001-SALES-", in the order of the default dimensions' format. */
export function defaultDimensions({
  businessUnit = '',
  department = '',
  costCenter = '',
}: Dimensions): string {
  return [businessUnit, department, costCenter].map(segment).join('-')
}
