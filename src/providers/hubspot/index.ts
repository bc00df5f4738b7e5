import type { Provider } from '../provider.ts'
import { auth } from './auth.ts'
import { connect } from './connect.ts'
import { classify } from './errors.ts'
import { remoteUrl } from './remote-url.ts'
import { account } from './streams/account.ts'
import { commercePayments } from './streams/commerce-payments.ts'
import { companies } from './streams/companies.ts'
import { contacts } from './streams/contacts.ts'
import { invoices } from './streams/invoices.ts'
import { taxRates } from './streams/tax-rates.ts'
import { webhooks } from './webhooks.ts'

/** HubSpot's CRM. A source is one account, its remote id the portal's, which token answers call hub_id. */
export const hubspot = {
  code: 'HUBSPOT',
  name: 'HubSpot',
  auth,
  connect,
  limits: [
    // HubSpot allows an app 110 in ten seconds of each account, and the smallest accounts 250,000 a day.
    { scope: 'source', requests: 100, perSeconds: 10 },
    { scope: 'source', requests: 250_000, perSeconds: 86_400 },
    // Searches: five a second of an account, which all its apps share.
    { scope: 'stream', requests: 4, perSeconds: 1 },
  ],
  // For accounts of all regions.
  endpoint: () => 'https://api.hubapi.com',
  headers: { accept: 'application/json' },
  streams: {
    // First: it tells the currency of records that name none.
    account,
    companies,
    contacts,
    tax_rates: taxRates,
    invoices,
    commerce_payments: commercePayments,
  },
  webhooks,
  classify,
  remoteUrl,
  writes: [],
} satisfies Provider
