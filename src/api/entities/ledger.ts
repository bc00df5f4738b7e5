import type { JournalLine as Line } from '../../domain/entities.ts'
import { recordConditions } from '../../store/read/conditions.ts'
import { journalEntryConditions } from '../../store/read/filters.ts'
import { byDateOfEntry, byId } from '../../store/read/orders.ts'
import * as records from '../../store/read/records.ts'
import { builder } from '../builder.ts'
import { pageArgs, pageComplexity, readList } from '../connection.ts'
import * as connections from '../connections.ts'
import { ProviderCode } from '../enums.ts'
import { encodeId } from '../ids.ts'
import { DateRange, fewIds, sourced, SourcedFilter } from '../inputs.ts'
import { recordByKey, valuesOfDimension } from '../lookups.ts'
import { Money, moneyOrNull } from '../money.ts'
import {
  Account,
  AccountingPeriod,
  Contact,
  Dimension,
  DimensionValue,
  JournalEntry,
  TaxRate,
} from '../refs.ts'
import { dimensionsOf, linesOf, type LineOf } from './line.ts'
import { needs } from '../needs.ts'
import { Node, Record } from './record.ts'

const JournalLine = builder.objectRef<LineOf<records.JournalEntryRow, Line>>('JournalLine').implement({
  fields: (t) => ({
    account: t.field({
      type: Account,
      nullable: true,
      resolve: ({ line: { accountKey }, of: { sourceId } }, _args, context, info) =>
        accountKey === null ? null : recordByKey.ACCOUNT(context, { sourceId, key: accountKey }, info),
    }),
    description: t.string({ nullable: true, resolve: ({ line }) => line.description }),
    debit: t.field({
      type: Money,
      nullable: true,
      resolve: ({ line, of }) => moneyOrNull(line.debit, of.currency),
    }),
    credit: t.field({
      type: Money,
      nullable: true,
      resolve: ({ line, of }) => moneyOrNull(line.credit, of.currency),
    }),
    contact: t.field({
      type: Contact,
      nullable: true,
      resolve: ({ line: { contactKey }, of: { sourceId } }, _args, context, info) =>
        contactKey === null ? null : recordByKey.CONTACT(context, { sourceId, key: contactKey }, info),
    }),
    dimensions: t.field({
      type: [DimensionValue],
      resolve: ({ line, of }, _args, context) => dimensionsOf(of, line.dimensions, context),
    }),
  }),
})

JournalEntry.implement({
  description: 'A balanced posting in the general ledger.',
  interfaces: [Node, Record],
  fields: (t) => ({
    id: t.id({ ...needs<records.JournalEntryRow>(), resolve: (it) => encodeId('JournalEntry', it.id) }),
    number: t.exposeString('number', { nullable: true }),
    memo: t.exposeString('memo', { nullable: true }),
    date: t.expose('date', { type: 'Date' }),
    currency: t.expose('currency', { type: 'CurrencyCode' }),
    exchangeRate: t.expose('exchangeRate', { type: 'Decimal', nullable: true }),
    lines: t.field({
      ...needs<records.JournalEntryRow>('lines', 'currency'),
      type: [JournalLine],
      resolve: (it) => linesOf<records.JournalEntryRow, Line>(it),
    }),
  }),
})

TaxRate.implement({
  interfaces: [Node, Record],
  fields: (t) => ({
    id: t.id({ ...needs<records.TaxRateRow>(), resolve: (it) => encodeId('TaxRate', it.id) }),
    name: t.exposeString('name'),
    code: t.exposeString('code', { nullable: true }),
    rate: t.expose('rate', { type: 'Decimal', nullable: true, description: 'Percent, e.g. "19".' }),
    active: t.exposeBoolean('active'),
  }),
})

Dimension.implement({
  description: 'A way to slice the books: a class, a department, a cost centre, a tracking category.',
  interfaces: [Node, Record],
  fields: (t) => ({
    id: t.id({ ...needs<records.DimensionRow>(), resolve: (it) => encodeId('Dimension', it.id) }),
    name: t.exposeString('name'),
    values: t.field({
      ...needs<records.DimensionRow>(),
      type: [DimensionValue],
      resolve: (it, _args, context) => valuesOfDimension(context, it),
    }),
  }),
})

AccountingPeriod.implement({
  interfaces: [Node, Record],
  fields: (t) => ({
    id: t.id({
      ...needs<records.AccountingPeriodRow>(),
      resolve: (it) => encodeId('AccountingPeriod', it.id),
    }),
    name: t.exposeString('name'),
    startsOn: t.expose('startsOn', { type: 'Date', nullable: true }),
    endsOn: t.expose('endsOn', { type: 'Date' }),
    locked: t.exposeBoolean('locked'),
  }),
})

const JournalEntryFilter = builder.inputType('JournalEntryFilter', {
  fields: (t) => ({
    companyIds: t.idList({ validate: fewIds }),
    sourceIds: t.idList({ validate: fewIds }),
    providers: t.field({ type: [ProviderCode] }),
    includeDeleted: t.boolean({ defaultValue: false }),
    date: t.field({ type: DateRange }),
  }),
})

builder.queryFields((t) => ({
  journalEntries: t.field({
    type: connections.JournalEntryConnection,
    description: 'The latest date comes first.',
    args: { filter: t.arg({ type: JournalEntryFilter }), ...pageArgs },
    complexity: pageComplexity,
    resolve: (_root, { filter, ...page }, context, info) => {
      const conditions = sourced(filter)
      return readList(
        context,
        {
          from: records.journalEntries,
          order: byDateOfEntry(true),
          where: (sql) => journalEntryConditions(sql, conditions),
          identity: ['journalEntries', filter],
        },
        page,
        info,
      )
    },
  }),
  taxRates: t.field({
    type: connections.TaxRateConnection,
    args: { filter: t.arg({ type: SourcedFilter }), ...pageArgs },
    complexity: pageComplexity,
    resolve: (_root, { filter, ...page }, context, info) =>
      readList(context, { from: records.taxRates, ...sourcedList('taxRates', filter) }, page, info),
  }),
  dimensions: t.field({
    type: connections.DimensionConnection,
    args: { filter: t.arg({ type: SourcedFilter }), ...pageArgs },
    complexity: pageComplexity,
    resolve: (_root, { filter, ...page }, context, info) =>
      readList(context, { from: records.dimensions, ...sourcedList('dimensions', filter) }, page, info),
  }),
  accountingPeriods: t.field({
    type: connections.AccountingPeriodConnection,
    args: { filter: t.arg({ type: SourcedFilter }), ...pageArgs },
    complexity: pageComplexity,
    resolve: (_root, { filter, ...page }, context, info) =>
      readList(
        context,
        { from: records.accountingPeriods, ...sourcedList('accountingPeriods', filter) },
        page,
        info,
      ),
  }),
}))

function sourcedList(name: string, filter: typeof SourcedFilter.$inferInput | null | undefined) {
  const conditions = sourced(filter)
  return {
    order: byId(false),
    where: (sql: Parameters<typeof recordConditions>[0]) => recordConditions(sql, conditions),
    identity: [name, filter],
  }
}
