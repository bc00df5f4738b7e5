import { badQuery } from './responses.ts'

export type Token =
  | { kind: 'name' | 'symbol'; text: string }
  /** Text in quotes, a number, a truth value, an instant in milliseconds, or null. */
  | { kind: 'value'; value: string | number | boolean | null }

const PATTERN =
  /\s*(?:(?<quoted>"(?:[^"\\]|\\.)*")|(?<number>-?\d+(?:\.\d+)?)m?|(?<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|(?<symbol>==|!=|>=|<=|&&|\|\||[=<>!(),]))/y

const LONGEST = 4_000
const WORDS: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null }

/** The words of a `where`. Throws XeroError where it makes none. */
export function tokensOf(where: string): Token[] {
  if (where.length > LONGEST) throw badQuery('The where clause is too long')
  const tokens: Token[] = []
  const text = where.trimEnd()
  PATTERN.lastIndex = 0
  while (PATTERN.lastIndex < text.length) {
    const at = PATTERN.lastIndex
    const groups = PATTERN.exec(text)?.groups
    if (groups === undefined) throw badQuery(`Syntax error at position ${at}`)
    tokens.push(tokenOf(groups))
  }
  return tokens
}

function tokenOf({ quoted, number, name, symbol = '' }: Record<string, string | undefined>): Token {
  if (quoted !== undefined) return { kind: 'value', value: quoted.slice(1, -1).replaceAll(/\\(.)/g, '$1') }
  if (number !== undefined) return { kind: 'value', value: Number(number) }
  if (name === undefined) return { kind: 'symbol', text: symbol }
  const word = name.toLowerCase()
  if (word === 'and') return { kind: 'symbol', text: '&&' }
  if (word === 'or') return { kind: 'symbol', text: '||' }
  const value = WORDS[word]
  return value === undefined ? { kind: 'name', text: name } : { kind: 'value', value }
}
