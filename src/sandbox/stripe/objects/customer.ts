import type { Address, Metadata } from './common.ts'

export interface Customer {
  id: string
  object: 'customer'
  address: Address | null
  /** Minor units; negative is credit that the customer has. */
  balance: number
  created: number
  /** Of the first invoice; null before. */
  currency: string | null
  default_source: null
  delinquent: boolean
  description: string | null
  discount: null
  email: string | null
  invoice_prefix: string
  invoice_settings: {
    custom_fields: null
    default_payment_method: string | null
    footer: null
    rendering_options: null
  }
  livemode: false
  metadata: Metadata
  name: string | null
  next_invoice_sequence: number
  phone: string | null
  preferred_locales: string[]
  shipping: null
  tax_exempt: 'none' | 'exempt' | 'reverse'
  test_clock: null
}

export interface CustomerFacts {
  name: string | null
  email: string | null
  phone?: string | null
  address?: Address | null
  description?: string | null
  metadata?: Metadata
  /** The card that invoices are charged to; null: they can't be. */
  card: string | null
  invoicePrefix: string
}

export function customer(id: string, created: number, facts: CustomerFacts): Customer {
  return {
    id,
    object: 'customer',
    address: facts.address ?? null,
    balance: 0,
    created,
    currency: null,
    default_source: null,
    delinquent: false,
    description: facts.description ?? null,
    discount: null,
    email: facts.email,
    invoice_prefix: facts.invoicePrefix,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: facts.card,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: facts.metadata ?? {},
    name: facts.name,
    next_invoice_sequence: 1,
    phone: facts.phone ?? null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  }
}
