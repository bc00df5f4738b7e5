// What is known of a transaction besides its amount and its days.

export interface Counterparty {
  name: string
  type: 'merchant' | 'financial_institution' | 'payment_app' | 'income_source'
  website: string | null
  entityId: string | null
}

export interface Category {
  primary: string
  detailed: string
  confidence: 'VERY_HIGH' | 'HIGH' | 'MEDIUM' | 'LOW'
}

export interface PaymentMeta {
  by_order_of: string | null
  payee: string | null
  payer: string | null
  payment_method: string | null
  payment_processor: string | null
  ppd_id: string | null
  reason: string | null
  reference_number: string | null
}

export interface Place {
  address: string | null
  city: string | null
  region: string | null
  postal_code: string | null
  country: string | null
  store_number: string | null
}

export interface Detail {
  /** What Plaid made of the statement's line. */
  name: string
  /** The statement's line; null where the bank gives none. */
  description: string | null
  counterparty: Counterparty | null
  category: Category | null
  channel: 'online' | 'in store' | 'other'
  checkNumber: string | null
  meta: Partial<PaymentMeta>
  place: Partial<Place>
  /** When it was authorized, RFC 3339; few banks of the United States tell. */
  authorizedAt: string | null
}

/** Of the bank's own making, unless told otherwise: no merchant, no place. */
export const detail = (told: Pick<Detail, 'name'> & Partial<Detail>): Detail => ({
  description: told.name.toUpperCase(),
  counterparty: null,
  category: null,
  channel: 'other',
  checkNumber: null,
  meta: {},
  place: {},
  authorizedAt: null,
  ...told,
})

export const category = (
  primary: string,
  rest: string,
  confidence: Category['confidence'] = 'HIGH',
): Category => ({ primary, detailed: `${primary}_${rest}`, confidence })

export const firm = (name: string, website: string | null = null): Counterparty => ({
  name,
  type: 'merchant',
  website,
  entityId: null,
})
