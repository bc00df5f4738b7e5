import assert from 'node:assert/strict'
import { test } from 'node:test'
import type Stripe from 'stripe'
import type { Ledger } from '../../../src/sandbox/stripe/ledger.ts'
import type { Account } from '../../../src/sandbox/stripe/objects/account.ts'
import type { BalanceTransaction } from '../../../src/sandbox/stripe/objects/balance-transaction.ts'
import type { Charge } from '../../../src/sandbox/stripe/objects/charge.ts'
import type { CreditNote } from '../../../src/sandbox/stripe/objects/credit-note.ts'
import type { Customer } from '../../../src/sandbox/stripe/objects/customer.ts'
import type { Discount } from '../../../src/sandbox/stripe/objects/discount.ts'
import type { Dispute } from '../../../src/sandbox/stripe/objects/dispute.ts'
import type { InvoiceItem } from '../../../src/sandbox/stripe/objects/invoice-item.ts'
import type { InvoicePayment } from '../../../src/sandbox/stripe/objects/invoice-payment.ts'
import type { Invoice } from '../../../src/sandbox/stripe/objects/invoice.ts'
import type { PaymentIntent } from '../../../src/sandbox/stripe/objects/payment-intent.ts'
import type { Payout } from '../../../src/sandbox/stripe/objects/payout.ts'
import type { Refund } from '../../../src/sandbox/stripe/objects/refund.ts'
import type { TaxRate } from '../../../src/sandbox/stripe/objects/tax-rate.ts'
import type { WebhookEndpoint } from '../../../src/sandbox/stripe/objects/webhook-endpoint.ts'

/** The vendor's package is of a later version than the one that is played; it has these fields more. */
type Later =
  | 'allowed_payment_method_types'
  | 'electronic_commerce_indicator'
  | 'intended_submission_method'
  | 'payment_record'
  | 'specified_commercial_transactions_act_url'
  | 'submission_method'

/** As it is on the wire, where the vendor's Decimal is a string. */
type Wire<T> = T extends Stripe.Decimal
  ? string
  : T extends (infer Item)[]
    ? Wire<Item>[]
    : T extends object
      ? { [Name in keyof T as Exclude<Name, Later>]: Wire<T[Name]> }
      : T

/** Fails to compile when an object of ours is not one of the vendor's. */
type Satisfies<Ours extends Theirs, Theirs> = Ours

interface Checked {
  account: Satisfies<Account, Wire<Stripe.Account>>
  balance: Satisfies<ReturnType<Ledger['balance']>, Wire<Stripe.Balance>>
  balanceTransaction: Satisfies<BalanceTransaction, Wire<Stripe.BalanceTransaction>>
  charge: Satisfies<Charge, Wire<Stripe.Charge>>
  creditNote: Satisfies<CreditNote, Wire<Stripe.CreditNote>>
  customer: Satisfies<Customer, Wire<Stripe.Customer>>
  discount: Satisfies<Discount, Wire<Stripe.Discount>>
  dispute: Satisfies<Dispute, Wire<Stripe.Dispute>>
  invoice: Satisfies<Invoice, Wire<Stripe.Invoice>>
  invoiceItem: Satisfies<InvoiceItem, Wire<Stripe.InvoiceItem>>
  invoicePayment: Satisfies<InvoicePayment, Wire<Stripe.InvoicePayment>>
  paymentIntent: Satisfies<PaymentIntent, Wire<Stripe.PaymentIntent>>
  payout: Satisfies<Payout, Wire<Stripe.Payout>>
  refund: Satisfies<Refund, Wire<Stripe.Refund>>
  taxRate: Satisfies<TaxRate, Wire<Stripe.TaxRate>>
  webhookEndpoint: Satisfies<WebhookEndpoint, Wire<Stripe.WebhookEndpoint>>
}

test("the played Stripe's objects are of the vendor's own types, as the compiler checks", () => {
  const checked: Partial<Checked> = {}
  assert.ok(checked)
})
