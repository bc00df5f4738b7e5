import type { SandboxOptions } from '../kit/provider.ts'
import { createRandom, type Random } from '../kit/random.ts'
import type { Wires } from '../kit/wires.ts'
import type { Clock } from './clock.ts'
import { Collection } from './collection.ts'
import { EventLog } from './events.ts'
import { createIds, type Ids } from './ids.ts'
import { Ledger } from './ledger.ts'
import { account, type Account } from './objects/account.ts'
import type { Charge } from './objects/charge.ts'
import type { CreditNote } from './objects/credit-note.ts'
import type { Customer } from './objects/customer.ts'
import type { Discount } from './objects/discount.ts'
import type { Dispute } from './objects/dispute.ts'
import type { InvoiceItem } from './objects/invoice-item.ts'
import type { InvoicePayment } from './objects/invoice-payment.ts'
import type { Invoice } from './objects/invoice.ts'
import type { PaymentIntent } from './objects/payment-intent.ts'
import type { Payout } from './objects/payout.ts'
import type { Refund } from './objects/refund.ts'
import type { TaxRate } from './objects/tax-rate.ts'
import { DAY, toSeconds } from './time.ts'
import { Receivers } from './webhooks.ts'

const YEARS_OF_HISTORY = 2

/** One Stripe account: everything in it, and what every act upon it needs. */
export interface Books {
  clock: Clock
  ids: Ids
  random: Random
  /** The begin and the end of the made-up history, Unix seconds. */
  begin: number
  end: number
  account: Account
  customers: Collection<Customer>
  deletedCustomers: Set<string>
  invoices: Collection<Invoice>
  invoiceItems: Collection<InvoiceItem>
  invoicePayments: Collection<InvoicePayment>
  /** Each finalized invoice has one. */
  paymentOfInvoice: Map<string, InvoicePayment>
  discounts: Collection<Discount>
  creditNotes: Collection<CreditNote>
  charges: Collection<Charge>
  paymentIntents: Collection<PaymentIntent>
  refunds: Collection<Refund>
  disputes: Collection<Dispute>
  payouts: Collection<Payout>
  /** Payouts that have not arrived. */
  payoutsUnderWay: Payout[]
  taxRates: Collection<TaxRate>
  ledger: Ledger
  receivers: Receivers
  events: EventLog
  wires: Wires
}

/** An empty account, two years before now. */
export function openBooks(options: SandboxOptions): Books {
  const random = createRandom(options.seed).fork('stripe')
  const end = toSeconds(options.now())
  const begin = end - YEARS_OF_HISTORY * 365 * DAY
  const clock: Clock = { now: begin }
  const ids = createIds(random.fork('ids'))
  const receivers = new Receivers(clock, ids, options.send)
  return {
    clock,
    ids,
    random,
    begin,
    end,
    account: account(begin),
    customers: new Collection(),
    deletedCustomers: new Set(),
    invoices: new Collection(),
    invoiceItems: new Collection(),
    invoicePayments: new Collection(),
    paymentOfInvoice: new Map(),
    discounts: new Collection(),
    creditNotes: new Collection(),
    charges: new Collection(),
    paymentIntents: new Collection(),
    refunds: new Collection(),
    disputes: new Collection(),
    payouts: new Collection(),
    payoutsUnderWay: [],
    taxRates: new Collection(),
    ledger: new Ledger(clock, ids),
    receivers,
    events: new EventLog(clock, ids, receivers, end),
    wires: options.wires,
  }
}
