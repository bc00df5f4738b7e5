interface Task {
  at: number
  run: () => void
}

/** What will happen in the made-up history, and when. A task may add later ones. */
export class Agenda {
  /** The latest first, so that the next one is taken from the end. */
  readonly #tasks: Task[] = []
  #now: number

  constructor(begin: number) {
    this.#now = begin
  }

  get now(): number {
    return this.#now
  }

  add(at: number, run: () => void): void {
    const place = this.#tasks.findLastIndex((it) => it.at > at)
    this.#tasks.splice(place + 1, 0, { at, run })
  }

  /** Lets it all happen in order; what lies after `end` never does. */
  runUntil(end: number): void {
    for (let task = this.#tasks.pop(); task !== undefined && task.at <= end; task = this.#tasks.pop()) {
      this.#now = Math.max(this.#now, task.at)
      task.run()
    }
    this.#now = end
  }
}
