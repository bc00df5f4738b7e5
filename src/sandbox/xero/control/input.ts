/** What was given to a control action. Throws Error with a sentence for a value of the wrong kind. */
export class ControlInput {
  readonly #input: Readonly<Record<string, unknown>>

  constructor(input: Readonly<Record<string, unknown>>) {
    this.#input = input
  }

  text(name: string): string | undefined {
    const value = this.#input[name]
    if (value === undefined || typeof value === 'string') return value
    throw new Error(`${name} must be text`)
  }

  required(name: string): string {
    const value = this.text(name)
    if (value === undefined) throw new Error(`${name} is missing`)
    return value
  }

  /** "2026-03-05"; null when null was given. */
  dayOrNull(name: string): string | null | undefined {
    const value = this.#input[name]
    if (value === null || value === undefined) return value
    if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)))
      return value
    throw new Error(`${name} must be a day such as 2026-03-05, or null`)
  }

  day(name: string): string | undefined {
    return this.dayOrNull(name) ?? undefined
  }

  /** A positive integer. */
  count(name: string): number | undefined {
    const value = this.#input[name]
    if (value === undefined) return undefined
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value < 1e9) return value
    throw new Error(`${name} must be a positive integer`)
  }

  /** Null when it is absent or null. */
  countOrNull(name: string): number | null {
    return this.#input[name] === null ? null : (this.count(name) ?? null)
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name)
    const choice = choices.find((it) => it === value)
    if (value === undefined || choice !== undefined) return choice
    throw new Error(`${name} must be one of ${choices.join(', ')}`)
  }
}
