import type { Transaction } from '../../domain/entities.ts'

type Kind = Transaction['kind']

// Every documented type of balance transaction, from docs.stripe.com/reports/balance-transaction-types, and the
// transfers between Stripe's own balances, which only answers tell of.
const TYPES: Readonly<Partial<Record<Kind, string>>> = {
  CHARGE: 'charge payment payment_unreconciled',
  REFUND: 'refund refund_failure payment_refund payment_failure_refund payment_reversal climate_order_refund',
  PAYOUT: 'payout payout_cancel payout_failure',
  FEE: 'stripe_fee stripe_fx_fee tax_fee application_fee application_fee_refund fee_credit_funding',
  PURCHASE: 'issuing_transaction climate_order_purchase contribution',
  PAYMENT: 'stripe_balance_payment_debit stripe_balance_payment_debit_reversal',
  DISPUTE: 'issuing_dispute issuing_dispute_provisional_credit issuing_dispute_provisional_credit_reversal',
  TRANSFER:
    'transfer transfer_cancel transfer_failure transfer_refund topup topup_reversal inbound_transfer ' +
    'inbound_transfer_reversal connect_collection_transfer advance advance_funding anticipation_repayment ' +
    'balance_transfer_inbound balance_transfer_outbound',
  ADJUSTMENT:
    'adjustment reserve_transaction reserved_funds reserve_hold reserve_release payment_network_reserve_hold ' +
    'payment_network_reserve_release payout_minimum_balance_hold payout_minimum_balance_release ' +
    'issuing_authorization_hold issuing_authorization_release',
  OTHER: 'obligation_outbound obligation_reversal_inbound tax_fund',
}

const KINDS = new Map(
  Object.entries(TYPES).flatMap(([kind, types]) =>
    types.split(' ').map((type) => [type, kind as Kind] as const),
  ),
)

/** The kind of a balance transaction; UNKNOWN for a type that is not documented. */
export function kindOf(type: string, reportingCategory: string | null): Kind {
  // Disputes and their reversals are booked as adjustments; only the reporting category tells.
  if (type === 'adjustment' && (reportingCategory ?? '').startsWith('dispute')) return 'DISPUTE'
  return KINDS.get(type) ?? 'UNKNOWN'
}
