import { invoiceConditions } from '../../store/read/filters.ts'
import { invoiceOrders } from '../../store/read/orders.ts'
import { invoices, type InvoiceRow } from '../../store/read/records.ts'
import { builder } from '../builder.ts'
import type { List, PageArgs } from '../connection.ts'
import {
  InvoiceDirection,
  InvoiceKind,
  InvoiceStatus,
  OrderDirection,
  ProviderCode,
  Settlement,
} from '../enums.ts'
import { uuidsOf } from '../ids.ts'
import { DateRange, DecimalRange, fewIds, InstantRange, shortText, sourced } from '../inputs.ts'

export const InvoiceFilter = builder.inputType('InvoiceFilter', {
  fields: (t) => ({
    companyIds: t.idList({ validate: fewIds }),
    sourceIds: t.idList({ validate: fewIds }),
    providers: t.field({ type: [ProviderCode] }),
    includeDeleted: t.boolean({ defaultValue: false }),
    directions: t.field({ type: [InvoiceDirection] }),
    kinds: t.field({ type: [InvoiceKind] }),
    statuses: t.field({ type: [InvoiceStatus] }),
    settlements: t.field({ type: [Settlement] }),
    overdue: t.boolean(),
    contactIds: t.idList({ validate: fewIds }),
    numbers: t.stringList({ validate: fewIds }),
    currencies: t.field({ type: ['CurrencyCode'] }),
    issued: t.field({ type: DateRange }),
    due: t.field({ type: DateRange }),
    total: t.field({ type: DecimalRange }),
    updated: t.field({ type: InstantRange }),
    search: t.string({ validate: shortText }),
  }),
})

const InvoiceOrderField = builder.enumType('InvoiceOrderField', {
  values: ['ISSUE_DATE', 'DUE_DATE', 'TOTAL', 'UPDATED_AT'] as const,
})
export const InvoiceOrder = builder.inputType('InvoiceOrder', {
  fields: (t) => ({
    field: t.field({ type: InvoiceOrderField, required: true }),
    direction: t.field({ type: OrderDirection, required: true, defaultValue: 'DESC' }),
  }),
})

export interface InvoiceListArgs extends PageArgs {
  filter?: typeof InvoiceFilter.$inferInput | null | undefined
  orderBy?: typeof InvoiceOrder.$inferInput | null | undefined
}

/** `today` decides what is overdue. */
export function invoiceList(
  name: string,
  { filter, orderBy }: InvoiceListArgs,
  today: string,
): List<InvoiceRow> {
  const { field, direction } = orderBy ?? { field: 'ISSUE_DATE', direction: 'DESC' }
  const conditions = { ...sourced(filter), contactIds: uuidsOf('Contact', filter?.contactIds) }
  return {
    from: invoices,
    order: invoiceOrders[field](direction === 'DESC'),
    where: (sql) => invoiceConditions(sql, conditions, today),
    identity: [name, field, direction, filter],
  }
}
