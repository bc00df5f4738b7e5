import type { Auth } from '../provider.ts'

export const auth = {
  kind: 'oauth2',
  urls: {
    authorize: 'https://login.xero.com/identity/connect/authorize',
    token: 'https://identity.xero.com/connect/token',
    revoke: 'https://identity.xero.com/connect/revocation',
  },
  // The granular ones: apps made since March 2026 are not given the broad accounting.transactions any more.
  scopes: [
    'offline_access',
    'accounting.settings.read',
    'accounting.contacts.read',
    'accounting.invoices.read',
    'accounting.payments.read',
    'accounting.banktransactions.read',
    'accounting.manualjournals.read',
  ],
  // Xero's PKCE is for apps that keep no secret; this one has one.
  pkce: false,
  clientAuth: 'basic',
  override: (base) => ({
    authorize: `${base}/identity/connect/authorize`,
    token: `${base}/connect/token`,
    revoke: `${base}/connect/revocation`,
  }),
  header: (accessToken) => ({ authorization: `Bearer ${accessToken}` }),
} satisfies Auth
