import { choices, days, entitySet, int32s, int64s, texts } from '../odata/fields.ts'

/** One row per ledger and day: what the day is in the ledger's calendar. */
export const fiscalCalendars = entitySet({
  name: 'FiscalCalendars',
  type: 'FiscalCalendar',
  keys: ['LedgerGregorianDateId'],
  fields: {
    ...texts('LedgerGregorianDateId', 'CalendarId', 'YearName', 'PeriodName'),
    ...days('GregorianDate'),
    ...choices('FiscalQuarter', 'Q1', 'Quarter'),
    ...choices('FiscalPeriodMonth', 'Month1', 'Month'),
    ...int32s('PeriodOffset', 'QuarterOffset', 'YearOffset'),
    ...int64s('CalendarRecId', 'LedgerRecId', 'PeriodRecId'),
  },
})

export const fiscalYears = entitySet({
  name: 'FiscalYears',
  type: 'FiscalYear',
  keys: ['LegalEntityId', 'Calendar', 'FiscalYear'],
  fields: {
    ...texts('LegalEntityId', 'Calendar', 'FiscalYear', 'LegalEntityName'),
    ...choices('FiscalYearStatus', 'Open', 'Status'),
  },
})

export const fiscalPeriods = entitySet({
  name: 'FiscalPeriods',
  type: 'FiscalPeriod',
  keys: ['Calendar', 'FiscalYear', 'StartDate', 'EndDate', 'PeriodName'],
  fields: {
    ...texts('Calendar', 'FiscalYear', 'PeriodName', 'ShortName', 'Comments'),
    ...days('StartDate', 'EndDate'),
    ...int32s('Days'),
    ...choices('FiscalPeriodType', 'Operating', 'Type'),
    ...choices('FiscalQuarter', 'Q1', 'Quarter'),
    ...choices('FiscalPeriodMonth', 'Month1', 'Month'),
    ...choices('CalendarTypeIN', 'Standard', 'CalendarType'),
  },
})

export const ledgerFiscalPeriods = entitySet({
  name: 'LedgerFiscalPeriodsV2',
  type: 'LedgerFiscalPeriodV2',
  keys: ['LedgerName', 'Calendar', 'YearName', 'PeriodName'],
  fields: {
    ...texts('LedgerName', 'Calendar', 'YearName', 'PeriodName', 'LegalEntityId'),
    ...choices('FiscalPeriodStatus', 'OnHold', 'PeriodStatus'),
  },
})
