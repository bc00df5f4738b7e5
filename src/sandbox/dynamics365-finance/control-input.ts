import { centsOf } from './money.ts'

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

  flag(name: string, otherwise: boolean): boolean {
    const value = this.#input[name] ?? otherwise
    if (typeof value === 'boolean') return value
    throw new Error(`${name} must be true or false`)
  }

  number(name: string, from: number, to: number): number | undefined {
    const value = this.#input[name]
    if (value === undefined) return undefined
    if (typeof value === 'number' && value >= from && value <= to) return value
    throw new Error(`${name} must be a number from ${from} to ${to}`)
  }

  /** A positive amount as decimal text, "120.50", in cents. */
  amount(name: string): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const cents = centsOf(text)
    if (cents !== null && cents > 0) return cents
    throw new Error(`${name} must be a positive amount such as "120.50"`)
  }

  day(name: string): string | undefined {
    const text = this.text(name)
    if (text === undefined || /^\d{4}-\d\d-\d\d$/.test(text)) return text
    throw new Error(`${name} must be a day such as "2026-03-31"`)
  }

  instant(name: string): Date | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const at = new Date(text)
    if (!Number.isNaN(at.getTime())) return at
    throw new Error(`${name} must be an instant such as "2026-03-31T18:00:00Z"`)
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name)
    const choice = choices.find((it) => it === value)
    if (value === undefined || choice !== undefined) return choice
    throw new Error(`${name} must be one of ${choices.join(', ')}`)
  }
}
