import { z } from 'zod'
import { listOf } from '../toolkit/exact.ts'
import { get, type Answer, type Reader } from './client.ts'

/** A QuickBooks entity that can be asked for by query. */
export interface Entity {
  /** As in queries and answers, e.g. "CreditMemo". */
  name: string
  /** Lists of names hide their inactive members from queries that do not ask for them. */
  hidesInactive: boolean
}

export interface Query {
  select: '*' | 'Id' | 'count(*)'
  entity: Entity
  where?: readonly string[]
  orderBy?: 'Id' | 'MetaData.LastUpdatedTime'
  /** From 1. */
  startPosition?: number
  maxResults?: number
}

/** The most rows that QuickBooks gives for one query. */
export const MAX_RESULTS = 1000

export function queryText(query: Query): string {
  const conditions = [
    ...(query.where ?? []),
    ...(query.entity.hidesInactive ? ['Active IN (true, false)'] : []),
  ]
  return [
    `SELECT ${query.select} FROM ${query.entity.name}`,
    conditions.length > 0 && `WHERE ${conditions.join(' AND ')}`,
    query.orderBy && `ORDERBY ${query.orderBy}`,
    query.startPosition !== undefined && `STARTPOSITION ${query.startPosition}`,
    query.maxResults !== undefined && `MAXRESULTS ${query.maxResults}`,
  ]
    .filter((part) => typeof part === 'string')
    .join(' ')
}

/** A value in a query's text. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, (character) => `\\${character}`)}'`

/** The rows of one query. An empty result has no key for its entity at all. */
export async function queryRows(reader: Reader, query: Query): Promise<Answer<unknown[]>> {
  const rows = z.object({ [query.entity.name]: listOf(z.unknown()) })
  const schema = z.object({ QueryResponse: rows }).transform(({ QueryResponse }) => QueryResponse)
  const answer = await get(reader, '/query', { query: queryText(query) }, schema)
  return { ...answer, body: answer.body[query.entity.name] ?? [] }
}

/** How many rows a query would list; null where QuickBooks does not tell. */
export async function queryCount(reader: Reader, entity: Entity): Promise<Answer<number | null>> {
  // Only the progress follows from it: a count that cannot be read is no reason to read nothing.
  const totalCount = z.int().nonnegative().optional().catch(undefined)
  const schema = z
    .object({ QueryResponse: z.object({ totalCount }) })
    .transform(({ QueryResponse }) => QueryResponse.totalCount ?? null)
  return get(reader, '/query', { query: queryText({ select: 'count(*)', entity }) }, schema)
}
