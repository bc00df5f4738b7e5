import { paymentConditions } from '../../store/read/filters.ts'
import type { AllocationRow } from '../../store/read/links.ts'
import { byId } from '../../store/read/orders.ts'
import { payments, type PaymentRow } from '../../store/read/records.ts'
import { builder } from '../builder.ts'
import { pageArgs, pageComplexity, readList } from '../connection.ts'
import { PaymentConnection } from '../connections.ts'
import { InvoiceDirection, PaymentStatus, ProviderCode } from '../enums.ts'
import { encodeId } from '../ids.ts'
import { DateRange, fewIds, sourced } from '../inputs.ts'
import { allocationsOfPayment, recordByKey } from '../lookups.ts'
import { Money, money, moneyOrNull } from '../money.ts'
import { needs } from '../needs.ts'
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
      resolve: ({ sourceId, invoiceKey }, _args, context, info) =>
        invoiceKey === null ? null : recordByKey.INVOICE(context, { sourceId, key: invoiceKey }, info),
    }),
    amount: t.field({ type: Money, resolve: (it) => money(it.amount, it.currency) }),
  }),
})

Payment.implement({
  description: 'Money received from a customer or paid to a supplier.',
  interfaces: [Node, Record],
  fields: (t) => ({
    id: t.id({ ...needs<PaymentRow>(), resolve: (it) => encodeId('Payment', it.id) }),
    direction: t.expose('direction', { type: InvoiceDirection }),
    status: t.expose('status', { type: PaymentStatus }),
    contact: t.field({
      ...needs<PaymentRow>('contactKey'),
      type: Contact,
      nullable: true,
      resolve: ({ sourceId, contactKey }, _args, context, info) =>
        contactKey === null ? null : recordByKey.CONTACT(context, { sourceId, key: contactKey }, info),
    }),
    account: t.field({
      ...needs<PaymentRow>('accountKey'),
      type: Account,
      nullable: true,
      resolve: ({ sourceId, accountKey }, _args, context, info) =>
        accountKey === null ? null : recordByKey.ACCOUNT(context, { sourceId, key: accountKey }, info),
    }),
    paidOn: t.expose('paidOn', { type: 'Date', nullable: true }),
    amount: t.field({
      ...needs<PaymentRow>('amount', 'currency'),
      type: Money,
      resolve: (it) => money(it.amount, it.currency),
    }),
    fee: t.field({
      ...needs<PaymentRow>('fee', 'feeCurrency'),
      type: Money,
      nullable: true,
      resolve: (it) => moneyOrNull(it.fee, it.feeCurrency),
    }),
    exchangeRate: t.expose('exchangeRate', { type: 'Decimal', nullable: true }),
    reference: t.exposeString('reference', { nullable: true }),
    method: t.exposeString('method', { nullable: true }),
    allocations: t.field({
      ...needs<PaymentRow>(),
      type: [PaymentAllocation],
      resolve: (it, _args, context) => allocationsOfPayment(context, it),
    }),
  }),
})

const PaymentFilter = builder.inputType('PaymentFilter', {
  fields: (t) => ({
    companyIds: t.idList({ validate: fewIds }),
    sourceIds: t.idList({ validate: fewIds }),
    providers: t.field({ type: [ProviderCode] }),
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
    resolve: (_root, { filter, ...page }, context, info) => {
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
        info,
      )
    },
  }),
)
