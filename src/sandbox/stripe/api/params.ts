import { refused, StripeError } from '../errors.ts'
import type { FormMap, FormValue } from './form.ts'

/**
 * A request's parameters. Each is asked for by name; `done` then refuses those that nobody asked for, and must come
 * before anything is changed.
 */
export class Params {
  readonly #form: FormMap
  readonly #prefix: string
  readonly #asked = new Set<string>()
  readonly #inner: Params[] = []

  constructor(form: FormMap, prefix = '') {
    this.#form = form
    this.#prefix = prefix
  }

  /** Undefined when absent; "" is given and empty. */
  text(name: string): string | undefined {
    const value = this.#ask(name)
    if (value === undefined || typeof value === 'string') return value
    throw refused(`Invalid string: ${JSON.stringify(value)}`, undefined, this.#name(name))
  }

  required(name: string): string {
    const value = this.text(name)
    if (value !== undefined && value !== '') return value
    throw refused(`Missing required param: ${this.#name(name)}.`, 'parameter_missing', this.#name(name))
  }

  integer(name: string): number | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const integer = Number(value)
    if (/^-?\d+$/.test(value) && Number.isSafeInteger(integer)) return integer
    throw refused(`Invalid integer: ${value}`, 'parameter_invalid_integer', this.#name(name))
  }

  flag(name: string): boolean | undefined {
    const value = this.text(name)
    if (value === undefined || value === 'true' || value === 'false') return value && value === 'true'
    throw refused(`Invalid boolean: ${value}`, undefined, this.#name(name))
  }

  oneOf<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    const choice = choices.find((it) => it === value)
    if (choice !== undefined) return choice
    throw refused(`Invalid ${name}: must be one of ${choices.join(', ')}`, undefined, this.#name(name))
  }

  texts(name: string): string[] {
    const value = this.#ask(name) ?? []
    if (Array.isArray(value) && value.every((it) => typeof it === 'string')) return value
    throw refused('Invalid array', undefined, this.#name(name))
  }

  /** Null when absent or when it is a plain value, which `text` then gives. */
  nested(name: string): Params | null {
    const value = this.#form[name]
    if (value === undefined || typeof value === 'string' || Array.isArray(value)) return null
    this.#asked.add(name)
    const inner = new Params(value, this.#name(name))
    this.#inner.push(inner)
    return inner
  }

  /** For metadata: any names, plain values; undefined when absent. */
  map(name: string): Record<string, string> | undefined {
    const inner = this.nested(name)
    if (inner === null) return undefined
    return Object.fromEntries(Object.keys(inner.#form).map((key) => [key, inner.text(key) ?? '']))
  }

  done(): void {
    const unknown = Object.keys(this.#form).find((name) => !this.#asked.has(name))
    if (unknown !== undefined) throw unknownParameter(this.#name(unknown))
    for (const inner of this.#inner) inner.done()
  }

  #ask(name: string): FormValue | undefined {
    this.#asked.add(name)
    return this.#form[name]
  }

  #name(name: string): string {
    return this.#prefix === '' ? name : `${this.#prefix}[${name}]`
  }
}

const unknownParameter = (name: string): StripeError =>
  refused(`Received unknown parameter: ${name}`, 'parameter_unknown', name)
