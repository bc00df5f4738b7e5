import { numberOf } from './account-ids.ts'
import type { PendingMemory } from './memory.ts'
import { toldId, withoutZeros } from './transaction-ids.ts'
import type { TransactionRaw } from './transaction-raw.ts'
import { counterpartyOf } from './wording.ts'

/** By what one transaction is known to be another one's earlier or later self. */
export type Marks = Pick<PendingMemory, 'told' | 'endToEndId' | 'money' | 'party'>

export function marksOf(raw: TransactionRaw): Marks {
  const { amount, currency } = raw.transactionAmount
  const account = raw.creditorAccount ?? raw.debtorAccount
  return {
    told: raw.entryReference ?? toldId(raw),
    endToEndId: raw.endToEndId,
    money: `${withoutZeros(amount)} ${currency}`,
    party:
      (account && numberOf(account)) ?? counterpartyOf(raw, amount.startsWith('-'))?.toUpperCase() ?? null,
  }
}

type Likeness = (pending: Marks, booked: Marks) => boolean

/** From the most certain to the least: each is only asked about those that none before it has joined. */
const LIKENESSES: readonly Likeness[] = [
  (pending, booked) => pending.told !== null && pending.told === booked.told,
  (pending, booked) =>
    pending.endToEndId !== null && pending.endToEndId === booked.endToEndId && pending.money === booked.money,
  (pending, booked) =>
    pending.party !== null && pending.party === booked.party && pending.money === booked.money,
]

export const isLike = (pending: Marks, booked: Marks): boolean =>
  LIKENESSES.some((likeness) => likeness(pending, booked))

/**
 * Which pending one became which booked one, by the booked one's place in the list: only where each is like no other
 * one. `gone` are those that are no longer pending, by id.
 */
export function matchPending(
  gone: Readonly<Record<string, Marks>>,
  booked: readonly Marks[],
): ReadonlyMap<number, string> {
  const matches = new Map<number, string>()
  const free = new Map(Object.entries(gone))
  for (const likeness of LIKENESSES) {
    const pairs = [...free].flatMap(([id, pending]) =>
      booked.flatMap((it, index) => (!matches.has(index) && likeness(pending, it) ? [{ id, index }] : [])),
    )
    for (const { id, index } of pairs) {
      const isOnly = pairs.every((it) => (it.id === id) === (it.index === index))
      if (!isOnly) continue
      matches.set(index, id)
      free.delete(id)
    }
  }
  return matches
}
