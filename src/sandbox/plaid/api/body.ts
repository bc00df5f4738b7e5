import { invalidField, refusal } from '../errors.ts'

type Fields = Readonly<Record<string, unknown>>

/** A request's JSON object. Every reader throws Refusal, as Plaid words it, for a field that is missing or of another kind. */
export class Body {
  readonly #fields: Fields

  constructor(fields: Fields) {
    this.#fields = fields
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined && this.#fields[name] !== null
  }

  names(): string[] {
    return Object.keys(this.#fields)
  }

  text(name: string): string {
    return this.optionalText(name) ?? fail(missingFields([name]))
  }

  optionalText(name: string): string | undefined {
    const value = this.#fields[name] ?? undefined
    return value === undefined || typeof value === 'string'
      ? value
      : fail(invalidField(`${name} must be a string`))
  }

  texts(name: string): string[] {
    const value = this.#fields[name]
    if (value === undefined || value === null) throw missingFields([name])
    if (Array.isArray(value) && value.every((it) => typeof it === 'string')) return value
    throw invalidField(`${name} must be a list of strings`)
  }

  /** An integer within these; `otherwise` when it is absent. */
  whole(name: string, from: number, to: number, otherwise: number): number {
    const value = this.#fields[name] ?? otherwise
    if (Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to)
      return value as number
    throw invalidField(`${name} must be an integer between ${from} and ${to}`)
  }

  flag(name: string): boolean {
    const value = this.#fields[name] ?? false
    return typeof value === 'boolean' ? value : fail(invalidField(`${name} must be true or false`))
  }

  /** An object within; empty when it is absent. */
  part(name: string): Body {
    const value = this.#fields[name] ?? {}
    if (isFields(value)) return new Body(value)
    throw invalidField(`${name} must be an object`)
  }
}

export function readBody(text: string): Body {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text)
    if (isFields(value)) return new Body(value)
  } catch {
    // Not JSON at all: refused as below.
  }
  throw refusal('INVALID_REQUEST', 'INVALID_BODY', 'request body could not be parsed as a JSON object')
}

export const missingFields = (names: readonly string[]) =>
  refusal(
    'INVALID_REQUEST',
    'MISSING_FIELDS',
    `the following required fields are missing: ${names.join(', ')}`,
  )

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function fail(refused: Error): never {
  throw refused
}
