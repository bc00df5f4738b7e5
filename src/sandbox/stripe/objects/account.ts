import { STRIPE_ACCOUNT_ID } from '../credentials.ts'
import { listOf, NO_ADDRESS } from './common.ts'

const NOTHING_DUE = {
  alternatives: [],
  current_deadline: null,
  currently_due: [],
  disabled_reason: null,
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
}

export type Account = ReturnType<typeof account>

export const account = (created: number) => ({
  id: STRIPE_ACCOUNT_ID,
  object: 'account' as const,
  business_profile: {
    annual_revenue: null,
    estimated_worker_count: null,
    mcc: '5734',
    minority_owned_business_designation: null,
    name: 'Sandbox Books',
    product_description: null,
    support_address: NO_ADDRESS,
    support_email: null,
    support_phone: null,
    support_url: null,
    url: 'https://books.example',
  },
  business_type: 'company' as const,
  capabilities: { card_payments: 'active' as const, transfers: 'active' as const },
  charges_enabled: true,
  controller: { type: 'account' as const },
  country: 'US',
  created,
  default_currency: 'usd',
  details_submitted: true,
  email: 'books@books.example',
  external_accounts: listOf<never>([], `/v1/accounts/${STRIPE_ACCOUNT_ID}/external_accounts`),
  future_requirements: NOTHING_DUE,
  metadata: {},
  payouts_enabled: true,
  requirements: NOTHING_DUE,
  settings: settings(),
  tos_acceptance: { date: null, ip: null, user_agent: null },
  type: 'standard' as const,
})

const settings = () => ({
  bacs_debit_payments: { display_name: null, service_user_number: null },
  branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
  card_issuing: { tos_acceptance: { date: null, ip: null } },
  card_payments: {
    decline_on: { avs_failure: true, cvc_failure: true },
    statement_descriptor_prefix: null,
    statement_descriptor_prefix_kana: null,
    statement_descriptor_prefix_kanji: null,
  },
  dashboard: { display_name: 'Sandbox Books', timezone: 'Etc/UTC' },
  invoices: { default_account_tax_ids: null, hosted_payment_method_save: null },
  payments: {
    statement_descriptor: 'SANDBOX BOOKS',
    statement_descriptor_kana: null,
    statement_descriptor_kanji: null,
    statement_descriptor_prefix_kana: null,
    statement_descriptor_prefix_kanji: null,
  },
  payouts: {
    debit_negative_balances: true,
    schedule: { delay_days: 2, interval: 'weekly' },
    statement_descriptor: null,
  },
  sepa_debit_payments: {},
})
