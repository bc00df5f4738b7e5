import { xero } from '../../../src/providers/xero/index.ts'
import {
  XERO_CLIENT_ID,
  XERO_CLIENT_SECRET,
  XERO_INITIAL_REFRESH_TOKEN,
  XERO_TENANT_ID,
  XERO_WEBHOOK_KEY,
} from '../../../src/sandbox/xero/credentials.ts'
import { createXeroSandbox } from '../../../src/sandbox/xero/index.ts'
import type { Conformant } from '../conformance/conformant.ts'

/** Xero and its sandbox, as the tests that need both take them. */
export const conformant: Conformant = {
  provider: xero,
  play: createXeroSandbox,
  scale: 0.7,
  paged: ['invoices'],
  remoteId: XERO_TENANT_ID,
  secrets: {
    kind: 'oauth2',
    accessToken: 'none-yet',
    accessExpiresAt: '2026-01-01T00:00:00Z',
    refreshToken: XERO_INITIAL_REFRESH_TOKEN,
    refreshExpiresAt: null,
  },
  env: {
    DAYBOOK_XERO_CLIENT_ID: XERO_CLIENT_ID,
    DAYBOOK_XERO_CLIENT_SECRET: XERO_CLIENT_SECRET,
    DAYBOOK_XERO_WEBHOOK_SECRETS: XERO_WEBHOOK_KEY,
  },
  life: {
    stream: 'invoices',
    create: (control) => (control('create_invoice', { status: 'DRAFT' }) as { InvoiceID: string }).InvoiceID,
    change: (control, invoice) => control('update_invoice', { invoice, reference: 'Changed' }),
    delete: (control, invoice) => control('delete_invoice', { invoice }),
  },
  webhook: { secret: XERO_WEBHOOK_KEY },
  revoke: (control) => control('revoke_grant', {}),
  notPlayed: { 'invoices.discountTotal': 'the played company gives its discounts in percent' },
}
