import type { Auth } from '../provider.ts'

// Version 1 ends in February 2027 and takes secrets in addresses; the dated versions end 18 months after their month.
const TOKEN = '/oauth/v3/token'
const REVOKE = '/oauth/v3/token/revoke'

export const auth = {
  kind: 'oauth2',
  urls: {
    authorize: 'https://app.hubspot.com/oauth/authorize',
    token: `https://api.hubapi.com${TOKEN}`,
    revoke: `https://api.hubapi.com${REVOKE}`,
  },
  scopes: [
    'oauth',
    'crm.objects.companies.read',
    'crm.objects.contacts.read',
    'crm.objects.invoices.read',
    'crm.objects.line_items.read',
    'crm.objects.commercepayments.read',
    'tax_rates.read',
  ],
  pkce: true,
  clientAuth: 'body',
  override: (base) => ({
    authorize: `${base}/oauth/authorize`,
    token: base + TOKEN,
    revoke: base + REVOKE,
  }),
  header: (accessToken) => ({ authorization: `Bearer ${accessToken}` }),
} satisfies Auth
