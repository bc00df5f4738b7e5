import { ledgerName, periodOf, setStatus } from '../acts/periods.ts'
import type { Books } from '../books.ts'
import { COMPANIES, type CalendarName, type Company } from '../company.ts'
import { addDays, addMonths, daysBetween, firstOfMonth, noon } from '../days.ts'

const CALENDARS: readonly CalendarName[] = ['Fiscal', 'FY-APR']
const MONTHS_AHEAD = 12

/** Whole years around the books: twelve periods each, one to open the year and one to close it. */
export function openCalendars(books: Books): void {
  for (const calendar of CALENDARS) {
    const first = startOfYear(calendar, books.begin)
    const last = addMonths(startOfYear(calendar, books.end), MONTHS_AHEAD + 11)
    for (let month = first; month <= last; month = addMonths(month, 1)) addMonth(books, calendar, month)
  }
  for (const company of COMPANIES) {
    addLedgerPeriods(books, company)
    addDaysOf(books, company)
  }
}

/** As at the end of the books: closed through the last month but one, and the last on hold from the tenth on. */
export function closeOldPeriods(books: Books): void {
  const lastMonth = addDays(firstOfMonth(books.end), -1)
  const closedThrough = addDays(firstOfMonth(lastMonth), -1)
  for (const company of COMPANIES) {
    setStatus(books, company, 'Closed', (endsOn) => endsOn <= closedThrough)
    if (Number(books.end.slice(8)) < 10) continue
    setStatus(books, company, 'OnHold', (endsOn) => endsOn > closedThrough && endsOn <= lastMonth)
  }
}

function startOfYear(calendar: CalendarName, day: string): string {
  return addMonths(day, 1 - periodOf(calendar, day).number)
}

function addMonth(books: Books, calendar: CalendarName, month: string): void {
  const { endsOn, name, number, startsOn, year } = periodOf(calendar, month)
  const both = {
    Calendar: calendar,
    FiscalYear: year,
    Quarter: `Q${Math.ceil(number / 3)}`,
    Month: `Month${number}`,
  }
  const add = (period: string, from: string, to: string, type: string) =>
    books.tables.fiscalPeriods.insert({
      ...both,
      PeriodName: period,
      ShortName: period,
      StartDate: noon(from),
      EndDate: noon(to),
      Days: daysBetween(from, to) + 1,
      Type: type,
    })
  if (number === 1) add('Opening', startsOn, startsOn, 'Opening')
  add(name, startsOn, endsOn, 'Operating')
  if (number === 12) add('Closing', endsOn, endsOn, 'Closing')
}

function addLedgerPeriods({ tables }: Books, company: Company): void {
  const years = new Set<string>()
  for (const { values } of tables.fiscalPeriods.rows()) {
    if (values.Calendar !== company.calendar) continue
    tables.ledgerFiscalPeriods.insert({
      LedgerName: ledgerName(company),
      LegalEntityId: ledgerName(company),
      Calendar: values.Calendar,
      YearName: values.FiscalYear,
      PeriodName: values.PeriodName,
      PeriodStatus: 'Open',
    })
    years.add(values.FiscalYear)
  }
  for (const year of years) {
    tables.fiscalYears.insert({
      LegalEntityId: ledgerName(company),
      LegalEntityName: company.name,
      Calendar: company.calendar,
      FiscalYear: year,
    })
  }
}

/** FiscalCalendars has a row for each day and ledger. */
function addDaysOf({ begin, end, tables }: Books, company: Company): void {
  const ledger = tables.ledgers.find([company.id])?.recId ?? 0
  for (let month = firstOfMonth(begin); month <= end; month = addMonths(month, 1)) {
    const { endsOn, name, number, year } = periodOf(company.calendar, month)
    for (let day = month; day <= endsOn; day = addDays(day, 1)) {
      tables.fiscalCalendars.insert({
        LedgerGregorianDateId: `${ledger}:${day.replaceAll('-', '')}`,
        CalendarId: company.calendar,
        YearName: year,
        PeriodName: name,
        GregorianDate: noon(day),
        Quarter: `Q${Math.ceil(number / 3)}`,
        Month: `Month${number}`,
        LedgerRecId: ledger,
      })
    }
  }
}
