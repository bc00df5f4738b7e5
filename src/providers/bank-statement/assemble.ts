import { notificationRecords, transactionRecords } from './bookings.ts'
import { accountIdOf } from './ids.ts'
import { isStatement, type AccountName, type Report } from './model.ts'
import { bookedOf, type Booked } from './running.ts'
import { asOf, BEFORE_ALL } from './stamps.ts'

/** A report with what it is known by. */
export interface Placed extends Report {
  account: AccountName
  asOf: string
  booked: Booked
  id: string
}

/** What each stream gets of a file's reports: each record once, and of several versions the newest. */
export function recordsOf(reports: readonly Report[]): Record<string, unknown[]> {
  const placed = reports.map(place)
  return {
    statements: newest(placed.map(statementRecord)),
    accounts: newest(placed.map(accountRecord)),
    transactions: newest(placed.filter(({ kind }) => kind !== '054').flatMap(transactionRecords)),
    notifications: newest(placed.filter(({ kind }) => kind === '054').flatMap(notificationRecords)),
  }
}

function place(report: Report): Placed {
  const { head, kind, entries } = report
  const booked = bookedOf(entries.map(({ booking }) => booking))
  const account = { number: (head.number ?? '').replaceAll(/\s/g, ''), currency: head.currency }
  const stamp = asOf(kind, head, booked.last)
  const id = [accountIdOf(account), kind, ...marksOf(report, stamp)].join(':')
  return { ...report, account, asOf: stamp, booked, id }
}

/**
 * A statement is known by its day, its number and its balances: copies come with other identifiers, and some banks
 * number none, or all of a day alike.
 */
function marksOf({ kind, head }: Report, stamp: string): string[] {
  const { sequence, identifier, opening, closing, page } = head
  const own = `${sequence ?? identifier ?? 0}${Number(page ?? 1) > 1 ? `/${page ?? ''}` : ''}`
  if (!isStatement(kind)) return [stamp, own]
  return [stamp.slice(0, 10), own, ...[opening, closing].map((it) => it?.amount ?? '?')]
}

interface Stamped {
  id: string
  asOf: string
}

function newest<Record extends Stamped>(records: readonly Record[]): Record[] {
  const byId = new Map<string, Record>()
  for (const record of records) {
    const known = byId.get(record.id)
    if (known === undefined || known.asOf <= record.asOf) byId.set(record.id, record)
  }
  return [...byId.values()]
}

const statementRecord = ({ id, account, asOf, format, kind, message, booked, statement }: Placed) => ({
  ...{ id, account, asOf, format, kind, message, booked },
  // That it is a copy changes nothing, and is left out so that it does not seem to.
  statement: withoutCopyMark(statement),
})

function withoutCopyMark(statement: unknown): unknown {
  if (typeof statement !== 'object' || statement === null) return statement
  return Object.fromEntries(Object.entries(statement).filter(([name]) => name !== 'CpyDplctInd'))
}

/** What has no balance stands for the account only until something has. */
const accountRecord = (report: Placed) => ({
  ...statementRecord(report),
  id: accountIdOf(report.account),
  asOf: report.head.closing === null ? BEFORE_ALL : report.asOf,
})
