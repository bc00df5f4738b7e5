import type { Page, Read } from '../provider.ts'
import { numberOf } from './account-ids.ts'
import { listAccounts } from './account-list.ts'
import { openReport, readReport, type Report } from './account-report.ts'
import { bankOf, type Bank } from './banks.ts'
import { codesOf } from './codes.ts'
import { refusalOf } from './failures.ts'
import type { AccountReference } from './fields.ts'
import { unsupported } from './listing.ts'
import { positionOf, type Position } from './memory.ts'
import { storedUnread, type Unread } from './unread.ts'

/** Listing the accounts counts as one of four calls a day, of which the accounts' own stream needs three. */
const LIST_GOOD_FOR_MS = 86_400_000
/** A round that was kept for longer is begun anew, so that its first accounts do not wait for its last. */
const ROUND_GOOD_FOR_MS = 21_600_000

/** Account by account. After each there is a checkpoint, from which the round goes on with the next one. */
export async function* readTransactions(read: Read): AsyncGenerator<Page> {
  const bank = bankOf(read.source)
  if (bank.report !== 'JSON') throw unsupported(bank)
  let position = await begun(read, bank)
  const unread = await storedUnread(read)
  for (const { id } of position.list.accounts) {
    if (position.round.done.includes(id)) continue
    const opened = await open(read, bank, position, { id, unread: unread.filter((it) => it.account === id) })
    position = opened.position
    if (opened.report !== null) {
      for await (const { page, memory } of readReport(read, bank, opened.report)) {
        if (memory === null) {
          yield page
          continue
        }
        const round = { ...position.round, done: [...position.round.done, id] }
        position = { ...position, round, accounts: { ...position.accounts, [id]: memory } }
        yield { ...page, checkpoint: position }
      }
    }
  }
  const end: Position = { ...position, round: null }
  const asOf = new Date(position.round.startedAt)
  yield { records: [], fetchedAt: read.now, phase: 'incremental', checkpoint: end, asOf }
}

/** A position with a list of accounts and a round under way. */
type Round = Position & { list: NonNullable<Position['list']>; round: NonNullable<Position['round']> }

async function begun(read: Read, bank: Bank): Promise<Round> {
  const position = positionOf(read.checkpoint)
  const ageOf = (at: string) => read.now.getTime() - Date.parse(at)
  const { list, round } = position
  return {
    ...position,
    list: list !== null && ageOf(list.readAt) < LIST_GOOD_FOR_MS ? list : await listed(read, bank),
    round:
      round !== null && ageOf(round.startedAt) < ROUND_GOOD_FOR_MS
        ? round
        : { startedAt: read.now.toISOString(), done: [] },
  }
}

async function listed(read: Read, bank: Bank): Promise<Round['list']> {
  const { accounts } = await listAccounts(read.http, bank)
  return {
    readAt: read.now.toISOString(),
    accounts: accounts.flatMap(({ id, account, transactionsPath: path }) =>
      path === null ? [] : [{ id, currency: account.currency, reference: namesOf(account), path }],
    ),
  }
}

/** Of an account only what names it, and lasts longer than a consent where there is such a thing. */
function namesOf(account: AccountReference): Record<string, unknown> {
  const { iban, bban, msisdn, maskedPan, other, resourceId, currency } = account
  const names = { iban, bban, msisdn, maskedPan, other, currency }
  const all = numberOf(account) === null ? { resourceId, currency } : names
  return Object.fromEntries(Object.entries(all).filter(([, it]) => it !== null))
}

/**
 * The bank's own ids of accounts are good within one consent: where one is not known any more, the accounts are
 * listed again. `report` is null for an account that the consent does not cover any more.
 */
async function open(
  read: Read,
  bank: Bank,
  position: Round,
  { id, unread }: { id: string; unread: readonly Unread[] },
): Promise<{ position: Round; report: Report | null }> {
  const openIn = async ({ list, accounts }: Round) => {
    const account = list.accounts.find((it) => it.id === id)
    if (account === undefined) return null
    return await openReport(read, bank, { account, memory: accounts[id] ?? null, unread })
  }
  try {
    return { position, report: await openIn(position) }
  } catch (error) {
    const isFresh = position.list.readAt === read.now.toISOString()
    if (isFresh || !codesOf(refusalOf(error)?.body).includes('RESOURCE_UNKNOWN')) throw error
  }
  const renewed = { ...position, list: await listed(read, bank) }
  return { position: renewed, report: await openIn(renewed) }
}
