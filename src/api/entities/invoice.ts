import type { InvoiceLine as Line } from '../../domain/entities.ts'
import type { InvoiceRow } from '../../store/read/records.ts'
import { builder } from '../builder.ts'
import { pageArgs, pageComplexity, readList } from '../connection.ts'
import { InvoiceConnection } from '../connections.ts'
import { InvoiceDirection, InvoiceKind, InvoiceStatus, Settlement } from '../enums.ts'
import { encodeId } from '../ids.ts'
import { seconds } from '../inputs.ts'
import { allocationsOfInvoice, rawRecordOf, recordById, recordByKey } from '../lookups.ts'
import { Money, money, moneyOrNull } from '../money.ts'
import { needs } from '../needs.ts'
import { Account, Contact, DimensionValue, Invoice, TaxRate } from '../refs.ts'
import { InvoiceFilter, invoiceList, InvoiceOrder } from './invoice-list.ts'
import { dimensionsOf, linesOf, type LineOf } from './line.ts'
import { PaymentAllocation } from './payment.ts'
import { Node, Record, required } from './record.ts'
import { findOne } from './single.ts'

const InvoiceLine = builder.objectRef<LineOf<InvoiceRow, Line>>('InvoiceLine').implement({
  fields: (t) => ({
    position: t.int({ resolve: ({ line }) => line.position }),
    description: t.string({ nullable: true, resolve: ({ line }) => line.description }),
    quantity: t.field({ type: 'Decimal', nullable: true, resolve: ({ line }) => line.quantity }),
    unitPrice: t.field({ type: 'Decimal', nullable: true, resolve: ({ line }) => line.unitPrice }),
    amount: t.field({
      type: Money,
      description: "Before tax unless the invoice's amounts include it.",
      resolve: ({ line, of }) => money(line.amount, of.currency),
    }),
    taxAmount: t.field({
      type: Money,
      nullable: true,
      resolve: ({ line, of }) => moneyOrNull(line.taxAmount, of.currency),
    }),
    discountAmount: t.field({
      type: Money,
      nullable: true,
      resolve: ({ line, of }) => moneyOrNull(line.discountAmount, of.currency),
    }),
    account: t.field({
      type: Account,
      nullable: true,
      resolve: ({ line: { accountKey }, of: { sourceId } }, _args, context, info) =>
        accountKey === null ? null : recordByKey.ACCOUNT(context, { sourceId, key: accountKey }, info),
    }),
    taxRate: t.field({
      type: TaxRate,
      nullable: true,
      resolve: ({ line: { taxRateKey }, of: { sourceId } }, _args, context, info) =>
        taxRateKey === null ? null : recordByKey.TAX_RATE(context, { sourceId, key: taxRateKey }, info),
    }),
    dimensions: t.field({
      type: [DimensionValue],
      resolve: ({ line, of }, _args, context) => dimensionsOf(of, line.dimensions, context),
    }),
  }),
})

/** As the filter `overdue` says it in SQL. */
export const isOverdue = ({ status, settlement, dueDate }: InvoiceRow, today: string): boolean =>
  status === 'OPEN' &&
  (settlement === 'UNPAID' || settlement === 'PARTIALLY_PAID') &&
  dueDate !== null &&
  dueDate < today

const DAY_MS = 86_400_000

function daysOverdue(it: InvoiceRow, today: string): number | null {
  if (it.dueDate === null || !isOverdue(it, today)) return null
  return (Date.parse(today) - Date.parse(it.dueDate)) / DAY_MS
}

Invoice.implement({
  description:
    'A sales invoice, a purchase bill, or a credit note for either. Existence, document status and settlement are ' +
    'three separate facts: deletedAt, status and settlement.',
  interfaces: [Node, Record],
  fields: (t) => ({
    id: t.id({ ...needs<InvoiceRow>(), resolve: (it) => encodeId('Invoice', it.id) }),
    direction: t.expose('direction', { type: InvoiceDirection }),
    kind: t.expose('kind', { type: InvoiceKind }),
    number: t.exposeString('number', { nullable: true }),
    reference: t.exposeString('reference', { nullable: true }),
    memo: t.exposeString('memo', { nullable: true }),
    contact: t.field({
      ...needs<InvoiceRow>('contactKey'),
      type: Contact,
      nullable: true,
      resolve: ({ sourceId, contactKey }, _args, context, info) =>
        contactKey === null ? null : recordByKey.CONTACT(context, { sourceId, key: contactKey }, info),
    }),
    status: t.expose('status', { type: InvoiceStatus }),
    settlement: t.expose('settlement', { type: Settlement }),
    overdue: t.boolean({
      ...needs<InvoiceRow>('status', 'settlement', 'dueDate'),
      description: "Open, unpaid and past its due date, on today's date.",
      resolve: (it, _args, { today }) => isOverdue(it, today),
    }),
    daysOverdue: t.int({
      ...needs<InvoiceRow>('status', 'settlement', 'dueDate'),
      nullable: true,
      description: 'How long it has been overdue; null where it is not.',
      resolve: (it, _args, { today }) => daysOverdue(it, today),
    }),
    remoteStatus: t.exposeString('remoteStatus', { nullable: true }),
    issueDate: t.expose('issueDate', { type: 'Date', nullable: true }),
    dueDate: t.expose('dueDate', { type: 'Date', nullable: true }),
    currency: t.expose('currency', { type: 'CurrencyCode' }),
    exchangeRate: t.expose('exchangeRate', {
      type: 'Decimal',
      nullable: true,
      description: "Units of the company's base currency for one unit of the invoice's currency.",
    }),
    amountsIncludeTax: t.exposeBoolean('amountsIncludeTax', { nullable: true }),
    lines: t.field({
      ...needs<InvoiceRow>('lines', 'currency'),
      type: [InvoiceLine],
      resolve: (it) => linesOf<InvoiceRow, Line>(it),
    }),
    subtotal: t.field({
      ...needs<InvoiceRow>('subtotal', 'currency'),
      type: Money,
      resolve: (it) => money(it.subtotal, it.currency),
    }),
    discountTotal: t.field({
      ...needs<InvoiceRow>('discountTotal', 'currency'),
      type: Money,
      nullable: true,
      resolve: (it) => moneyOrNull(it.discountTotal, it.currency),
    }),
    taxTotal: t.field({
      ...needs<InvoiceRow>('taxTotal', 'currency'),
      type: Money,
      resolve: (it) => money(it.taxTotal, it.currency),
    }),
    total: t.field({
      ...needs<InvoiceRow>('total', 'currency'),
      type: Money,
      resolve: (it) => money(it.total, it.currency),
    }),
    amountPaid: t.field({
      ...needs<InvoiceRow>('amountPaid', 'currency'),
      type: Money,
      resolve: (it) => money(it.amountPaid, it.currency),
    }),
    amountDue: t.field({
      ...needs<InvoiceRow>('amountDue', 'currency'),
      type: Money,
      resolve: (it) => money(it.amountDue, it.currency),
    }),
    payments: t.field({
      ...needs<InvoiceRow>(),
      type: [PaymentAllocation],
      resolve: (it, _args, context) => allocationsOfInvoice(context, it),
    }),
  }),
})

builder.queryField('invoice', (t) =>
  t.field({
    type: Invoice,
    nullable: true,
    description: 'maxAge as on Account.balance.',
    args: { id: t.arg.id({ required: true }), maxAge: t.arg.int({ validate: seconds }) },
    resolve: async (_root, { id, maxAge }, context) => {
      const invoice = await findOne(context, 'Invoice', recordById.INVOICE, id)
      if (maxAge != null) {
        const { fetchedAt } = await required(rawRecordOf(context, invoice), `raw record of ${invoice.key}`)
        context.live.isLive(invoice, { fetchedAt, maxAge, now: context.now })
      }
      return invoice
    },
  }),
)
builder.queryField('invoices', (t) =>
  t.field({
    type: InvoiceConnection,
    args: { filter: t.arg({ type: InvoiceFilter }), orderBy: t.arg({ type: InvoiceOrder }), ...pageArgs },
    complexity: pageComplexity,
    resolve: (_root, { filter, orderBy, ...page }, context, info) =>
      readList(context, invoiceList('invoices', { filter, orderBy }, context.today), page, info),
  }),
)
