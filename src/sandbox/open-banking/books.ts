import type { Account } from './accounts.ts'
import { accountAnswer, accountReference, balancesAnswer, transactionAnswer } from './api/answers.ts'
import { linksOf } from './api/links.ts'
import type { Bank } from './bank.ts'
import { resourceId } from './consents.ts'

/**
 * Everything as the API tells it under the consent that is in force, the aggregate account among it: its entries and
 * balances are those of its parts once more.
 *
 *     accounts      as listed
 *     balances      {account, balances} of each account
 *     transactions  {account, transactions: {booked, pending}} of each account, newest first, in one page
 */
export function booksOf(bank: Bank): Readonly<Record<string, readonly unknown[]>> {
  const consent = bank.consents.current()
  const view = { bank, consent, links: linksOf({ headers: {} }, bank.dialect) }
  const each = <T>(answer: (account: Account) => T): T[] => bank.accounts.map(answer)
  const books = {
    accounts: each((it) => accountAnswer(view, it, false)),
    balances: each((it) => ({ account: accountReference(it), balances: balancesAnswer(bank, it) })),
    transactions: each((it) => {
      const path = `/v1/accounts/${resourceId(consent, it)}`
      const { ledger } = bank
      return {
        account: accountReference(it),
        transactions: {
          booked: ledger
            .booked(it.parts)
            .reverse()
            .map((entry) => transactionAnswer(view, path, entry)),
          pending: ledger.pending(it.parts).map((entry) => transactionAnswer(view, path, entry)),
        },
      }
    }),
  }
  // As it is now, whatever changes later.
  return JSON.parse(JSON.stringify(books)) as typeof books
}
