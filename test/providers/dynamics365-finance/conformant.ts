import { z } from 'zod'
import { dynamics365Finance } from '../../../src/providers/dynamics365-finance/index.ts'
import { identifier } from '../../../src/providers/toolkit/exact.ts'
import {
  D365_CLIENT_ID,
  D365_CLIENT_SECRET,
  D365_REMOTE_ID,
  D365_TENANT,
  D365_WEBHOOK_CODE,
} from '../../../src/sandbox/dynamics365-finance/credentials.ts'
import { createDynamics365FinanceSandbox } from '../../../src/sandbox/dynamics365-finance/index.ts'
import type { Conformant } from '../conformance/conformant.ts'

const created = z.object({ InvoiceIdentifier: identifier, FreeTextNumber: z.string() })
const customer = z.object({ CustomerAccount: z.string() })
let number = ''

/** Dynamics 365 Finance and its sandbox, as the tests that need both take them. */
export const conformant: Conformant = {
  provider: dynamics365Finance,
  play: createDynamics365FinanceSandbox,
  scale: 0.3,
  paged: ['free_text_invoices', 'customer_payments', 'journal_entries'],
  remoteId: D365_REMOTE_ID,
  secrets: {
    kind: 'clientCredentials',
    tenant: D365_TENANT,
    clientId: D365_CLIENT_ID,
    clientSecret: D365_CLIENT_SECRET,
    access: null,
    webhookSecrets: [D365_WEBHOOK_CODE],
  },
  life: {
    stream: 'free_text_invoices',
    create: (control) => {
      const invoice = created.parse(control('create_invoice', { amount: '10' }))
      number = invoice.FreeTextNumber
      return invoice.InvoiceIdentifier
    },
    change: (control) => control('pay_invoice', { invoice: number, amount: '1' }),
  },
  // A posted invoice stays.
  deletion: {
    stream: 'customers',
    create: (control) => customer.parse(control('create_customer', { name: 'New' })).CustomerAccount,
    delete: (control, id) => control('delete_customer', { customer: id }),
  },
  webhook: { secret: D365_WEBHOOK_CODE, inAddress: true },
  revoke: (control) => control('unregister_client', {}),
  notPlayed: {
    'free_text_invoices.exchangeRate': 'no rate is fixed on an invoice',
  },
}
