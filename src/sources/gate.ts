/** Lets only so many through at once; the others wait in line, first come, first served. */
export class Gate {
  #free: number
  readonly #line: (() => void)[] = []
  readonly #longestLine: number

  constructor(atOnce: number, longestLine = 10_000) {
    this.#free = atOnce
    this.#longestLine = longestLine
  }

  /** The function that it returns lets the next one in. Throws RangeError when the line is full. */
  async enter(): Promise<() => void> {
    if (this.#free > 0) {
      this.#free -= 1
    } else {
      if (this.#line.length >= this.#longestLine) throw new RangeError('Too many are waiting at this gate.')
      await new Promise<void>((resolve) => this.#line.push(resolve))
    }
    return () => {
      this.#leave()
    }
  }

  #leave(): void {
    const next = this.#line.shift()
    if (next === undefined) this.#free += 1
    else next()
  }
}
