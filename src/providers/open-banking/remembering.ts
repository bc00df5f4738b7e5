import type { BookedMemory } from './memory.ts'

/** More are forgotten from the oldest on: they come again, which changes nothing. */
const MOST_REMEMBERED = 2_000

type Booked = Readonly<Record<string, BookedMemory>>

interface Listing {
  /** The first day that the next listing brings again. */
  since: string
  /** Whether it listed whole days, and not only what came after an entry. */
  isWhole: boolean
  /** Whether something of that day is listed and cannot be read. */
  hides: (day: string | null) => boolean
}

/**
 * What of the booked ones to know next time, and which are no longer listed though their day is. That only befalls
 * those whose id is made of their content: the bank has changed it, and the changed one came under another id.
 */
export function remember(
  known: Booked,
  listed: ReadonlyMap<string, BookedMemory>,
  { since, isWhole, hides }: Listing,
): { booked: Booked; vanished: string[] } {
  const listedDays = new Set([...listed.values()].map((it) => it.on))
  const unlisted = Object.entries(known).filter(([id]) => !listed.has(id))
  const vanished = unlisted
    .filter(([, { derived, on }]) => isWhole && derived && listedDays.has(on) && !hides(on))
    .map(([id]) => id)
  const kept = [...unlisted.filter(([id]) => !vanished.includes(id)), ...listed]
    .filter(([, { on }]) => on === null || on >= since)
    .sort(([, a], [, b]) => ((a.on ?? '') < (b.on ?? '') ? 1 : -1))
    .slice(0, MOST_REMEMBERED)
  return { booked: Object.fromEntries(kept), vanished }
}
