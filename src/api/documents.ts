// A document of 9,000 characters with 800 fields takes 1 MB parsed and 10 MB compiled.
const MOST_CHARACTERS = 300_000

/** What was made of the query texts used last, as many as have so many characters together. */
export class Documents<Made> {
  readonly #known = new Map<string, Made>()
  readonly #most: number
  #characters = 0

  constructor(most = MOST_CHARACTERS) {
    this.#most = most
  }

  get(text: string): Made | undefined {
    const made = this.#known.get(text)
    if (made === undefined) return undefined
    // A map keeps the order of insertion, so its first is what was not used for longest.
    this.#known.delete(text)
    this.#known.set(text, made)
    return made
  }

  set(text: string, made: Made): void {
    if (text.length > this.#most) return
    if (!this.#known.has(text)) this.#characters += text.length
    this.#known.set(text, made)
    for (const oldest of this.#known.keys()) {
      if (this.#characters <= this.#most) return
      this.#known.delete(oldest)
      this.#characters -= oldest.length
    }
  }
}
