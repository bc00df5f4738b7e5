import { z } from 'zod'
import type { HttpClient } from '../toolkit/http.ts'
import { AGGREGATE, accountIdOf, numberOf } from './account-ids.ts'
import { accountRaw, type AccountRaw } from './account-raw.ts'
import type { Bank } from './banks.ts'
import { unreadable } from './failures.ts'
import { links, pathOf } from './links.ts'

export interface ListedAccount {
  /** As received. */
  raw: Readonly<Record<string, unknown>>
  id: string
  account: AccountRaw
  /** Below the bank's address; null where the consent does not cover it. */
  balancesPath: string | null
  transactionsPath: string | null
}

const answer = z.looseObject({ accounts: z.array(z.record(z.string(), z.unknown())) })

/**
 * The accounts that the consent covers, but for those that only sum up others in the list. What cannot be read as an
 * account is `unread`, for its stream to set aside.
 */
export async function listAccounts(
  http: HttpClient,
  bank: Bank,
): Promise<{ accounts: ListedAccount[]; unread: unknown[]; fetchedAt: Date }> {
  const { body, sentAt } = await http.request({
    path: bank.accountsPath,
    query: { withBalance: 'true' },
    countsAs: 'accounts',
  })
  const list = answer.safeParse(body)
  if (!list.success) throw unreadable('The bank answered to the list of accounts with something else.')
  const accounts = list.data.accounts.map((raw) => listed(raw, bank))
  const found = accounts.filter((it) => it !== null)
  return {
    accounts: found.filter((it) => !isSumOfOthers(it, found)),
    unread: list.data.accounts.filter((_, index) => accounts[index] === null),
    fetchedAt: sentAt,
  }
}

function listed(raw: ListedAccount['raw'], bank: Bank): ListedAccount | null {
  const account = accountRaw.safeParse(raw).data
  const id = account === undefined ? null : accountIdOf(account)
  if (account === undefined || id === null) return null
  return {
    ...{ raw, id, account },
    balancesPath: pathTo('balances', account, raw['_links'], bank),
    transactionsPath: pathTo('transactions', account, raw['_links'], bank),
  }
}

/** Links tell what the consent covers; a bank that sends none leaves only to try. */
function pathTo(
  what: 'balances' | 'transactions',
  account: AccountRaw,
  told: unknown,
  bank: Bank,
): string | null {
  const all = links.safeParse(told).data
  const href = all?.[what]
  if (href) return pathOf(href, bank.accountsPath)
  if (all !== undefined || account.resourceId === null) return null
  return `${bank.accountsPath}/${encodeURIComponent(account.resourceId)}/${what}`
}

const isSumOfOthers = ({ account }: ListedAccount, all: readonly ListedAccount[]): boolean =>
  account.currency === AGGREGATE &&
  all.some(
    (it) =>
      it.account.currency !== AGGREGATE &&
      numberOf(it.account) !== null &&
      numberOf(it.account) === numberOf(account),
  )
