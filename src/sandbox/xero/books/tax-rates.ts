export interface TaxRate {
  name: string
  type: string
  reportType: string
  /** Basis points. */
  rate: number
  appliesTo: 'INCOME' | 'EXPENSES' | 'ALL'
  status: 'ACTIVE' | 'DELETED'
}

const rate = (
  type: string,
  name: string,
  basisPoints: number,
  appliesTo: TaxRate['appliesTo'],
  reportType: string,
  status: TaxRate['status'] = 'ACTIVE',
): TaxRate => ({ type, name, rate: basisPoints, appliesTo, reportType, status })

/** A British organisation's, and one that it added and gave up. */
export const TAX_RATES: readonly TaxRate[] = [
  rate('OUTPUT2', '20% (VAT on Income)', 2000, 'INCOME', 'OUTPUT'),
  rate('INPUT2', '20% (VAT on Expenses)', 2000, 'EXPENSES', 'INPUT'),
  rate('RROUTPUT', '5% (VAT on Income)', 500, 'INCOME', 'OUTPUT'),
  rate('RRINPUT', '5% (VAT on Expenses)', 500, 'EXPENSES', 'INPUT'),
  rate('ZERORATEDOUTPUT', 'Zero Rated Income', 0, 'INCOME', 'OUTPUT'),
  rate('ZERORATEDINPUT', 'Zero Rated Expenses', 0, 'EXPENSES', 'INPUT'),
  rate('ECZROUTPUTSERVICES', 'Zero Rated EC Services', 0, 'INCOME', 'ECOUTPUTSERVICES'),
  rate('EXEMPTOUTPUT', 'Exempt Income', 0, 'INCOME', 'EXEMPTOUTPUT'),
  rate('EXEMPTINPUT', 'Exempt Expenses', 0, 'EXPENSES', 'EXEMPTINPUT'),
  rate('NONE', 'No VAT', 0, 'ALL', 'NONE'),
  rate('TAX001', 'Flat rate 12.5%', 1250, 'INCOME', 'OUTPUT', 'DELETED'),
]

const byType = new Map(TAX_RATES.map((it) => [it.type, it]))

/** Undefined when there is no such type. */
export const taxRate = (type: string): TaxRate | undefined => byType.get(type)
