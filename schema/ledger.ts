import { boolean, date, index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { JournalEntry } from '../src/domain/entities.ts'
import { amount, json, recordColumns } from './columns.ts'

export const journalEntries = pgTable(
  'journal_entries',
  {
    ...recordColumns(),
    number: text('number'),
    memo: text('memo'),
    date: date('date', { mode: 'string' }).notNull(),
    currency: text('currency').notNull(),
    exchangeRate: amount('exchange_rate'),
    lines: json<JournalEntry['lines']>('lines').notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.key),
    index().on(it.workspaceId, it.date, it.id),
  ],
)

export const taxRates = pgTable(
  'tax_rates',
  {
    ...recordColumns(),
    name: text('name').notNull(),
    code: text('code'),
    rate: amount('rate'),
    active: boolean('active').notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.key),
  ],
)

export const dimensions = pgTable(
  'dimensions',
  { ...recordColumns(), name: text('name').notNull() },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.key),
  ],
)

export const dimensionValues = pgTable(
  'dimension_values',
  {
    ...recordColumns(),
    dimensionKey: text('dimension_key').notNull(),
    name: text('name').notNull(),
    code: text('code'),
    active: boolean('active').notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.key),
    index().on(it.workspaceId, it.sourceId, it.dimensionKey),
  ],
)

export const accountingPeriods = pgTable(
  'accounting_periods',
  {
    ...recordColumns(),
    name: text('name').notNull(),
    startsOn: date('starts_on', { mode: 'string' }),
    endsOn: date('ends_on', { mode: 'string' }).notNull(),
    locked: boolean('locked').notNull(),
  },
  (it) => [
    primaryKey({ columns: [it.workspaceId, it.id] }),
    uniqueIndex().on(it.workspaceId, it.sourceId, it.key),
  ],
)
