import type { EntitySet, Row } from './fields.ts'
import { invalidQuery, notImplemented } from './errors.ts'
import { OPERATORS, testOf, type Operator } from './match.ts'
import { tokensOf, type Literal, type Token } from './tokens.ts'

export type Test = (row: Row) => boolean

const DEEPEST = 100

/**
 * Reads what F&O takes as $filter: comparisons of a field with a literal, joined by and, or, not and parentheses.
 * Throws a refusal (400) for anything else, `in`, `has` and functions among it.
 */
export function parseFilter(set: EntitySet, text: string): Test {
  const reader = new FilterReader(set, text)
  const test = reader.alternatives(0)
  reader.end()
  return test
}

class FilterReader {
  readonly #set: EntitySet
  readonly #text: string
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(set: EntitySet, text: string) {
    this.#set = set
    this.#text = text
    this.#tokens = tokensOf(text)
  }

  alternatives(depth: number): Test {
    if (depth > DEEPEST) throw invalidQuery('The node count limit has been exceeded.')
    const tests = [this.#conditions(depth)]
    while (this.#skip('word', 'or')) tests.push(this.#conditions(depth))
    return (row) => tests.some((test) => test(row))
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#unexpected()
  }

  #conditions(depth: number): Test {
    const tests = [this.#condition(depth)]
    while (this.#skip('word', 'and')) tests.push(this.#condition(depth))
    return (row) => tests.every((test) => test(row))
  }

  #condition(depth: number): Test {
    if (this.#skip('word', 'not')) {
      const test = this.#condition(depth + 1)
      return (row) => !test(row)
    }
    if (!this.#skip('sign', '(')) return this.#comparison()
    const test = this.alternatives(depth + 1)
    if (!this.#skip('sign', ')')) throw this.#unexpected()
    return test
  }

  #comparison(): Test {
    const name = this.#word()
    if (this.#skip('sign', '(')) throw notImplemented()
    const field = fieldOf(this.#set, name)
    return testOf(name, field, this.#operator(), this.#literal())
  }

  #operator(): Operator {
    const word = this.#word()
    if (word === 'in' || word === 'has') throw notImplemented()
    const operator = OPERATORS.find((it) => it === word)
    if (operator === undefined) throw this.#unexpected()
    return operator
  }

  #word(): string {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'word') throw this.#unexpected()
    this.#at += 1
    return token.value
  }

  #literal(): Literal {
    const token = this.#tokens[this.#at]
    if (token === undefined || token.kind === 'word' || token.kind === 'sign') throw this.#unexpected()
    this.#at += 1
    return token
  }

  #skip(kind: 'word' | 'sign', value: string): boolean {
    const token = this.#tokens[this.#at]
    const is = token?.kind === kind && token.value === value
    if (is) this.#at += 1
    return is
  }

  #unexpected() {
    return invalidQuery(`Syntax error at token ${this.#at + 1} in '${this.#text}'.`)
  }
}

/** Throws a refusal (400) in OData's words when the set's type has no such property. */
export function fieldOf(set: EntitySet, name: string) {
  const field = set.fields[name]
  if (field !== undefined) return field
  throw invalidQuery(
    `Could not find a property named '${name}' on type 'Microsoft.Dynamics.DataEntities.${set.type}'.`,
  )
}
