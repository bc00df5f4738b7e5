import type { Random } from '../../kit/random.ts'
import type { Books } from '../books/books.ts'
import type { Contact } from '../books/contact.ts'
import type { TrackingPick } from '../books/document.ts'
import type { Banks } from './chart.ts'

/** A company at work: its books, and with whom it deals. */
export interface Business {
  books: Books
  random: Random
  banks: Banks
  customers: Contact[]
  suppliers: Contact[]
  /** Names in use. */
  names: Set<string>
}

/** Never nothing. */
export const atScale = (count: number, scale: number, least = 1): number =>
  Math.max(least, Math.round(count * scale))

export const pickActive = ({ random }: Business, contacts: readonly Contact[]): Contact =>
  random.pick(contacts.filter((it) => it.status === 'ACTIVE'))

/** A line is marked by region, sometimes by department too, and often not at all. */
export function pickTracking({ books, random }: Business): TrackingPick[] {
  const categories = [...books.tracking.values()].filter((it) => it.status === 'ACTIVE')
  return categories
    .filter((_, index) => random.chance(index === 0 ? 0.5 : 0.2))
    .flatMap(({ id, options }) => {
      const active = options.filter((it) => it.status === 'ACTIVE')
      return active.length === 0 ? [] : [{ categoryId: id, optionId: random.pick(active).id }]
    })
}
