/** Lets only so many through at once; the others wait in line, first come, first served. */
export class Gate {
  #atOnce: number
  /** Below 0 while more are inside than may be since it was narrowed. */
  #free: number
  readonly #line: (() => void)[] = []
  readonly #longestLine: number

  constructor(atOnce: number, longestLine = 10_000) {
    this.#atOnce = atOnce
    this.#free = atOnce
    this.#longestLine = longestLine
  }

  /** Makes it narrower or wider. Those inside stay. */
  set atOnce(atOnce: number) {
    this.#free += atOnce - this.#atOnce
    this.#atOnce = atOnce
    this.#admit()
  }

  /** The function that it returns lets the next one in. Throws RangeError when the line is full. */
  async enter(): Promise<() => void> {
    if (this.#line.length >= this.#longestLine) throw new RangeError('Too many are waiting at this gate.')
    await new Promise<void>((resolve) => {
      this.#line.push(resolve)
      this.#admit()
    })
    return () => {
      this.#free += 1
      this.#admit()
    }
  }

  #admit(): void {
    while (this.#free > 0) {
      const next = this.#line.shift()
      if (next === undefined) return
      this.#free -= 1
      next()
    }
  }
}
