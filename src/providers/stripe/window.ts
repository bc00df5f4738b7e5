import { z } from 'zod'
import type { Checkpoint, Page, Read } from '../provider.ts'
import { secondsOf } from './fields.ts'
import { listPages } from './paging.ts'
import { asOfBeginning } from './position.ts'

// Balance transactions have no events. They are read by when they were created, and as they only ever change from
// pending to available, those still pending are read again once their day has come. Unix seconds throughout.

/** The transactions that were pending when last read: the oldest, and when to look again. */
const pending = z.object({ oldest: z.int(), lookAgainAt: z.int() }).nullable()
type Pending = z.infer<typeof pending>

const window = z.object({
  from: z.int().nullable(),
  startedAt: z.int(),
  after: z.string().nullable(),
  pending,
})
type Window = z.infer<typeof window>

const position = z.union([z.object({ window }), z.object({ createdSince: z.int(), pending })])

const OVERLAP_SECONDS = 600
// A transaction becomes available some time on its day, so without an event it is asked for at this interval.
const PATIENCE_SECONDS = 3600

const dates = z.object({ status: z.literal('pending'), created: z.int(), available_on: z.int() })

/** Reads a list by creation time, newest first, each page resumable. */
export async function* readByCreation(path: string, read: Read): AsyncGenerator<Page> {
  const now = secondsOf(read.now)
  let state = windowOf(read.checkpoint, now)
  const { from, startedAt, after } = state
  const query = { 'created[gte]': from ?? undefined }
  for await (const { objects, fetchedAt, next } of listPages(read.http, path, query, after)) {
    state = { ...state, after: next, pending: withPending(state.pending, objects, now) }
    const checkpoint: Checkpoint =
      next === null ? { createdSince: startedAt, pending: state.pending } : { window: state }
    yield {
      records: objects,
      fetchedAt,
      phase: from === null ? 'backfill' : 'incremental',
      checkpoint,
      ...asOfBeginning(startedAt, after),
    }
  }
}

function windowOf(checkpoint: Checkpoint | null, now: number): Window {
  const begun = { startedAt: now, after: null }
  if (checkpoint === null) return { ...begun, from: null, pending: null }
  const saved = position.parse(checkpoint)
  if ('window' in saved) return saved.window
  const recent = saved.createdSince - OVERLAP_SECONDS
  if (saved.pending === null || saved.pending.lookAgainAt > now) {
    return { ...begun, from: recent, pending: saved.pending }
  }
  // A window over all that was pending finds anew what of it still is.
  return { ...begun, from: Math.min(recent, saved.pending.oldest), pending: null }
}

function withPending(known: Pending, objects: readonly unknown[], now: number): Pending {
  const found = objects.flatMap((object) => dates.safeParse(object).data ?? [])
  return found.reduce<Pending>((sum, { created, available_on }) => {
    const lookAgainAt = Math.max(available_on, now + PATIENCE_SECONDS)
    return sum === null
      ? { oldest: created, lookAgainAt }
      : { oldest: Math.min(sum.oldest, created), lookAgainAt: Math.min(sum.lookAgainAt, lookAgainAt) }
  }, known)
}
