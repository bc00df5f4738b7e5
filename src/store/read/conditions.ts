import type { ProviderCode } from '../../domain/vocabulary.ts'
import type { Statements } from '../database.ts'
import type { Fragment } from '../snapshot.ts'

/** A part of a filter that the caller may leave out. */
export type Given<T> = T | null | undefined

export interface Range {
  from?: Given<string>
  to?: Given<string>
}

/** The workspace's rows of t for which all conditions hold. */
export const allOf = (sql: Statements, workspaceId: string, conditions: readonly Fragment[]): Fragment[] => [
  sql`t.workspace_id = ${workspaceId}`,
  ...conditions.map((it) => sql`and ${it}`),
]

/** Both ends belong to the range. */
export function within(sql: Statements, column: string, range: Given<Range>): Fragment[] {
  return [
    ...(range?.from == null ? [] : [sql`${sql(column)} >= ${range.from}`]),
    ...(range?.to == null ? [] : [sql`${sql(column)} <= ${range.to}`]),
  ]
}

/** A day that may be missing, as the indexes on invoices have it: see schema/invoices.ts. */
export const dayOf = (column: 't.issue_date' | 't.due_date'): string =>
  `(case when ${column} is null then '-infinity'::date else ${column} end)`

/** A range of a day that may be missing, said as the index on it has it; what has no day is in no range. */
export function withinDays(
  sql: Statements,
  column: 't.issue_date' | 't.due_date',
  range: Given<Range>,
): Fragment[] {
  const day = () => sql.unsafe(dayOf(column))
  return [
    ...(range?.from == null ? [] : [sql`${day()} >= ${range.from}`]),
    ...(range?.to == null ? [] : [sql`${day()} <= ${range.to}`, sql`${sql(column)} is not null`]),
  ]
}

export function oneOf(sql: Statements, column: string, values: Given<readonly string[]>): Fragment[] {
  return values == null ? [] : [sql`${sql(column)} = any(${values as string[]})`]
}

/** Whether one of the columns contains the text, in any case. */
export function contains(sql: Statements, columns: readonly string[], text: Given<string>): Fragment[] {
  if (text == null || text === '') return []
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  // concat_ws leaves out nulls; the line feed keeps a match from reaching over two columns.
  return [sql`concat_ws(E'\n', ${sql.unsafe(columns.join(', '))}) ilike ${pattern}`]
}

/** What every list of records can be narrowed by. */
export interface RecordFilter {
  companyIds?: Given<readonly string[]>
  sourceIds?: Given<readonly string[]>
  providers?: Given<readonly ProviderCode[]>
  includeDeleted?: Given<boolean>
}

export const recordConditions = (sql: Statements, filter: RecordFilter): Fragment[] => [
  ...oneOf(sql, 't.company_id', filter.companyIds),
  ...oneOf(sql, 't.source_id', filter.sourceIds),
  ...ofProviders(sql, filter.providers),
  ...(filter.includeDeleted === true ? [] : [sql`t.deleted_at is null`]),
]

const ofProviders = (sql: Statements, providers: Given<readonly ProviderCode[]>): Fragment[] =>
  providers == null
    ? []
    : [
        sql`t.source_id in (
          select s.id from sources s where s.workspace_id = t.workspace_id and s.provider = any(${providers as string[]}))`,
      ]
