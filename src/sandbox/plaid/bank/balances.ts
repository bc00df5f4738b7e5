import { existed, type Bank } from './bank.ts'
import type { Account } from './accounts.ts'

/** Cents. `current` of a card is what is owed. */
export interface Balances {
  current: number
  available: number
  limit: number | null
}

/** After that change at the bank: the opening balance with all that is posted, and less what is pending. */
export function balancesOf(bank: Bank, account: Account, change = bank.latest): Balances {
  const own = bank.entries.filter((it) => it.account === account && existed(it, change))
  const total = (amounts: readonly { amount: number }[]) => amounts.reduce((sum, it) => sum + it.amount, 0)
  const posted = total(own.filter((it) => !it.pending))
  // Money that is only announced can't be spent yet.
  const held = total(own.filter((it) => it.pending && it.amount > 0))
  const { opening, limit } = account
  if (account.type === 'credit') {
    const owed = opening + posted
    return { current: owed, available: (limit ?? 0) - owed - held, limit }
  }
  return { current: opening - posted, available: opening - posted - held, limit }
}
