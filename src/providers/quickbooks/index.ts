import type { Provider } from '../provider.ts'
import { auth } from './auth.ts'
import { connect } from './connect.ts'
import { classify } from './errors.ts'
import { remoteUrl } from './remote-url.ts'
import { accounts } from './streams/accounts.ts'
import { billPayments } from './streams/bill-payments.ts'
import { bills } from './streams/bills.ts'
import { companyInfo } from './streams/company-info.ts'
import { creditMemos } from './streams/credit-memos.ts'
import { customers } from './streams/customers.ts'
import { deposits } from './streams/deposits.ts'
import { classes, departments } from './streams/dimension-values.ts'
import { invoices } from './streams/invoices.ts'
import { journalEntries } from './streams/journal-entries.ts'
import { payments } from './streams/payments.ts'
import { preferences } from './streams/preferences.ts'
import { purchases } from './streams/purchases.ts'
import { taxCodes } from './streams/tax-codes.ts'
import { taxRates } from './streams/tax-rates.ts'
import { transfers } from './streams/transfers.ts'
import { vendorCredits } from './streams/vendor-credits.ts'
import { vendors } from './streams/vendors.ts'
import { webhooks } from './webhooks.ts'

/** QuickBooks Online, Accounting API v3. */
export const quickbooks = {
  code: 'QUICKBOOKS',
  name: 'QuickBooks',
  auth,
  connect,
  // Intuit, "Limits and throttles".
  limits: [
    { scope: 'source', requests: 500, perSeconds: 60 },
    { scope: 'source', requests: 10, perSeconds: 1 },
    { scope: 'source', atOnce: 10 },
  ],
  endpoint: ({ environment }) =>
    environment === 'PRODUCTION'
      ? 'https://quickbooks.api.intuit.com'
      : 'https://sandbox-quickbooks.api.intuit.com',
  headers: { accept: 'application/json' },
  streams: {
    // First: the other streams' records may leave out the home currency that the preferences tell.
    preferences,
    company_info: companyInfo,
    accounts,
    classes,
    departments,
    tax_rates: taxRates,
    tax_codes: taxCodes,
    customers,
    vendors,
    invoices,
    bills,
    credit_memos: creditMemos,
    vendor_credits: vendorCredits,
    payments,
    bill_payments: billPayments,
    purchases,
    deposits,
    transfers,
    journal_entries: journalEntries,
  },
  webhooks,
  classify,
  remoteUrl,
  writes: [],
} satisfies Provider
