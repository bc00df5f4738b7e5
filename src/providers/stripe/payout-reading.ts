import { z } from 'zod'
import type { Page, Read } from '../provider.ts'
import { changesSince, type ObjectChange } from './changes.ts'
import { secondsOf } from './fields.ts'
import { fetchObjects } from './objects.ts'
import { listPages } from './paging.ts'
import { afterPage, asOfBeginning, beginning, positionOf } from './position.ts'

const PAYOUTS = '/v1/payouts'
const TRANSACTIONS = '/v1/balance_transactions'
// A payout carries some dozens; written one payout at a time, most of the work would be in beginning and ending.
const ITEMS_PER_PAGE = 1000

/** Only for automatic payouts does Stripe tell what they carried, and only once it has worked that out. */
const reconciled = z.object({
  id: z.string().min(1),
  automatic: z.literal(true),
  reconciliation_status: z.literal('completed'),
})

/** Reads what each payout carried: of all payouts once, then of those that events tell to be reconciled. */
export async function* readPayoutItems(read: Read): AsyncGenerator<Page> {
  const position = positionOf(read)
  if ('listing' in position) {
    yield* itemsOfAll(read, position.listing)
    return
  }
  const changes = await changesSince(read.http, 'payout_items', position.eventsSince)
  if (changes === null) yield* itemsOfAll(read, beginning(read.now).listing)
  else yield* itemsOfChanged(read, changes)
}

async function* itemsOfAll(
  read: Read,
  { startedAt, after }: { startedAt: number; after: string | null },
): AsyncGenerator<Page> {
  for await (const { objects, fetchedAt, next } of listPages(read.http, PAYOUTS, {}, after)) {
    yield* itemsOf(read, objects, 'backfill')
    const checkpoint = afterPage(startedAt, next)
    yield { records: [], fetchedAt, phase: 'backfill', checkpoint, ...asOfBeginning(startedAt, after) }
  }
}

async function* itemsOfChanged(read: Read, changes: readonly ObjectChange[]): AsyncGenerator<Page> {
  for (const change of changes) {
    const { records } = await fetchObjects({ path: PAYOUTS }, read, [change.id])
    yield* itemsOf(read, records, 'incremental')
    const checkpoint = { eventsSince: secondsOf(new Date(change.at)) }
    yield { records: [], fetchedAt: read.now, phase: 'incremental', checkpoint }
  }
  const checkpoint = { eventsSince: secondsOf(read.now) }
  yield { records: [], fetchedAt: read.now, phase: 'incremental', checkpoint }
}

async function* itemsOf(read: Read, payouts: readonly unknown[], phase: Page['phase']): AsyncGenerator<Page> {
  let records: unknown[] = []
  let firstSentAt = read.now
  for (const payout of payouts.flatMap((it) => reconciled.safeParse(it).data?.id ?? [])) {
    for await (const { objects, fetchedAt } of listPages(read.http, TRANSACTIONS, { payout })) {
      if (records.length === 0) firstSentAt = fetchedAt
      records.push(...objects.map((object) => itemOf(payout, object)))
      if (records.length < ITEMS_PER_PAGE) continue
      yield { records, fetchedAt: firstSentAt, phase }
      records = []
    }
  }
  if (records.length > 0) yield { records, fetchedAt: firstSentAt, phase }
}

// A balance transaction does not name its payout; the pair is the record.
const carried = z.looseObject({
  id: z.unknown().optional(),
  fee: z.unknown().optional(),
  source: z.unknown().optional(),
})

function itemOf(payout: string, object: unknown): unknown {
  const { data } = carried.safeParse(object)
  return { payout, balance_transaction: data?.id, fee: data?.fee, source: data?.source }
}
