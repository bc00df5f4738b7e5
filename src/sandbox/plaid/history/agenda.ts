import { addDays } from '../../kit/days.ts'

/** The days of the made-up history. */
export interface Period {
  first: string
  /** Today. */
  last: string
  days: number
}

/** What will happen in the made-up history, and on which day. An act may add later ones. */
export class Agenda {
  readonly #days = new Map<string, ((today: string) => void)[]>()

  on(day: string, act: (today: string) => void): void {
    const acts = this.#days.get(day)
    if (acts === undefined) this.#days.set(day, [act])
    else acts.push(act)
  }

  /** Lets it all happen in order; what lies after `last` never does. */
  run(first: string, last: string): void {
    for (let day = first; day <= last; day = addDays(day, 1)) {
      for (const act of this.#days.get(day) ?? []) act(day)
      this.#days.delete(day)
    }
  }
}
