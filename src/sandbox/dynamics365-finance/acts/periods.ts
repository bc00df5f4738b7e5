import type { Books } from '../books.ts'
import type { CalendarName, Company } from '../company.ts'
import { addMonths, dayAt, lastOfMonth } from '../days.ts'

export const PERIOD_STATUSES = ['Open', 'OnHold', 'Closed'] as const
export type PeriodStatus = (typeof PERIOD_STATUSES)[number]

export interface Period {
  year: string
  name: string
  /** From 1. */
  number: number
  startsOn: string
  endsOn: string
}

/** The month's operating period in a calendar; a year that begins in April is called after its first. */
export function periodOf(calendar: CalendarName, day: string): Period {
  const [year = 0, month = 0] = day.split('-').map(Number)
  const first = calendar === 'Fiscal' ? 1 : 4
  const number = ((month - first + 12) % 12) + 1
  const startYear = month < first ? year - 1 : year
  return {
    year: calendar === 'Fiscal' ? String(startYear) : `FY${startYear}`,
    name: `Period ${number}`,
    number,
    startsOn: addMonths(day, 0),
    endsOn: lastOfMonth(day),
  }
}

export const ledgerName = (company: Company): string => company.id.toUpperCase()

/** Sets the status of the periods whose last day is chosen. Throws Error when there are none. */
export function setStatus(
  { tables }: Books,
  company: Company,
  status: PeriodStatus,
  isChosen: (endsOn: string) => boolean,
): number {
  const chosen = tables.fiscalPeriods
    .rows()
    .filter(({ values }) => values.Calendar === company.calendar && isChosen(dayAt(values.EndDate)))
  for (const { values } of chosen) {
    const key = [ledgerName(company), values.Calendar, values.FiscalYear, values.PeriodName]
    const row = tables.ledgerFiscalPeriods.find(key)
    if (row !== undefined && row.values.PeriodStatus !== status) {
      tables.ledgerFiscalPeriods.update(row, { PeriodStatus: status })
    }
  }
  if (chosen.length === 0) throw new Error(`${company.id} has no such period`)
  return chosen.length
}

/** Throws Error, in about the words of the Infolog, unless the day's period is open in the company's ledger. */
export function requireOpenPeriod(books: Books, company: Company, day: string): void {
  const { year, name } = periodOf(company.calendar, day)
  const row = books.tables.ledgerFiscalPeriods.find([ledgerName(company), company.calendar, year, name])
  if (row?.values.PeriodStatus !== 'Open') throw new Error(`Period for ${day} is not open.`)
}
