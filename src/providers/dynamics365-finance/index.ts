import type { Provider } from '../provider.ts'
import { auth } from './auth.ts'
import { hostOf } from './company.ts'
import { connect } from './connect.ts'
import { classify } from './errors.ts'
import { bankAccounts } from './streams/bank-accounts.ts'
import { customerPayments } from './streams/customer-payments.ts'
import { customers } from './streams/customers.ts'
import { dimensions } from './streams/dimensions.ts'
import { fiscalPeriods } from './streams/fiscal-periods.ts'
import { freeTextInvoices } from './streams/free-text-invoices.ts'
import { journalEntries } from './streams/journal-entries.ts'
import { legalEntities } from './streams/legal-entities.ts'
import { mainAccounts } from './streams/main-accounts.ts'
import { salesInvoices } from './streams/sales-invoices.ts'
import { taxCodes } from './streams/tax-codes.ts'
import { vendorInvoices } from './streams/vendor-invoices.ts'
import { vendorPayments } from './streams/vendor-payments.ts'
import { vendors } from './streams/vendors.ts'
import { webhooks } from './webhooks.ts'

export const dynamics365Finance = {
  code: 'DYNAMICS365_FINANCE',
  name: 'Dynamics 365 Finance',
  auth,
  connect,
  // Throttled by how busy the environment is, which no number tells: a few calls at once leave it room.
  limits: [{ scope: 'source', atOnce: 4 }],
  endpoint: ({ remoteId }) => `https://${hostOf(remoteId)}`,
  headers: {
    'odata-version': '4.0',
    'odata-maxversion': '4.0',
    // Of up to 10,000, which take long to make and to send.
    prefer: 'odata.maxpagesize=1000',
  },
  streams: {
    legal_entities: legalEntities,
    main_accounts: mainAccounts,
    bank_accounts: bankAccounts,
    dimensions,
    tax_codes: taxCodes,
    fiscal_periods: fiscalPeriods,
    customers,
    vendors,
    free_text_invoices: freeTextInvoices,
    sales_invoices: salesInvoices,
    vendor_invoices: vendorInvoices,
    customer_payments: customerPayments,
    vendor_payments: vendorPayments,
    journal_entries: journalEntries,
  },
  webhooks,
  classify,
  writes: [],
} satisfies Provider
