import type { Provider } from '../provider.ts'
import { connect } from './connect.ts'
import { classify } from './recovery.ts'
import { remoteUrl } from './remote-url.ts'
import { account } from './streams/account.ts'
import { balanceTransactions } from './streams/balance-transactions.ts'
import { balances } from './streams/balances.ts'
import { charges } from './streams/charges.ts'
import { creditNotes } from './streams/credit-notes.ts'
import { customers } from './streams/customers.ts'
import { invoicePayments } from './streams/invoice-payments.ts'
import { invoices } from './streams/invoices.ts'
import { payoutItems } from './streams/payout-items.ts'
import { payouts } from './streams/payouts.ts'
import { refunds } from './streams/refunds.ts'
import { taxRates } from './streams/tax-rates.ts'
import { webhooks } from './webhooks.ts'

export const stripe = {
  code: 'STRIPE',
  name: 'Stripe',
  auth: { kind: 'apiKey', header: (key) => ({ authorization: `Bearer ${key}` }) },
  connect,
  // Live accounts may do 100, sandboxes and each single endpoint 25; see docs.stripe.com/rate-limits.
  limits: [{ scope: 'source', requests: 25, perSeconds: 1 }],
  endpoint: () => 'https://api.stripe.com',
  // Without it, answers have whatever shape the account once settled on.
  headers: { 'stripe-version': '2026-07-29.dahlia' },
  streams: {
    account,
    balances,
    customers,
    tax_rates: taxRates,
    invoices,
    credit_notes: creditNotes,
    charges,
    refunds,
    invoice_payments: invoicePayments,
    balance_transactions: balanceTransactions,
    payouts,
    payout_items: payoutItems,
  },
  webhooks,
  classify,
  remoteUrl,
  writes: [],
} satisfies Provider
