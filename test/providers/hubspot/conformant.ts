import { hubspot } from '../../../src/providers/hubspot/index.ts'
import {
  HUBSPOT_CLIENT_ID,
  HUBSPOT_CLIENT_SECRET,
  HUBSPOT_PORTAL_ID,
  HUBSPOT_REFRESH_TOKEN,
} from '../../../src/sandbox/hubspot/credentials.ts'
import { createHubSpotSandbox } from '../../../src/sandbox/hubspot/index.ts'
import type { Conformant } from '../conformance/conformant.ts'

/** HubSpot and its sandbox, as the tests that need both take them. */
export const conformant: Conformant = {
  provider: hubspot,
  play: createHubSpotSandbox,
  scale: 1,
  paged: ['invoices'],
  remoteId: HUBSPOT_PORTAL_ID,
  secrets: {
    kind: 'oauth2',
    accessToken: 'none-yet',
    accessExpiresAt: '2026-01-01T00:00:00Z',
    refreshToken: HUBSPOT_REFRESH_TOKEN,
    refreshExpiresAt: null,
  },
  env: {
    DAYBOOK_HUBSPOT_CLIENT_ID: HUBSPOT_CLIENT_ID,
    DAYBOOK_HUBSPOT_CLIENT_SECRET: HUBSPOT_CLIENT_SECRET,
    DAYBOOK_HUBSPOT_WEBHOOK_SECRETS: HUBSPOT_CLIENT_SECRET,
  },
  life: {
    stream: 'invoices',
    create: (control) => {
      // Searches know of a change only after some seconds.
      control('set_index_lag', { seconds: 0 })
      return (control('create_invoice', { status: 'draft' }) as { id: string }).id
    },
    change: (control, invoice) =>
      control('update_invoice', { invoice, properties: { hs_comments: 'Changed' } }),
    delete: (control, invoice) => control('archive_invoice', { invoice }),
  },
  webhook: { secret: HUBSPOT_CLIENT_SECRET, toleranceSeconds: 300 },
  revoke: (control) => control('revoke_grant', {}),
  notPlayed: {
    'companies.roles': 'nobody in the played account says who is a customer',
    'contacts.roles': 'as for companies',
    'contacts.address': 'only companies have one there',
  },
}
