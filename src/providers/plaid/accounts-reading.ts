import { z } from 'zod'
import type { Fetched, Page, Read } from '../provider.ts'
import { identifier } from '../toolkit/exact.ts'
import type { HttpClient } from '../toolkit/http.ts'
import { unreadable } from './unreadable.ts'

/** As old as Plaid last read the bank. */
const CACHED = '/accounts/get'
/** Asks the bank, which takes up to half a minute, and costs. */
const LIVE = '/accounts/balance/get'
const LIVE_TIMEOUT_MS = 60_000
// Capital One (ins_128026) tells no live balance of its cards and wants to hear how old a one will do.
const OLDEST_LIVE_MS = 7 * 86_400_000

/** All accounts of the item: those that are not listed any more were closed, or are no longer shared. */
export async function* readAccounts({ http, checkpoint }: Read): AsyncGenerator<Page> {
  const { accounts, sentAt } = await listAccounts(http, CACHED)
  yield {
    records: accounts,
    fetchedAt: sentAt,
    phase: checkpoint === null ? 'backfill' : 'incremental',
    checkpoint: { readAt: sentAt.toISOString() },
    completeSince: sentAt,
  }
}

/** These accounts with the balances that the bank tells now. */
export async function fetchAccounts(
  { http, now }: Omit<Read, 'checkpoint'>,
  ids: readonly string[],
): Promise<Fetched> {
  const oldest = new Date(now.getTime() - OLDEST_LIVE_MS).toISOString().replace(/\.\d+/, '')
  // Asked for all: an id that the item no longer has would fail the whole call.
  const live = await listAccounts(http, LIVE, { min_last_updated_datetime: oldest })
  const found = pick(live.accounts, ids)
  const unfound = ids.filter((id) => !found.has(id))
  // An account that has no live balance is not gone for that.
  const cached = unfound.length === 0 ? null : pick((await listAccounts(http, CACHED)).accounts, unfound)
  return {
    records: [...found.values(), ...(cached?.values() ?? [])],
    missingIds: unfound.filter((id) => cached?.has(id) !== true),
    fetchedAt: live.sentAt,
  }
}

const withId = z.looseObject({ account_id: identifier })

function pick(accounts: readonly unknown[], ids: readonly string[]): Map<string, unknown> {
  const byId = new Map(accounts.map((it) => [withId.safeParse(it).data?.account_id, it] as const))
  return new Map(ids.filter((id) => byId.has(id)).map((id) => [id, byId.get(id)]))
}

const answer = z.looseObject({
  accounts: z.array(z.unknown()),
  item: z.looseObject({ institution_name: z.unknown().optional() }).nullish(),
})

async function listAccounts(http: HttpClient, path: string, options?: Readonly<Record<string, string>>) {
  const { body, sentAt } = await http.request({
    method: 'POST',
    path,
    json: options === undefined ? {} : { options },
    safe: true,
    countsAs: path,
    ...(path === LIVE && { timeoutMs: LIVE_TIMEOUT_MS }),
  })
  const parsed = answer.safeParse(body)
  if (!parsed.success) throw unreadable(`Plaid's answer to ${path} is no list of accounts.`)
  const { accounts, item } = parsed.data
  return { accounts: accounts.map((it) => withInstitution(it, item?.institution_name)), sentAt }
}

/** Plaid names the institution once, beside the accounts: each takes the name along as `institution_name`. */
const withInstitution = (account: unknown, institution: unknown): unknown =>
  typeof account === 'object' && account !== null && institution !== undefined
    ? { ...account, institution_name: institution }
    : account
