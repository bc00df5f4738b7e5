import { unparsable } from '../faults.ts'

export type Operator = '=' | '<' | '>' | '<=' | '>=' | 'LIKE' | 'IN'

export interface Condition {
  field: string
  operator: Operator
  /** One value, or those of IN. */
  values: readonly (string | boolean)[]
}

export interface Query {
  /** Null for `*`, 'count' for `count(*)`. */
  select: readonly string[] | 'count' | null
  entity: string
  where: readonly Condition[]
  orderBy: readonly { field: string; descending: boolean }[]
  startPosition: number | null
  maxResults: number | null
}

interface Token {
  kind: 'word' | 'text' | 'sign'
  value: string
}

const LONGEST_QUERY = 20_000

/**
 * Reads SELECT * | count(*) | fields FROM Entity [WHERE … AND …] [ORDERBY f ASC|DESC, …] [STARTPOSITION n]
 * [MAXRESULTS n], keywords in any case. Throws fault 4000 where the text is something else.
 */
export function parseQuery(text: string): Query {
  if (text.length > LONGEST_QUERY) throw unparsable('the query is too long')
  const reader = new Reader(tokens(text))
  reader.keyword('SELECT')
  const select = readSelect(reader)
  reader.keyword('FROM')
  const entity = reader.word('an entity')
  const where = reader.skip('WHERE')
    ? readList(
        () => readCondition(reader),
        () => reader.skip('AND'),
      )
    : []
  const orderBy = reader.skip('ORDERBY')
    ? readList(
        () => readOrder(reader),
        () => reader.skipSign(','),
      )
    : []
  const startPosition = reader.skip('STARTPOSITION') ? reader.number() : null
  const maxResults = reader.skip('MAXRESULTS') ? reader.number() : null
  reader.end()
  return { select, entity, where, orderBy, startPosition, maxResults }
}

function tokens(text: string): Token[] {
  const found: Token[] = []
  const pattern = /\s*(?:'((?:[^'\\]|\\.)*)'|(<=|>=|[=<>(),*])|([A-Za-z0-9_.:+-]+))/gy
  const trimmed = text.trim()
  while (pattern.lastIndex < trimmed.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(trimmed)
    if (match === null)
      throw unparsable(`Encountered " "${trimmed.slice(at).trim().charAt(0)}" "" at column ${at + 1}`)
    const [, quoted, sign, word] = match
    if (quoted !== undefined) found.push({ kind: 'text', value: quoted.replaceAll(/\\(.)/g, '$1') })
    else if (sign !== undefined) found.push({ kind: 'sign', value: sign })
    else if (word !== undefined) found.push({ kind: 'word', value: word })
  }
  return found
}

class Reader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  next(): Token | undefined {
    const token = this.#tokens[this.#at]
    this.#at += 1
    return token
  }

  skip(keyword: string): boolean {
    const token = this.#tokens[this.#at]
    const is = token?.kind === 'word' && token.value.toUpperCase() === keyword
    if (is) this.#at += 1
    return is
  }

  skipSign(sign: string): boolean {
    const token = this.#tokens[this.#at]
    const is = token?.kind === 'sign' && token.value === sign
    if (is) this.#at += 1
    return is
  }

  keyword(keyword: string): void {
    if (!this.skip(keyword)) throw this.#unexpected(keyword)
  }

  sign(sign: string): void {
    if (!this.skipSign(sign)) throw this.#unexpected(sign)
  }

  word(what: string): string {
    const token = this.next()
    if (token?.kind === 'word') return token.value
    this.#at -= 1
    throw this.#unexpected(what)
  }

  number(): number {
    const token = this.word('a number')
    if (!/^\d{1,9}$/.test(token)) {
      this.#at -= 1
      throw this.#unexpected('a number')
    }
    return Number(token)
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#unexpected('the end')
  }

  #unexpected(wanted: string) {
    const got = this.#tokens[this.#at]?.value ?? '<EOF>'
    return unparsable(`Encountered " "${got}" "". Was expecting ${wanted}`)
  }
}

function readList<T>(read: () => T, more: () => boolean): T[] {
  const items = [read()]
  while (more()) items.push(read())
  return items
}

function readSelect(reader: Reader): Query['select'] {
  if (reader.skipSign('*')) return null
  if (reader.skip('COUNT')) {
    for (const sign of ['(', '*', ')']) reader.sign(sign)
    return 'count'
  }
  return readList(
    () => reader.word('a field'),
    () => reader.skipSign(','),
  )
}

function readCondition(reader: Reader): Condition {
  const field = reader.word('a field')
  if (reader.skip('IN')) {
    reader.sign('(')
    const values = readList(
      () => readValue(reader),
      () => reader.skipSign(','),
    )
    reader.sign(')')
    return { field, operator: 'IN', values }
  }
  const operator = reader.skip('LIKE')
    ? 'LIKE'
    : (['<=', '>=', '=', '<', '>'] as const).find((it) => reader.skipSign(it))
  if (operator === undefined) throw unparsable(`Was expecting an operator after ${field}`)
  return { field, operator, values: [readValue(reader)] }
}

/** Quoted, or bare: true, false, a number. */
function readValue(reader: Reader): string | boolean {
  const token = reader.next()
  if (token?.kind === 'text') return token.value
  if (token?.kind === 'word') {
    const bare = token.value.toLowerCase()
    if (bare === 'true' || bare === 'false') return bare === 'true'
    if (/^-?\d+(\.\d+)?$/.test(bare)) return bare
  }
  throw unparsable(`Encountered " "${token?.value ?? '<EOF>'}" "". Was expecting a value in quotes`)
}

function readOrder(reader: Reader): { field: string; descending: boolean } {
  const field = reader.word('a field')
  if (reader.skip('DESC')) return { field, descending: true }
  reader.skip('ASC')
  return { field, descending: false }
}
