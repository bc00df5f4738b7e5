import type { StripeApi } from './api/index.ts'
import { cardOf, sell } from './acts/charges.ts'
import { creditable, issueCreditNote } from './acts/credit-notes.ts'
import { createCustomer, deleteCustomer, updateCustomer } from './acts/customers.ts'
import { openDispute } from './acts/disputes.ts'
import { markUncollectible, payByCard, payOutOfBand, voidInvoice } from './acts/invoice-payments.ts'
import { createInvoice, deleteDraft, finalizeInvoice } from './acts/invoices.ts'
import { failPayout, payOut, payOutManually } from './acts/payouts.ts'
import { refundable, refundCharge } from './acts/refunds.ts'
import type { Books } from './books.ts'
import type { ControlInput } from './control-input.ts'
import { type Currency, fitsCurrency, isCurrency } from './money.ts'
import type { Charge } from './objects/charge.ts'
import type { StripeObject } from './objects/common.ts'
import { CREDIT_NOTE_REASONS } from './objects/credit-note.ts'
import type { Customer } from './objects/customer.ts'
import { REFUND_REASONS } from './objects/refund.ts'
import { DAY } from './time.ts'

export type Control = (books: Books, input: ControlInput, api: StripeApi) => object

/** What a person does in Stripe's dashboard, by the name of the control action. Amounts are minor units. */
export const CONTROLS: Readonly<Record<string, Control>> = {
  /** {name?, email?, without_card?}: without a card invoices can't be charged. */
  create_customer: (books, input) =>
    createCustomer(books, {
      name: input.text('name') ?? 'New Customer',
      email: input.textOrNull('email') ?? null,
      card: input.flag('without_card') ? null : books.ids.next('pm'),
    }),
  /** {customer, name?, email?, phone?, description?} */
  update_customer: (books, input) => {
    const given = (['name', 'email', 'phone', 'description'] as const).flatMap((field) => {
      const value = input.textOrNull(field)
      return value === undefined ? [] : [[field, value] as const]
    })
    return updateCustomer(books, customerOf(books, input), Object.fromEntries(given))
  },
  /** {customer} */
  delete_customer: (books, input) => deleteCustomer(books, customerOf(books, input)),
  /** {amount, currency?, customer?, description?} */
  create_charge: (books, input) => charge(books, input, false),
  /** As create_charge; the bank declines. */
  fail_charge: (books, input) => charge(books, input, true),
  /** {charge, amount?: all that is left, reason?} */
  refund: (books, input) => {
    const charged = chargeOf(books, input)
    const amount = amountOf(input, charged.currency) ?? refundable(charged)
    return refundCharge(books, charged, amount, input.oneOf('reason', REFUND_REASONS) ?? null)
  },
  /** {customer?, amount, currency?, description?, quantity?, tax_rate?, days_until_due?, draft?} */
  create_invoice: createBill,
  /** {invoice, paid_out_of_band?, declined?} */
  pay_invoice: (books, input) => {
    const invoice = named(books.invoices, 'invoice', input)
    if (input.flag('paid_out_of_band')) return payOutOfBand(books, invoice)
    payByCard(books, invoice, cardOf(books, books.customers.get(invoice.customer)), input.flag('declined'))
    return invoice
  },
  /** {invoice}, as the next two */
  void_invoice: (books, input) => voidInvoice(books, named(books.invoices, 'invoice', input)),
  mark_uncollectible: (books, input) => markUncollectible(books, named(books.invoices, 'invoice', input)),
  delete_draft: (books, input) => deleteDraft(books, named(books.invoices, 'invoice', input)),
  /** {currency?}: what is available; {currency?, amount}: a manual one; {payout}: the bank sends that one back. */
  payout,
  /** {charge} */
  dispute: (books, input) => openDispute(books, chargeOf(books, input)),
  /** {invoice, amount?: all that is left, reason?, memo?} */
  credit_note: (books, input) => {
    const invoice = named(books.invoices, 'invoice', input)
    return issueCreditNote(books, invoice, {
      credited: { amount: amountOf(input, invoice.currency) ?? creditable(invoice) },
      reason: input.oneOf('reason', CREDIT_NOTE_REASONS) ?? null,
      memo: input.text('memo') ?? null,
    })
  },
  /** {permissions: ["invoice_read", …] or null}: of the restricted key; null is read everything */
  set_permissions: (_books, input, api) => {
    api.permissions.set(input.textsOrNull('permissions'))
    return {}
  },
  /** {per_second: a number or null} */
  set_rate_limit: (_books, input, api) => {
    api.rateLimit.set(input.countOrNull('per_second'))
    return {}
  },
  /** {days} */
  set_event_retention: (books, input) => {
    books.events.keepForDays(input.count('days') ?? 30)
    return {}
  },
  /** {endpoint?, finish?}: a second secret signs too, until `finish` ends the first. Answers {secret}. */
  roll_webhook_secret: (books, input) => {
    const endpoint = input.text('endpoint') ?? books.receivers.endpoints.all().at(-1)?.id ?? ''
    return { secret: books.receivers.roll(endpoint, input.flag('finish')) }
  },
}

function charge(books: Books, input: ControlInput, declined: boolean): Charge {
  const customer = input.text('customer') === undefined ? null : customerOf(books, input)
  const currency = currencyOf(input)
  const facts = {
    currency,
    amount: amountOf(input, currency) ?? 1_000,
    customer,
    description: input.text('description') ?? null,
  }
  return sell(books, facts, { customer, card: cardOf(books, customer), declined })
}

function createBill(books: Books, input: ControlInput): object {
  const customer = input.text('customer') === undefined ? newest(books) : customerOf(books, input)
  const days = input.count('days_until_due') ?? 30
  const currency = currencyOf(input)
  const draft = createInvoice(books, {
    customer,
    currency,
    collectionMethod: 'send_invoice',
    dueDate: books.clock.now + days * DAY,
    description: null,
    metadata: {},
    autoAdvance: false,
    items: [
      {
        description: input.text('description') ?? 'Services',
        quantity: input.count('quantity') ?? 1,
        unitAmount: amountOf(input, currency) ?? 10_000,
        taxRate: input.text('tax_rate') === undefined ? null : named(books.taxRates, 'tax_rate', input),
      },
    ],
    percentOff: null,
  })
  return input.flag('draft') ? draft : finalizeInvoice(books, draft)
}

function payout(books: Books, input: ControlInput): object {
  if (input.text('payout') !== undefined) return failPayout(books, named(books.payouts, 'payout', input))
  const currency = currencyOf(input)
  const amount = amountOf(input, currency)
  if (amount !== undefined) return payOutManually(books, currency, amount)
  const made = payOut(books, currency)
  if (made === null) throw new Error(`there is too little ${currency} to pay out`)
  return made
}

function currencyOf(input: ControlInput): Currency {
  const currency = input.text('currency') ?? 'usd'
  if (!isCurrency(currency)) throw new Error(`currency ${currency} is not played`)
  return currency
}

function amountOf(input: ControlInput, currency: Currency): number | undefined {
  const amount = input.count('amount')
  if (amount === undefined || fitsCurrency(amount, currency)) return amount
  throw new Error(`${amount} is not an amount in ${currency}: its last digit must be 0`)
}

const customerOf = (books: Books, input: ControlInput): Customer => named(books.customers, 'customer', input)
const chargeOf = (books: Books, input: ControlInput): Charge => named(books.charges, 'charge', input)

function newest(books: Books): Customer {
  const [customer] = books.customers.all()
  if (customer === undefined) throw new Error('there is no customer')
  return customer
}

function named<T extends StripeObject>(
  collection: { get(id: string): T | undefined },
  kind: string,
  input: ControlInput,
): T {
  const id = input.required(kind)
  const found = collection.get(id)
  if (found === undefined) throw new Error(`there is no ${kind} ${id}`)
  return found
}
