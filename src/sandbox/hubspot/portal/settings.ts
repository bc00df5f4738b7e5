/** Percentages in hundredths: 825 is 8.25 %. */
export interface TaxRate {
  id: string
  name: string
  label: string
  rate: number
  active: boolean
}

export const TAX_RATES: readonly TaxRate[] = [
  { id: '15970230', name: 'ca-sales-tax', label: 'California sales tax', rate: 875, active: true },
  { id: '15970231', name: 'tx-sales-tax', label: 'Texas sales tax', rate: 825, active: true },
  { id: '15970232', name: 'on-hst', label: 'Ontario HST', rate: 1300, active: true },
  { id: '15970233', name: 'de-vat', label: 'German VAT', rate: 1900, active: true },
  { id: '15970234', name: 'ca-sales-tax-2023', label: 'California sales tax until 2023', rate: 850, active: false },
] // prettier-ignore

/** In hundredths; null for an id that is none. */
export const rateOfTax = (id: string): number | null => TAX_RATES.find((it) => it.id === id)?.rate ?? null

export interface Owner {
  id: string
  userId: number
  firstName: string
  lastName: string
  archived: boolean
}

export const OWNERS: readonly Owner[] = [
  { id: '534941', userId: 76_023_669, firstName: 'Ida', lastName: 'Lund', archived: false },
  { id: '534942', userId: 76_023_670, firstName: 'Bruno', lastName: 'Keller', archived: false },
  { id: '534943', userId: 76_023_671, firstName: 'Noor', lastName: 'Okafor', archived: false },
  { id: '534944', userId: 76_023_672, firstName: 'Milo', lastName: 'Varga', archived: true },
] // prettier-ignore

/** Of the account's own app, and of a person in it. */
export const APP_ID = 16_111_050
export const BY_HAND = { changeSource: 'CRM_UI', sourceId: 'userId:76023669' } as const
export const BY_APP = { changeSource: 'INTEGRATION', sourceId: String(APP_ID) } as const
