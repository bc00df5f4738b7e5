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

  /** A whole number from `least` to `most`. */
  count(name: string, least: number, most: number): number | undefined {
    const value = this.#input[name]
    if (value === undefined) return undefined
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most)
      return value
    throw new Error(`${name} must be a whole number from ${least} to ${most}`)
  }

  /** "12.50": money, as HubSpot's people enter it. */
  amount(name: string): string | undefined {
    const value = this.text(name)
    if (value === undefined || /^\d{1,9}(\.\d{1,4})?$/.test(value)) return value
    throw new Error(`${name} must be an amount such as "12.50"`)
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name)
    const choice = choices.find((it) => it === value)
    if (value === undefined || choice !== undefined) return choice
    throw new Error(`${name} must be one of ${choices.join(', ')}`)
  }

  /** {"properties": {"name": "text or null"}}; empty when there are none. */
  properties(): Record<string, unknown> {
    const { properties = {} } = this.#input
    if (typeof properties !== 'object' || properties === null || Array.isArray(properties))
      throw new Error('properties must be an object')
    return { ...properties }
  }
}
