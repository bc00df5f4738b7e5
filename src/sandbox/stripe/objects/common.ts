export type Metadata = Record<string, string>

export interface Address {
  city: string | null
  country: string | null
  line1: string | null
  line2: string | null
  postal_code: string | null
  state: string | null
}

export const NO_ADDRESS: Address = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
}

export interface ApiList<T> {
  object: 'list'
  data: T[]
  has_more: boolean
  url: string
}

export const listOf = <T>(data: T[], url: string): ApiList<T> => ({
  object: 'list',
  data,
  has_more: false,
  url,
})

/** What every stored object has; `object` is Stripe's name of its kind. */
export interface StripeObject {
  id: string
  object: string
}
