import type { Account } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, Page, Read, SourceFacts, Stream } from '../../provider.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { AGGREGATE, accountIdOf, numberOf } from '../account-ids.ts'
import { listAccounts, type ListedAccount } from '../account-list.ts'
import { accountRaw, type AccountRaw } from '../account-raw.ts'
import { typeOf, statusOf } from '../account-words.ts'
import { balancesOf } from '../balances.ts'
import { bankOf, findBank } from '../banks.ts'

/** Accounts with their balances: those in the list, else those that the account is asked for. */
export const accounts: Stream<AccountRaw> = {
  wireName: 'account',
  entity: 'ACCOUNT',
  raw: accountRaw,
  // One that is no longer listed may only be out of the consent; one that is closed has the status for it.
  deletions: 'none',
  incremental: false,
  // Three readings, and one for the list that the transactions' stream needs, are the four of a day.
  everySeconds: 28_800,
  fields: {
    name: 'NATIVE',
    code: 'MISSING',
    classification: 'DERIVED',
    accountType: 'DERIVED',
    remoteType: 'NATIVE',
    status: 'NATIVE',
    currency: 'NATIVE',
    parentKey: 'MISSING',
    maskedNumber: 'DERIVED',
    institution: 'DERIVED',
    balanceCurrent: 'NATIVE',
    balanceAvailable: 'NATIVE',
    balanceLimit: 'DERIVED',
    balanceAsOf: 'DERIVED',
  } satisfies FidelityOf<Account>,
  pages,
  fetch: async (read, ids) => {
    const { accounts, fetchedAt } = await listAccounts(read.http, bankOf(read.source))
    const records = await withBalances(
      read,
      accounts.filter((it) => ids.includes(it.id)),
    )
    return { records, missingIds: [], fetchedAt }
  },
  // The schema lets no account through that has no id.
  id: (raw) => accountIdOf(raw) ?? '',
  updatedAt: () => null,
  map,
}

async function* pages(read: Read): AsyncGenerator<Page> {
  const { accounts, unread, fetchedAt } = await listAccounts(read.http, bankOf(read.source))
  yield {
    records: [...(await withBalances(read, accounts)), ...unread],
    fetchedAt,
    phase: read.checkpoint === null ? 'backfill' : 'incremental',
    checkpoint: { readAt: fetchedAt.toISOString() },
  }
}

async function withBalances(
  { http }: Pick<Read, 'http'>,
  listed: readonly ListedAccount[],
): Promise<unknown[]> {
  const records: unknown[] = []
  for (const { raw, id, account, balancesPath } of listed) {
    if (account.balances.length > 0 || balancesPath === null) {
      records.push(raw)
      continue
    }
    const { body } = await http.request({ path: balancesPath, countsAs: `balances ${id}` })
    records.push({ ...raw, balanceReport: body })
  }
  return records
}

function map(raw: AccountRaw, source: SourceFacts): Mapped {
  const { current, available, limit, currentAsOf } = balancesOf(raw)
  const type = typeOf(raw)
  const status = statusOf(raw.status)
  const lastFour = numberOf(raw)?.replaceAll(/\W/g, '').slice(-4) ?? null
  const account: Account = {
    type: 'ACCOUNT',
    key: recordKey('accounts', accountIdOf(raw) ?? ''),
    name: raw.displayName ?? raw.name ?? raw.product ?? `Account ${lastFour ?? raw.resourceId ?? ''}`,
    code: null,
    classification: type.classification,
    accountType: type.accountType,
    remoteType: raw.cashAccountType,
    status: status.status,
    // Neither is known of a sum over several currencies.
    currency: raw.currency === AGGREGATE ? null : raw.currency,
    parentKey: null,
    maskedNumber: lastFour,
    institution: findBank(source)?.name ?? raw.bic,
    balanceCurrent: current,
    balanceAvailable: available,
    balanceLimit: limit,
    balanceAsOf: currentAsOf,
  }
  return { records: [account], findings: [...type.findings, ...status.findings] }
}
