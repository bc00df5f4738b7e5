import { advance } from '../advance.ts'
import type { Books } from '../books.ts'
import { DAY } from '../time.ts'

interface Task {
  at: number
  run: () => void
}

/** What will happen in the made-up history, and when. A task may add later ones. */
export class Agenda {
  readonly #days = new Map<number, Task[]>()
  #today = -1

  /** Within the day that is under way it is too late: then it happens on the next. */
  add(at: number, run: () => void): void {
    const day = Math.max(Math.floor(at / DAY), this.#today + 1)
    const task = { at: Math.max(at, day * DAY), run }
    const tasks = this.#days.get(day)
    if (tasks === undefined) this.#days.set(day, [task])
    else tasks.push(task)
  }

  /** Lets it all happen in order; what lies after `end` never does. */
  run(books: Books, end: number): void {
    for (let day = Math.floor(books.begin / DAY); day * DAY <= end; day += 1) {
      this.#today = day
      const tasks = this.#days.get(day) ?? []
      for (const { at, run } of tasks.sort((a, b) => a.at - b.at)) {
        if (at > end) break
        advance(books, at)
        run()
      }
    }
    advance(books, end)
  }
}
