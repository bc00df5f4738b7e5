import type { Books } from '../books.ts'
import { addDays, workday } from '../days.ts'

/** What will happen in the made-up history, by day. An act may add later ones; those past the end never happen. */
export class Agenda {
  readonly #books: Books
  readonly #days = new Map<string, (() => void)[]>()

  constructor(books: Books) {
    this.#books = books
  }

  /** On the day, or the next workday; of a day that is over, on the one under way. */
  add(day: string, act: () => void): void {
    const today = this.#books.clock.today
    const on = workday(day < today ? today : day)
    const acts = this.#days.get(on)
    if (acts === undefined) this.#days.set(on, [act])
    else acts.push(act)
  }

  run(): void {
    const { begin, clock, end } = this.#books
    for (let day = begin; day <= end; day = addDays(day, 1)) {
      clock.today = day
      const acts = this.#days.get(day) ?? []
      // An act may add others for the same day: the list grows under way.
      for (const act of acts) act()
    }
  }
}
