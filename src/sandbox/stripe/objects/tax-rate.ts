import type { Metadata } from './common.ts'

export interface TaxRate {
  id: string
  object: 'tax_rate'
  active: boolean
  country: string
  created: number
  description: string
  display_name: string
  effective_percentage: null
  flat_amount: null
  inclusive: boolean
  jurisdiction: string
  jurisdiction_level: 'country' | 'state'
  livemode: false
  metadata: Metadata
  /** 8.5 is 8.5 %. */
  percentage: number
  rate_type: 'percentage'
  state: string | null
  tax_type: 'vat' | 'sales_tax'
}

export interface TaxRateFacts {
  country: string
  state: string | null
  /** 850 is 8.5 %: what amounts are computed with. */
  basisPoints: number
  inclusive: boolean
}

export function taxRate(id: string, created: number, facts: TaxRateFacts): TaxRate {
  const name = facts.state === null ? 'VAT' : 'Sales tax'
  return {
    id,
    object: 'tax_rate',
    active: true,
    country: facts.country,
    created,
    description: `${name} ${facts.state ?? facts.country}`,
    display_name: name,
    effective_percentage: null,
    flat_amount: null,
    inclusive: facts.inclusive,
    jurisdiction: facts.state ?? facts.country,
    jurisdiction_level: facts.state === null ? 'country' : 'state',
    livemode: false,
    metadata: {},
    percentage: facts.basisPoints / 100,
    rate_type: 'percentage',
    state: facts.state,
    tax_type: facts.state === null ? 'vat' : 'sales_tax',
  }
}

/** The rate as an integer again: percentages here have at most two decimals. */
export const basisPoints = (rate: TaxRate): number => Math.round(rate.percentage * 100)
