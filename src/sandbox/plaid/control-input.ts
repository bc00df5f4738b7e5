import { isDay } from '../kit/days.ts'
import { readCents } from './money.ts'

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

  /** Dollars as a number or as text, positive: out of the account; in cents. */
  cents(name: string): number | undefined {
    const value = this.#input[name]
    return value === undefined ? undefined : readCents(value, name)
  }

  /** From 0 up. */
  count(name: string): number | undefined {
    const value = this.#input[name]
    if (value === undefined) return undefined
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
    throw new Error(`${name} must be a whole number`)
  }

  isNull(name: string): boolean {
    return this.#input[name] === null
  }

  flag(name: string): boolean {
    const value = this.#input[name] ?? false
    if (typeof value === 'boolean') return value
    throw new Error(`${name} must be true or false`)
  }

  day(name: string): string | undefined {
    const value = this.text(name)
    if (value === undefined || isDay(value)) return value
    throw new Error(`${name} must be a day, such as 2026-03-05`)
  }

  instant(name: string): Date {
    const value = new Date(this.required(name))
    if (Number.isNaN(value.getTime()))
      throw new Error(`${name} must be an instant, such as 2026-03-05T09:00:00Z`)
    return value
  }
}
