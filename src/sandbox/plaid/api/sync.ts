import { type Entry, existed } from '../bank/bank.ts'
import { invalidInput, refusal } from '../errors.ts'
import { completeHistory, type Item } from '../items.ts'
import type { World } from '../world.ts'
import type { Body } from './body.ts'
import type { ItemCall } from './call.ts'
import { type Cursor, type Position, readCursor, writeCursor } from './cursor.ts'
import { openAccountObjects, transactionObject } from './objects.ts'

const MOST_ON_A_PAGE = 500
const ON_A_PAGE = 100
const MOST_DAYS = 730

/** POST /transactions/sync: page by page what leads from the client's cursor to the books as Plaid last read them. */
export function syncTransactions({ world, body, item }: ItemCall): object {
  const { bank, trouble } = world
  const count = body.whole('count', 1, MOST_ON_A_PAGE, ON_A_PAGE)
  const options = body.part('options')
  const account = accountAsked(world, options)
  const given = body.optionalText('cursor') ?? ''
  const isFirst = !item.isRead
  if (isFirst && options.has('days_requested')) {
    item.daysRequested = options.whole('days_requested', 1, MOST_DAYS, item.daysRequested)
  }
  item.isRead = true
  if (item.progress === 'NOT_READY') return notYet(world, item)

  const head: Position = { change: bank.pulled, floor: item.floor }
  if (given === 'now')
    return page(world, item, [], { next: writeCursor(item, account, done(head)), more: false })
  const cursor = begin(given === '' ? null : readCursor(item, account, given), head)
  if (cursor.offset > 0) mutateOnDemand(world)
  if (cursor.offset > 0 && (cursor.to.change !== bank.pulled || cursor.to.floor !== item.floor)) {
    throw refusal(
      'TRANSACTIONS_ERROR',
      'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
      'Underlying transaction data changed since last page was fetched. Please restart pagination from last update.',
    )
  }
  const news = newsBetween(bank.entries, cursor).filter(
    ({ entry }) => account === '' || entry.account.id === account,
  )
  const end = cursor.offset + Math.min(count, trouble.pageLimit ?? count)
  const more = end < news.length
  const next = writeCursor(item, account, more ? { ...cursor, offset: end } : done(cursor.to))
  const answer = page(world, item, news.slice(cursor.offset, end), { next, more }, options)
  // Whoever has read the first month is told of the rest when it is there.
  if (!more && item.progress === 'INITIAL_UPDATE_COMPLETE') {
    completeHistory(item)
    world.webhooks.updates(item)
  }
  return answer
}

/** Of a new item: the first month is there a moment after it was asked for, which a webhook tells. */
function notYet(world: World, item: Item): object {
  const answer = page(world, item, [], { next: '', more: false })
  item.progress = 'INITIAL_UPDATE_COMPLETE'
  world.webhooks.updates(item)
  return answer
}

const done = (to: Position): Cursor => ({ from: to, to, offset: 0 })

/** A complete reading is followed by one of what came since; one under way goes on as it began. */
const begin = (given: Cursor | null, head: Position): Cursor =>
  given !== null && given.offset > 0 ? given : { from: given?.to ?? null, to: head, offset: 0 }

type News = { kind: 'added' | 'modified' | 'removed'; entry: Entry }

/** Net: what came and went in between is never told. */
function newsBetween(entries: readonly Entry[], { from, to }: Cursor): News[] {
  const all = entries.flatMap((entry): News[] => {
    const was = from !== null && isKnown(entry, from)
    const is = isKnown(entry, to)
    if (was && is) return entry.modified > from.change ? [{ kind: 'modified', entry }] : []
    if (is) return [{ kind: 'added', entry }]
    return was ? [{ kind: 'removed', entry }] : []
  })
  const of = (kind: News['kind']) => all.filter((it) => it.kind === kind)
  return [...of('added'), ...of('modified'), ...of('removed')]
}

const isKnown = (entry: Entry, { change, floor }: Position) => entry.date >= floor && existed(entry, change)

function page(
  { bank }: World,
  item: Item,
  news: readonly News[],
  { next, more }: { next: string; more: boolean },
  options?: Body,
): object {
  const withDescription = options?.flag('include_original_description') ?? false
  const shown = (kind: 'added' | 'modified') =>
    news.filter((it) => it.kind === kind).map(({ entry }) => transactionObject(entry, withDescription))
  return {
    accounts: openAccountObjects(bank, bank.pulled),
    added: shown('added'),
    has_more: more,
    modified: shown('modified'),
    next_cursor: next,
    removed: news
      .filter((it) => it.kind === 'removed')
      .map(({ entry }) => ({ account_id: entry.account.id, transaction_id: entry.id })),
    transactions_update_status: item.progress,
  }
}

function accountAsked({ bank }: World, options: Body): string {
  const account = options.optionalText('account_id') ?? ''
  if (account === '' || Object.values(bank.accounts).some((it) => it.id === account)) return account
  throw invalidInput(
    'INVALID_ACCOUNT_ID',
    `failed to find requested account ID ${account} for requested item`,
  )
}

function mutateOnDemand({ bank, trouble }: World): void {
  const newest = bank.current().at(-1)
  if (trouble.mutations === 0 || newest === undefined) return
  trouble.mutations -= 1
  bank.modify(newest, {})
  bank.pull()
}
