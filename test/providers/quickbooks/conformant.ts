import { quickbooks } from '../../../src/providers/quickbooks/index.ts'
import {
  QUICKBOOKS_CLIENT_ID,
  QUICKBOOKS_CLIENT_SECRET,
  QUICKBOOKS_INITIAL_REFRESH_TOKEN,
  QUICKBOOKS_REALM_ID,
  QUICKBOOKS_VERIFIER_TOKEN,
} from '../../../src/sandbox/quickbooks/credentials.ts'
import { createQuickBooksSandbox } from '../../../src/sandbox/quickbooks/index.ts'
import type { Conformant } from '../conformance/conformant.ts'

/** QuickBooks and its sandbox, as the tests that need both take them. */
export const conformant: Conformant = {
  provider: quickbooks,
  play: createQuickBooksSandbox,
  scale: 0.35,
  paged: ['invoices', 'payments', 'purchases'],
  remoteId: QUICKBOOKS_REALM_ID,
  secrets: {
    kind: 'oauth2',
    accessToken: 'none-yet',
    accessExpiresAt: '2026-01-01T00:00:00Z',
    refreshToken: QUICKBOOKS_INITIAL_REFRESH_TOKEN,
    refreshExpiresAt: null,
  },
  env: {
    DAYBOOK_QUICKBOOKS_CLIENT_ID: QUICKBOOKS_CLIENT_ID,
    DAYBOOK_QUICKBOOKS_CLIENT_SECRET: QUICKBOOKS_CLIENT_SECRET,
    DAYBOOK_QUICKBOOKS_WEBHOOK_SECRETS: QUICKBOOKS_VERIFIER_TOKEN,
  },
  life: {
    stream: 'transfers',
    create: (control) => {
      const data = { FromAccountRef: { value: '1' }, ToAccountRef: { value: '2' }, Amount: 12.5 }
      return (control('create', { entity: 'Transfer', data }) as { Id: string }).Id
    },
    change: (control, id) => control('update', { entity: 'Transfer', id, data: { PrivateNote: 'Changed' } }),
    delete: (control, id) => control('delete', { entity: 'Transfer', id }),
  },
  webhook: { secret: QUICKBOOKS_VERIFIER_TOKEN },
  revoke: (control) => control('revoke_grant', {}),
  notPlayed: {
    'company_info.taxNumber': 'the played company keeps its number to itself',
    'customers.taxNumber': 'the played customers have none',
    'vendors.taxNumber': 'the played vendors have none',
    'invoices.reference': 'customers have no purchase orders',
    'credit_memos.reference': 'customers have no purchase orders',
    'credit_memos.discountTotal': 'discounts are given on invoices only',
    'bills.discountTotal': 'discounts are given on invoices only',
    'vendor_credits.discountTotal': 'discounts are given on invoices only',
    'bills.memo': 'nobody writes notes on bills',
    'vendor_credits.number': 'vendors number their bills only',
    'payments.method': 'the answers name it by its id alone',
    'bill_payments.reference': 'payments to vendors are not numbered',
    'deposits.reference': 'deposits are not numbered',
    'transfers.description': 'nobody writes notes on transfers',
    'transfers.reference': 'transfers are not numbered',
    'journal_entries.exchangeRate': 'all entries are in the home currency',
  },
}
