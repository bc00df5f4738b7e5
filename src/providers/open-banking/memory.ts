import { z } from 'zod'
import type { Checkpoint } from '../provider.ts'

// What a reading leaves for the next one: a bank tells neither what changed nor what is no longer pending.

const bookedMemory = z.object({
  /** The booking day; null where the bank tells none. */
  on: z.iso.date().nullable(),
  digest: z.string(),
  /** Whether the id is made of the content, as the bank gave none. */
  derived: z.boolean(),
  pendingId: z.string().nullable(),
})
export type BookedMemory = z.output<typeof bookedMemory>

const pendingMemory = z.object({
  digest: z.string(),
  /** The day when it was first listed. */
  since: z.iso.date(),
  /** By what a booked one is known to have been this one; see pending.ts. */
  told: z.string().nullable(),
  endToEndId: z.string().nullable(),
  money: z.string(),
  party: z.string().nullable(),
})
export type PendingMemory = z.output<typeof pendingMemory>

const accountMemory = z.object({
  /** Everything up to this day has been listed. */
  listedOn: z.iso.date(),
  /** What the bank has turned out not to take. */
  refused: z.object({ delta: z.boolean(), pending: z.boolean() }),
  /** The entry after which a delta list goes on. */
  lastEntry: z.object({ reference: z.string(), on: z.iso.date() }).nullable(),
  /** By id: what the next listing brings again. */
  booked: z.record(z.string(), bookedMemory),
  /** By id: what was pending. */
  pending: z.record(z.string(), pendingMemory),
})
export type AccountMemory = z.output<typeof accountMemory>

const knownAccount = z.object({
  id: z.string(),
  currency: z.string().nullable(),
  /** What names it in a transaction's `listed`. */
  reference: z.record(z.string(), z.unknown()),
  /** To its transactions. */
  path: z.string(),
})
export type KnownAccount = z.output<typeof knownAccount>

const position = z.object({
  /** The accounts of the consent, and when they were listed. */
  list: z.object({ readAt: z.iso.datetime(), accounts: z.array(knownAccount) }).nullable(),
  /** The round over the accounts that is under way: those that it has read. */
  round: z.object({ startedAt: z.iso.datetime(), done: z.array(z.string()) }).nullable(),
  accounts: z.record(z.string(), accountMemory),
})
export type Position = z.output<typeof position>

export const positionOf = (checkpoint: Checkpoint | null): Position =>
  checkpoint === null ? { list: null, round: null, accounts: {} } : position.parse(checkpoint)
