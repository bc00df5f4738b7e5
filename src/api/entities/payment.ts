import { paymentConditions } from '../../store/read/filters.ts'
import type { AllocationRow } from '../../store/read/links.ts'
import { byId } from '../../store/read/orders.ts'
import { payments } from '../../store/read/records.ts'
import { builder } from '../builder.ts'
import { pageArgs, pageComplexity, readList } from '../connection.ts'
import { PaymentConnection } from '../connections.ts'
import { InvoiceDirection, PaymentStatus } from '../enums.ts'
import { encodeId } from '../ids.ts'
import { DateRange, fewIds, sourced } from '../inputs.ts'
import { allocationsOfPayment, recordByKey } from '../lookups.ts'
import { Money, money, moneyOrNull } from '../money.ts'
import { Account, Contact, Invoice, Payment } from '../refs.ts'
import { Node, Record, required } from './record.ts'

export const PaymentAllocation = builder.objectRef<AllocationRow>('PaymentAllocation').implement({
  fields: (t) => ({
    payment: t.field({
      type: Payment,
      resolve: ({ sourceId, paymentKey: key }, _args, context) =>
        required(recordByKey.PAYMENT(context, { sourceId, key }), `payment ${key}`),
    }),
    invoice: t.field({
      type: Invoice,
      nullable: true,
      resolve: ({ sourceId, invoiceKey }, _args, context) =>
        invoiceKey === null ? null : recordByKey.INVOICE(context, { sourceId, key: invoiceKey }),
    }),
    amount: t.field({ type: Money, resolve: (it) => money(it.amount, it.currency) }),
  }),
})

Payment.implement({
  description: 'Money received from a customer or paid to a supplier.',
  interfaces: [Node, Record],
  fields: (t) => ({
    id: t.id({ resolve: (it) => encodeId('Payment', it.id) }),
    direction: t.expose('direction', { type: InvoiceDirection }),
    status: t.expose('status', { type: PaymentStatus }),
    contact: t.field({
      type: Contact,
      nullable: true,
      resolve: ({ sourceId, contactKey }, _args, context) =>
        contactKey === null ? null : recordByKey.CONTACT(context, { sourceId, key: contactKey }),
    }),
    account: t.field({
      type: Account,
      nullable: true,
      resolve: ({ sourceId, accountKey }, _args, context) =>
        accountKey === null ? null : recordByKey.ACCOUNT(context, { sourceId, key: accountKey }),
    }),
    paidOn: t.expose('paidOn', { type: 'Date', nullable: true }),
    amount: t.field({ type: Money, resolve: (it) => money(it.amount, it.currency) }),
    fee: t.field({ type: Money, nullable: true, resolve: (it) => moneyOrNull(it.fee, it.feeCurrency) }),
    exchangeRate: t.expose('exchangeRate', { type: 'Decimal', nullable: true }),
    reference: t.exposeString('reference', { nullable: true }),
    method: t.exposeString('method', { nullable: true }),
    allocations: t.field({
      type: [PaymentAllocation],
      resolve: (it, _args, context) => allocationsOfPayment(context, it),
    }),
  }),
})

const PaymentFilter = builder.inputType('PaymentFilter', {
  fields: (t) => ({
    companyIds: t.idList({ validate: fewIds }),
    sourceIds: t.idList({ validate: fewIds }),
    includeDeleted: t.boolean({ defaultValue: false }),
    directions: t.field({ type: [InvoiceDirection] }),
    statuses: t.field({ type: [PaymentStatus] }),
    paid: t.field({ type: DateRange }),
  }),
})

builder.queryField('payments', (t) =>
  t.field({
    type: PaymentConnection,
    description: 'Those that arrived last come first.',
    args: { filter: t.arg({ type: PaymentFilter }), ...pageArgs },
    complexity: pageComplexity,
    resolve: (_root, { filter, ...page }, context) => {
      const conditions = sourced(filter)
      return readList(
        context,
        {
          from: payments,
          order: byId(true),
          where: (sql) => paymentConditions(sql, conditions),
          identity: ['payments', filter],
        },
        page,
      )
    },
  }),
)
