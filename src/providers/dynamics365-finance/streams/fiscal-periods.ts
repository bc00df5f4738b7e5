import { z } from 'zod'
import type { AccountingPeriod } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, Stream } from '../../provider.ts'
import { identifier, orNull } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { companyOf } from '../company.ts'
import { readAtOnce } from '../crawl.ts'
import { missingPart, unknownValue } from '../findings.ts'
import { ledgerOf } from '../ledger.ts'
import { allRows, type Reader } from '../listing.ts'
import { equals } from '../query.ts'
import { wholeReading } from '../stream.ts'
import { code, optionalCode, optionalDay, required } from '../values.ts'

const name = { Calendar: code, PeriodName: code }
const statusRow = z.object({ ...name, YearName: identifier, PeriodStatus: optionalCode })
const raw = z.object({
  ...name,
  FiscalYear: identifier,
  StartDate: optionalDay,
  EndDate: optionalDay,
  Type: optionalCode,
  /** The row of `LedgerFiscalPeriodsV2`, put there by the reading: the same period in the company's own ledger. */
  LedgerPeriod: orNull(z.object({ PeriodStatus: optionalCode })),
})
type Raw = z.output<typeof raw>

const MOST_ROWS = 20_000

/** Calendars are shared; whether a period is open, each ledger says for itself. */
export const fiscalPeriods: Stream<Raw> = {
  ...wholeReading,
  entity: 'ACCOUNTING_PERIOD',
  raw,
  fields: {
    name: 'DERIVED',
    startsOn: 'NATIVE',
    endsOn: 'NATIVE',
    locked: 'NATIVE',
  } satisfies FidelityOf<AccountingPeriod>,
  pages: (read) => readAtOnce(read, calendarAndLedger),
  id: idOf,
  map,
}

function idOf({ Calendar, FiscalYear, PeriodName, StartDate }: Raw): string {
  return [Calendar, FiscalYear, PeriodName, StartDate].filter((it) => it !== null).join('/')
}

async function calendarAndLedger(reader: Reader) {
  const { FiscalCalendar } = await ledgerOf(reader)
  if (FiscalCalendar === null) throw new Error('The ledger of the legal entity names no fiscal calendar.')
  const ofCalendar = equals('Calendar', FiscalCalendar)
  const periods = await allRows(
    reader,
    {
      set: 'FiscalPeriods',
      select: ['Calendar', 'FiscalYear', 'PeriodName', 'StartDate', 'EndDate', 'Type'],
      filter: ofCalendar,
      orderBy: ['FiscalYear', 'StartDate', 'PeriodName'],
    },
    MOST_ROWS,
  )
  const statuses = await allRows(
    reader,
    {
      set: 'LedgerFiscalPeriodsV2',
      select: ['LedgerName', 'LegalEntityId', 'Calendar', 'YearName', 'PeriodName', 'PeriodStatus'],
      filter: `${equals('LegalEntityId', companyOf(reader.source.remoteId))} and ${ofCalendar}`,
      orderBy: ['YearName', 'PeriodName'],
    },
    MOST_ROWS,
  )
  const statusOf = new Map(
    statuses.rows.flatMap((row) => {
      const { data } = statusRow.safeParse(row)
      return data === undefined ? [] : [[nameOf(data.Calendar, data.YearName, data.PeriodName), row]]
    }),
  )
  const records = periods.rows.map((row) => {
    const { data } = raw.safeParse(row)
    if (data === undefined) return row
    return Object.assign({}, row, {
      LedgerPeriod: statusOf.get(nameOf(data.Calendar, data.FiscalYear, data.PeriodName)),
    })
  })
  return { records, fetchedAt: periods.fetchedAt }
}

const nameOf = (...parts: string[]): string => parts.join('\n').toLowerCase()

const LOCKED: Readonly<Record<string, boolean>> = { Open: false, OnHold: true, Closed: true }

function map(raw: Raw): Mapped {
  // Opening and closing balances have periods of their own, on days that are in an operating one.
  if (raw.Type === 'Opening' || raw.Type === 'Closing') return { records: [] }
  const status = raw.LedgerPeriod?.PeriodStatus ?? null
  if (status === null) {
    const message = `Whether ${raw.PeriodName} of ${raw.FiscalYear} is open is not known: that is in LedgerFiscalPeriodsV2.`
    return { records: [], findings: [missingPart(message, 'LedgerPeriod')] }
  }
  const locked = LOCKED[status]
  if (locked === undefined) return { records: [], findings: [unknownValue('PeriodStatus', status)] }
  const period: AccountingPeriod = {
    type: 'ACCOUNTING_PERIOD',
    key: recordKey('fiscal_periods', idOf(raw)),
    name: `${raw.FiscalYear} ${raw.PeriodName}`,
    startsOn: raw.StartDate,
    endsOn: required(raw.EndDate, 'EndDate', 'a period ends on some day.'),
    locked,
  }
  return { records: [period] }
}
