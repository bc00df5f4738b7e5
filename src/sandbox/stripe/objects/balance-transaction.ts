import { type Currency, fitsCurrency } from '../money.ts'

export type BalanceTransactionType =
  'charge' | 'refund' | 'adjustment' | 'payout' | 'payout_failure' | 'stripe_fee'

export interface BalanceTransaction {
  id: string
  object: 'balance_transaction'
  /** Minor units, as `fee` and `net`; positive comes into the balance. */
  amount: number
  available_on: number
  balance_type: 'payments'
  created: number
  currency: Currency
  description: string | null
  exchange_rate: number | null
  fee: number
  fee_details: FeeDetail[]
  /** amount − fee. */
  net: number
  reporting_category: string
  source: string | null
  status: 'available' | 'pending'
  type: BalanceTransactionType
}

interface FeeDetail {
  amount: number
  application: null
  currency: string
  description: string
  type: 'stripe_fee'
}

export interface Entry {
  type: BalanceTransactionType
  reportingCategory: string
  source: string | null
  amount: number
  currency: Currency
  description: string | null
  availableOn: number
  fee?: number
  feeDescription?: string
  exchangeRate?: number | null
}

export function balanceTransaction(id: string, created: number, entry: Entry): BalanceTransaction {
  const fee = entry.fee ?? 0
  if (!fitsCurrency(entry.amount - fee, entry.currency)) {
    throw new RangeError(`${entry.amount} − ${fee} is not an amount in ${entry.currency}`)
  }
  return {
    id,
    object: 'balance_transaction',
    amount: entry.amount,
    available_on: entry.availableOn,
    balance_type: 'payments',
    created,
    currency: entry.currency,
    description: entry.description,
    exchange_rate: entry.exchangeRate ?? null,
    fee,
    fee_details: fee === 0 ? [] : [feeDetail(fee, entry)],
    net: entry.amount - fee,
    reporting_category: entry.reportingCategory,
    source: entry.source,
    status: entry.availableOn <= created ? 'available' : 'pending',
    type: entry.type,
  }
}

const feeDetail = (amount: number, { currency, feeDescription }: Entry): FeeDetail => ({
  amount,
  application: null,
  currency,
  description: feeDescription ?? 'Stripe processing fees',
  type: 'stripe_fee',
})
