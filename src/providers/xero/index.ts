import type { Provider } from '../provider.ts'
import { auth } from './auth.ts'
import { connect } from './connect.ts'
import { classify } from './recovery.ts'
import { accounts } from './streams/accounts.ts'
import { bankTransactions } from './streams/bank-transactions.ts'
import { bankTransfers } from './streams/bank-transfers.ts'
import { contacts } from './streams/contacts.ts'
import { creditNotes } from './streams/credit-notes.ts'
import { invoices } from './streams/invoices.ts'
import { manualJournals } from './streams/manual-journals.ts'
import { organisation } from './streams/organisation.ts'
import { overpayments } from './streams/overpayments.ts'
import { payments } from './streams/payments.ts'
import { prepayments } from './streams/prepayments.ts'
import { taxRates } from './streams/tax-rates.ts'
import { trackingCategories } from './streams/tracking-categories.ts'
import { webhooks } from './webhooks.ts'

/** Xero, Accounting API 2.0. A source is one organisation; its remote id is the tenant's. */
export const xero = {
  code: 'XERO',
  name: 'Xero',
  auth,
  connect,
  // Xero, "OAuth 2.0 API limits": three for each organisation, one for the app.
  limits: [
    { scope: 'source', atOnce: 5 },
    { scope: 'source', requests: 60, perSeconds: 60 },
    { scope: 'source', requests: 5000, perSeconds: 86_400 },
    { scope: 'app', requests: 10_000, perSeconds: 60 },
  ],
  // Demo companies are at the same address as all others.
  endpoint: () => 'https://api.xero.com',
  headers: { accept: 'application/json' },
  streams: {
    // First: manual journals and transfers do not name the base currency, which only the organisation tells.
    organisation,
    accounts,
    tax_rates: taxRates,
    tracking_categories: trackingCategories,
    contacts,
    invoices,
    credit_notes: creditNotes,
    payments,
    overpayments,
    prepayments,
    bank_transactions: bankTransactions,
    bank_transfers: bankTransfers,
    manual_journals: manualJournals,
  },
  webhooks,
  classify,
  writes: [],
} satisfies Provider
