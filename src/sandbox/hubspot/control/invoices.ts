import { addDays, dayOf } from '../../kit/days.ts'
import { checked } from '../api/checks.ts'
import { renderWritten } from '../api/render.ts'
import { reckon } from '../acts/effects.ts'
import { archiveInvoice, draftInvoice, openInvoice, voidInvoice } from '../acts/invoices.ts'
import type { LineFacts } from '../acts/lines.ts'
import { refundPayment, setPaymentStatus } from '../acts/payments.ts'
import { PAYMENT_STATUSES } from '../acts/totals.ts'
import { pickCustomer } from '../history/business.ts'
import { payInvoice } from '../history/fates.ts'
import { CURRENCIES, unitsOf } from '../money.ts'
import type { CrmRecord } from '../portal/record.ts'
import type { ControlInput } from './input.ts'
import type { Control, Room } from './room.ts'

const MOST_FILLED = 20_000

/** What a person does with invoices and payments; each answers the record with all that is set of it. */
export const INVOICE_CONTROLS: Readonly<Record<string, Control>> = {
  /** {amount?: "100.00", currency?, company?: an id, contact?: an id, days_until_due?: 30, status?: draft | open} */
  create_invoice: (room, input) => renderWritten(issue(room, input)),
  /** {invoice, properties} */
  update_invoice: ({ business: { portal } }, input) => {
    const invoice = portal.get('invoices', input.required('invoice'))
    portal.update(invoice, checked('invoices', input.properties()))
    reckon(portal, invoice)
    return renderWritten(invoice)
  },
  /** {invoice}, as the next two */
  open_invoice: ({ business: { portal } }, input) =>
    renderWritten(openInvoice(portal, portal.get('invoices', input.required('invoice')))),
  void_invoice: ({ business: { portal } }, input) =>
    renderWritten(voidInvoice(portal, portal.get('invoices', input.required('invoice')))),
  archive_invoice: ({ business: { portal } }, input) =>
    renderWritten(archiveInvoice(portal, portal.get('invoices', input.required('invoice')))),
  /** {invoice, amount?: all that is open}: answers the payment */
  pay_invoice: ({ business }, input) => {
    const invoice = business.portal.get('invoices', input.required('invoice'))
    if (invoice.properties.hs_invoice_status !== 'open') throw new Error(`invoice ${invoice.id} is not open`)
    const cents = unitsOf(input.amount('amount'))
    return renderWritten(payInvoice(business, invoice, cents === null ? {} : { cents }))
  },
  /** {line_item, properties} */
  update_line_item: ({ business: { portal } }, input) => {
    const line = portal.get('line_items', input.required('line_item'))
    portal.update(line, checked('line_items', input.properties()))
    reckon(portal, line)
    return renderWritten(line)
  },
  /** {payment, amount?: all that is left} */
  refund_payment: ({ business: { portal } }, input) => {
    const payment = portal.get('commerce_payments', input.required('payment'))
    return renderWritten(refundPayment(portal, payment, unitsOf(input.amount('amount'))))
  },
  /** {payment, status}: what the processor, or a dispute, makes of it */
  set_payment_status: ({ business: { portal } }, input) => {
    const payment = portal.get('commerce_payments', input.required('payment'))
    const status = input.oneOf('status', PAYMENT_STATUSES)
    if (status === undefined) throw new Error('status is missing')
    setPaymentStatus(portal, payment, status)
    return renderWritten(payment)
  },
  /** {invoices: how many}: open ones of one line each, of which no webhook tells */
  fill: (room, input) => {
    const count = input.count('invoices', 1, MOST_FILLED)
    if (count === undefined) throw new Error('invoices is missing')
    room.quietly(() => {
      const customer = pickCustomer(room.business)
      for (let left = count; left > 0; left -= 1) draft(room, customer, { price: '10.00', status: 'open' })
    })
    return { invoices: count }
  },
}

function issue(room: Room, input: ControlInput): CrmRecord {
  const { portal } = room.business
  const [contactId, companyId] = [input.text('contact'), input.text('company')]
  const company = companyId === undefined ? null : portal.get('companies', companyId)
  const picked = pickCustomer(room.business)
  const [ofCompany] = company === null ? [] : portal.linked(company, 'contacts')
  const contact = contactId === undefined ? (ofCompany ?? picked.contact) : portal.get('contacts', contactId)
  return draft(
    room,
    { contact, company: company ?? portal.linked(contact, 'companies')[0] ?? null },
    {
      price: input.amount('amount') ?? '100.00',
      status: input.oneOf('status', ['draft', 'open']) ?? 'open',
      currency: input.oneOf('currency', CURRENCIES) ?? 'USD',
      daysUntilDue: input.count('days_until_due', -1_000, 1_000) ?? 30,
    },
  )
}

interface Wanted {
  price: string
  status: 'draft' | 'open'
  currency?: (typeof CURRENCIES)[number]
  daysUntilDue?: number
}

function draft(
  { business: { portal }, now }: Room,
  customer: ReturnType<typeof pickCustomer>,
  { price, status, currency = 'USD', daysUntilDue = 30 }: Wanted,
): CrmRecord {
  const today = dayOf(new Date(now()))
  // One that fell due already was sent before that.
  const on = addDays(today, Math.min(0, daysUntilDue - 30))
  const invoice = draftInvoice(portal, {
    ...{ ...customer, currency, lines: [{ ...ONE, price }] },
    ...{ on: daysUntilDue < 0 ? on : today, dueOn: addDays(today, daysUntilDue) },
  })
  return status === 'open' ? openInvoice(portal, invoice) : invoice
}

const ONE: Omit<LineFacts, 'price'> = {
  ...{ name: 'Services', sku: null, quantity: '1' },
  ...{ discount: null, discountPercentage: null, taxRateId: null },
}
