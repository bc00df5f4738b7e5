interface Moment {
  at: number
  happens: () => void
}

/** The made-up history: what will happen, and when. What happens may lead to more. */
export class Timeline {
  readonly #moments: Moment[] = []
  #now: number

  constructor(begin: number) {
    this.#now = begin
  }

  get now(): number {
    return this.#now
  }

  add(at: number, happens: () => void): void {
    let [from, to] = [0, this.#moments.length]
    while (from < to) {
      const middle = (from + to) >> 1
      // The last one happens first.
      if ((this.#moments[middle]?.at ?? -Infinity) > at) from = middle + 1
      else to = middle
    }
    this.#moments.splice(from, 0, { at, happens })
  }

  /** What lies after the end never happens. */
  liveThrough(end: number): void {
    for (let next = this.#moments.pop(); next !== undefined && next.at <= end; next = this.#moments.pop()) {
      this.#now = Math.max(this.#now, next.at)
      next.happens()
    }
    this.#now = end
  }
}
