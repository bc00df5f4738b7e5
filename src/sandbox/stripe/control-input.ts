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

  /** Undefined when absent, null when null was given. */
  textOrNull(name: string): string | null | undefined {
    return this.#input[name] === null ? null : this.text(name)
  }

  required(name: string): string {
    const value = this.text(name)
    if (value === undefined) throw new Error(`${name} is missing`)
    return value
  }

  /** A positive integer. */
  count(name: string): number | undefined {
    const value = this.#input[name]
    if (value === undefined) return undefined
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value
    throw new Error(`${name} must be a positive integer`)
  }

  countOrNull(name: string): number | null {
    if (this.#input[name] === null) return null
    const value = this.count(name)
    if (value === undefined) throw new Error(`${name} is missing; null turns it off`)
    return value
  }

  flag(name: string): boolean {
    const value = this.#input[name] ?? false
    if (typeof value === 'boolean') return value
    throw new Error(`${name} must be true or false`)
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name)
    const choice = choices.find((it) => it === value)
    if (value === undefined || choice !== undefined) return choice
    throw new Error(`${name} must be one of ${choices.join(', ')}`)
  }

  textsOrNull(name: string): string[] | null {
    const value = this.#input[name]
    if (value === null) return null
    if (Array.isArray(value) && value.every((it) => typeof it === 'string')) return value
    throw new Error(`${name} must be a list of texts, or null`)
  }
}
