import { isExactNumber } from '../../../domain/exact-json.ts'
import { isJsonObject, type JsonObject } from '../json.ts'
import { readMsDate } from '../time.ts'
import { badQuery } from './responses.ts'
import { tokensOf, type Token } from './tokens.ts'

export type Value = string | number | boolean | null
export type Condition = (row: JsonObject) => boolean

const TEXT_TESTS: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  Contains: (text, part) => text.includes(part),
  StartsWith: (text, part) => text.startsWith(part),
  EndsWith: (text, part) => text.endsWith(part),
}

const COMPARISONS: Readonly<Record<string, (left: Value, right: Value) => boolean>> = {
  '==': (left, right) => same(left, right),
  '=': (left, right) => same(left, right),
  '!=': (left, right) => !same(left, right),
  '>': (left, right) => left !== null && right !== null && left > right,
  '>=': (left, right) => left !== null && right !== null && left >= right,
  '<': (left, right) => left !== null && right !== null && left < right,
  '<=': (left, right) => left !== null && right !== null && left <= right,
}

/** Ids are compared whatever their case, as everything is in Xero's. */
const same = (left: Value, right: Value): boolean =>
  typeof left === 'string' && typeof right === 'string'
    ? left.toLowerCase() === right.toLowerCase()
    : left === right

/**
 * A `where` as Xero's: `Type=="ACCPAY" AND Date>=DateTime(2026,01,01)`, `Contact.ContactID==Guid("…")`,
 * `Name.Contains("x")`, `EmailAddress!=null`, with &&, ||, ! and parentheses. Throws XeroError for anything else.
 */
export function parseWhere(where: string): Condition {
  const parser = new Parser(tokensOf(where))
  const condition = parser.either()
  parser.finish()
  return condition
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  either(): Condition {
    const parts = [this.#both()]
    while (this.#skips('||')) parts.push(this.#both())
    return (row) => parts.some((it) => it(row))
  }

  finish(): void {
    if (this.#at < this.#tokens.length) throw this.#error()
  }

  #both(): Condition {
    const parts = [this.#single()]
    while (this.#skips('&&')) parts.push(this.#single())
    return (row) => parts.every((it) => it(row))
  }

  #single(): Condition {
    if (this.#skips('!')) {
      const inner = this.#single()
      return (row) => !inner(row)
    }
    if (this.#skips('(')) {
      const inner = this.either()
      this.#expect(')')
      return inner
    }
    return this.#comparison()
  }

  #comparison(): Condition {
    const field = this.#name()
    const method = /^(.+)\.(Contains|StartsWith|EndsWith)$/.exec(field)
    if (method !== null && this.#skips('(')) {
      const [, path = '', test = ''] = method
      const part = this.#literal()
      this.#expect(')')
      return (row) => TEXT_TESTS[test]?.(String(valueAt(row, path) ?? ''), String(part)) ?? false
    }
    const next = this.#peek()
    const compare = next?.kind === 'symbol' ? COMPARISONS[next.text] : undefined
    // A truth value may stand alone.
    if (compare === undefined) return (row) => valueAt(row, field) === true
    this.#at += 1
    const right = this.#literal()
    return (row) => compare(valueAt(row, field), right)
  }

  /** A plain value, `Guid("…")`, `DateTime(2026,1,31)` or `DateTime.Parse("2026-01-31")`. */
  #literal(): Value {
    const token = this.#peek()
    this.#at += 1
    if (token?.kind === 'value') return token.value
    if (token?.kind !== 'name') throw this.#error()
    this.#expect('(')
    const values = [this.#literal()]
    while (this.#skips(',')) values.push(this.#literal())
    this.#expect(')')
    const [first = null, month = 1, day = 1, ...time] = values
    if (token.text === 'Guid') return first
    if (token.text === 'DateTime.Parse')
      return Date.parse(`${String(first)}Z`.replace(/^(\d{4}-\d\d-\d\d)Z$/, '$1'))
    if (token.text !== 'DateTime') throw this.#error()
    const [hour = 0, minute = 0, second = 0] = time.map(Number)
    return Date.UTC(Number(first), Number(month) - 1, Number(day), hour, minute, second)
  }

  #name(): string {
    const token = this.#peek()
    if (token?.kind !== 'name') throw this.#error()
    this.#at += 1
    return token.text
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  #skips(symbol: string): boolean {
    const token = this.#peek()
    if (token?.kind !== 'symbol' || token.text !== symbol) return false
    this.#at += 1
    return true
  }

  #expect(symbol: string): void {
    if (!this.#skips(symbol)) throw this.#error()
  }

  #error() {
    return badQuery(`Syntax error in the where clause at its word ${this.#at + 1}`)
  }
}

/** What stands at "Contact.Name" in a row, to be compared: amounts as numbers, instants as milliseconds. */
export function valueAt(row: JsonObject, path: string): Value {
  const value = path.split('.').reduce<unknown>((at, name) => (isJsonObject(at) ? at[name] : undefined), row)
  if (isExactNumber(value)) return Number(value.rawJSON)
  if (typeof value === 'string') return readMsDate(value) ?? value
  return typeof value === 'number' || typeof value === 'boolean' ? value : null
}
