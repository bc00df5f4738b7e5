import assert from 'node:assert/strict'
import { STORED_TYPES, tableOf } from '../../../src/store/tables.ts'
import type { Database } from '../../../src/store/database.ts'

/** What is stored of one stream: the provider's records as received, and what they were mapped to, each by its name. */
export interface StoredBooks {
  raw: ReadonlyMap<string, string>
  /** As JSON, without what each reading gives anew: ids, versions, times. */
  records: ReadonlyMap<string, string>
  setAside: ReadonlySet<string>
  /** As the stream's state tells how many are set aside. */
  rejectedCount: number
  /** Of the provider's records, by id: what Daybook found wrong. */
  findings: ReadonlyMap<string, string>
}

/** Columns of a record. */
export const ANEW = [
  'workspace_id',
  'id',
  'company_id',
  'source_id',
  'version',
  'changed_fields',
  'created_at',
  'updated_at',
]

/** `undated` makes equal what says when it was read. */
export async function storedBooks(
  { sql }: Database,
  { sourceId, stream }: { sourceId: string; stream: string },
  undated: (text: string) => string,
): Promise<StoredBooks> {
  const raws = await sql<{ id: string; raw: string; rejected: boolean }[]>`
    select remote_id as id, raw, rejected from raw_records
    where source_id = ${sourceId} and stream = ${stream} and deleted_at is null
    order by length(remote_id), remote_id`
  const findings = await sql<{ id: string; text: string }[]>`
    select remote_id as id, string_agg(code || ': ' || message, '; ') as text from anomalies
    where source_id = ${sourceId} and stream = ${stream} and resolved_at is null group by remote_id`
  const [state] = await sql<{ count: number }[]>`
    select rejected_count as count from stream_states where source_id = ${sourceId} and stream = ${stream}`
  const records = new Map<string, string>()
  for (const type of STORED_TYPES) {
    const rows = await sql<{ key: string; record: string }[]>`
      select key, (to_jsonb(it) - ${ANEW}::text[])::text as record from ${sql(tableOf(type))} it
      where source_id = ${sourceId} and stream = ${stream} and deleted_at is null`
    for (const { key, record } of rows) records.set(`${type} ${key}`, undated(record))
  }
  return {
    raw: new Map(raws.map((it) => [it.id, undated(it.raw)])),
    records,
    setAside: new Set(raws.filter((it) => it.rejected).map((it) => it.id)),
    rejectedCount: state?.count ?? 0,
    findings: new Map(findings.map((it) => [it.id, it.text])),
  }
}

/** Fails with the first few of what is lost, too much, or different. */
export function assertSameBooks(
  actual: StoredBooks,
  expected: StoredBooks,
  parts: readonly ('raw' | 'records')[] = ['raw', 'records'],
): void {
  for (const part of parts) {
    assert.ok(expected[part].size > 0, `there are ${part}`)
    assert.deepEqual(difference(actual[part], expected[part]), [], `the ${part}`)
  }
  assert.deepEqual(actual.setAside, expected.setAside)
  assert.equal(actual.rejectedCount, expected.rejectedCount, 'as many are counted as set aside')
}

/** Fails where a record is there that differs, or that should not be: what is there may be less, never wrong. */
export function assertNothingWrong(actual: StoredBooks, expected: StoredBooks): void {
  const wrong = difference(actual.records, expected.records).filter(({ actual }) => actual !== undefined)
  assert.deepEqual(wrong, [])
}

const MOST_SHOWN = 3

function difference(actual: ReadonlyMap<string, string>, expected: ReadonlyMap<string, string>) {
  const names = [...new Set([...actual.keys(), ...expected.keys()])]
  return names
    .filter((it) => actual.get(it) !== expected.get(it))
    .slice(0, MOST_SHOWN)
    .map((it) => ({ name: it, actual: actual.get(it), expected: expected.get(it) }))
}

/** The books as they are but for some columns of their records. */
export function without(books: StoredBooks, columns: readonly string[]): StoredBooks {
  const records = [...books.records].map(([name, record]): [string, string] => {
    const kept = Object.entries(JSON.parse(record) as object).filter(([column]) => !columns.includes(column))
    return [name, JSON.stringify(kept)]
  })
  return { ...books, records: new Map(records) }
}
