import { z } from 'zod'
import type { Payment } from '../../domain/entities.ts'
import type { SourceFacts } from '../provider.ts'
import { optionalDecimal, orNull } from '../toolkit/exact.ts'
import { balanceKey } from './balance-keys.ts'
import { money } from './currencies.ts'
import { currency, minorUnits } from './fields.ts'

/** A charge's or refund's balance transaction; only its id, which tells nothing more, becomes null. */
export const settled = z.preprocess(
  (value) => (typeof value === 'string' ? null : value),
  orNull(z.object({ currency, fee: minorUnits, exchange_rate: optionalDecimal })),
)

type Settlement = Pick<Payment, 'accountKey' | 'fee' | 'feeCurrency' | 'exchangeRate'>

/** What the balance transaction tells of a payment: the balance that it moved, the fee, the rate it was converted at. */
export function settlementOf(transaction: z.output<typeof settled>, source: SourceFacts): Settlement {
  if (transaction === null) return { accountKey: null, fee: null, feeCurrency: null, exchangeRate: null }
  return {
    accountKey: balanceKey(transaction.currency),
    fee: money(transaction.fee, transaction.currency),
    feeCurrency: transaction.currency,
    // Stripe converts to the currency of a balance, which need not be the one of the books.
    exchangeRate: transaction.currency === source.baseCurrency ? transaction.exchange_rate : null,
  }
}
