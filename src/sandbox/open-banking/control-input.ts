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

  flag(name: string): boolean | undefined {
    const value = this.#input[name]
    if (value === undefined || typeof value === 'boolean') return value
    throw new Error(`${name} must be true or false`)
  }

  /** A positive integer, or null. */
  countOrNull(name: string): number | null | undefined {
    const value = this.#input[name]
    if (value === undefined || value === null) return value
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value
    throw new Error(`${name} must be a positive integer or null`)
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T {
    const value = this.required(name)
    const choice = choices.find((it) => it === value)
    if (choice !== undefined) return choice
    throw new Error(`${name} must be one of ${choices.join(', ')}`)
  }
}
