import { stripe } from '../../../src/providers/stripe/index.ts'
import {
  STRIPE_ACCOUNT_ID,
  STRIPE_SECRET_KEY,
  STRIPE_WEBHOOK_SECRET,
} from '../../../src/sandbox/stripe/credentials.ts'
import { createStripeSandbox } from '../../../src/sandbox/stripe/index.ts'
import type { Conformant } from '../conformance/conformant.ts'

/** Stripe and its sandbox, as the tests that need both take them. */
export const conformant: Conformant = {
  provider: stripe,
  play: createStripeSandbox,
  scale: 0.1,
  paged: ['balance_transactions', 'charges', 'invoices', 'invoice_payments', 'payouts', 'payout_items'],
  remoteId: STRIPE_ACCOUNT_ID,
  secrets: { kind: 'apiKey', apiKey: STRIPE_SECRET_KEY, webhookSecrets: [STRIPE_WEBHOOK_SECRET] },
  life: {
    stream: 'customers',
    create: (control) => (control('create_customer', { name: 'New' }) as { id: string }).id,
    change: (control, customer) => control('update_customer', { customer, name: 'Changed' }),
    delete: (control, customer) => control('delete_customer', { customer }),
  },
  webhook: { secret: STRIPE_WEBHOOK_SECRET, toleranceSeconds: 300 },
  notPlayed: {
    'account.legalName': 'Stripe tells the company of connected accounts only',
    'customers.taxNumber': 'the played customers have no tax ids',
    'charges.reference': 'no receipt is sent',
    'refunds.reference': 'no receipt is sent',
  },
}
