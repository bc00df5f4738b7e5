import postgres from 'postgres'
import type { Applied, IncomingPage, IncomingRecord } from './apply.ts'

const DATA_EXCEPTION = '22'
const PROGRAM_LIMIT_EXCEEDED = '54'

/** Whether PostgreSQL cannot hold a value that was sent, such as a text too long for its index. */
export const isRefusal = (error: unknown): error is postgres.PostgresError =>
  error instanceof postgres.PostgresError &&
  [DATA_EXCEPTION, PROGRAM_LIMIT_EXCEEDED].includes(error.code.slice(0, 2))

/** The record as one that could not be read, for the reason that PostgreSQL gave. */
export const asUnreadable = (record: IncomingRecord, error: postgres.PostgresError): IncomingRecord => ({
  ...record,
  records: null,
  // It may be what was refused.
  remoteUpdatedAt: null,
  findings: [
    {
      code: 'UNREADABLE_RECORD',
      severity: 'ERROR',
      message: `The database cannot hold this record: ${error.message}.`,
      path: [],
    },
  ],
})

/** The page's two halves without what it names beside records, and that. */
export function apart(page: IncomingPage): { halves: IncomingPage[]; rest: IncomingPage } {
  const middle = Math.ceil(page.records.length / 2)
  const half = (records: IncomingRecord[]) => ({ ...page, records, deleted: [], presentIds: [] })
  return {
    halves: [half(page.records.slice(0, middle)), half(page.records.slice(middle))],
    rest: { ...page, records: [] },
  }
}

export function add(a: Applied, b: Applied): Applied {
  return {
    created: a.created + b.created,
    updated: a.updated + b.updated,
    unchanged: a.unchanged + b.unchanged,
    deleted: a.deleted + b.deleted,
    rejected: a.rejected + b.rejected,
    settled: a.settled + b.settled,
    position: b.position ?? a.position,
  }
}
