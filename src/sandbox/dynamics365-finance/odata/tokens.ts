import { invalidQuery } from './errors.ts'

export type Literal =
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'instant'; value: number }
  | { kind: 'enum'; type: string; value: string }
  | { kind: 'null'; value: null }

export type Token = { kind: 'word'; value: string } | { kind: 'sign'; value: string } | Literal

const NAMESPACE = 'Microsoft.Dynamics.DataEntities.'
const LONGEST = 10_000
// In this order: Namespace.Type'Member', 'text', date with or without time, number, word, sign.
const PATTERN =
  /\s*(?:([A-Za-z_][\w.]*)'([^']*)'|'((?:[^']|'')*)'|(\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d))?)|(-?\d+(?:\.\d+)?)[mMlLdDfF]?(?![\w.])|([A-Za-z_]\w*)|([(),=]))/y

/** The words, literals and signs of a $filter or of a key. Throws a refusal where there is something else. */
export function tokensOf(text: string): Token[] {
  if (text.length > LONGEST) throw invalidQuery('The request URI is too long.')
  const found: Token[] = []
  const trimmed = text.trim()
  PATTERN.lastIndex = 0
  while (PATTERN.lastIndex < trimmed.length) {
    const at = PATTERN.lastIndex
    const match = PATTERN.exec(trimmed)
    if (match === null) throw invalidQuery(`Syntax error at position ${at} in '${trimmed}'.`)
    found.push(tokenOf(match))
  }
  return found
}

function tokenOf([, type, member, text, date, number, word, sign]: RegExpExecArray): Token {
  if (type !== undefined) return { kind: 'enum', type: enumName(type), value: member ?? '' }
  if (text !== undefined) return { kind: 'text', value: text.replaceAll("''", "'") }
  if (date !== undefined) return { kind: 'instant', value: instantOf(date) }
  if (number !== undefined) return { kind: 'number', value: Number(number) }
  if (word === 'null') return { kind: 'null', value: null }
  if (word !== undefined) return { kind: 'word', value: word }
  return { kind: 'sign', value: sign ?? '' }
}

function enumName(type: string): string {
  if (type.startsWith(NAMESPACE)) return type.slice(NAMESPACE.length)
  throw invalidQuery(`The type '${type}' is not defined in the model.`)
}

function instantOf(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw invalidQuery(`Unrecognized 'Edm.String' literal '${text}'.`)
  return at
}
