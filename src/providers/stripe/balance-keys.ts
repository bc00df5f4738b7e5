import type { CurrencyCode } from '../../domain/currency.ts'
import { recordKey, type RecordKey } from '../../domain/ids.ts'

/** Stripe's balance has no id; an account has one, and everything hangs on this. */
export const BALANCE_ID = 'balance'

/** Stripe's word for the balance that payments flow through, and that "the balance" means. */
export const PAYMENTS_BALANCE = 'payments'

/** The account that stands for one currency of one of Stripe's balances: "balances/balance#usd". */
export function balanceKey(currency: CurrencyCode, balanceType: string = PAYMENTS_BALANCE): RecordKey {
  const part = currency.toLowerCase()
  return recordKey('balances', BALANCE_ID, balanceType === PAYMENTS_BALANCE ? part : `${part}-${balanceType}`)
}
