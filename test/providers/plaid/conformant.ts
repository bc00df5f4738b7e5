import { plaid } from '../../../src/providers/plaid/index.ts'
import {
  PLAID_ACCESS_TOKEN,
  PLAID_CLIENT_ID,
  PLAID_ITEM_ID,
  PLAID_SECRET,
} from '../../../src/sandbox/plaid/credentials.ts'
import { createPlaidSandbox } from '../../../src/sandbox/plaid/index.ts'
import type { Conformant } from '../conformance/conformant.ts'

/** Plaid and its sandbox, as the tests that need both take them. */
export const conformant: Conformant = {
  provider: plaid,
  play: createPlaidSandbox,
  scale: 1,
  paged: ['transactions'],
  remoteId: PLAID_ITEM_ID,
  secrets: { kind: 'link', accessToken: PLAID_ACCESS_TOKEN },
  env: { DAYBOOK_PLAID_CLIENT_ID: PLAID_CLIENT_ID, DAYBOOK_PLAID_CLIENT_SECRET: PLAID_SECRET },
  life: {
    stream: 'transactions',
    create: (control) =>
      (control('create_transaction', { amount: '12.34' }) as { transaction_id: string }).transaction_id,
    change: (control, id) => control('modify_transaction', { id, amount: '13.57' }),
    delete: (control, id) => control('remove_transaction', { id }),
  },
  webhook: { secret: null, toleranceSeconds: 300 },
  notPlayed: {
    'accounts.balanceAsOf': 'only Capital One’s balances have it',
    'transactions.postedAt': 'the played bank tells days only, as most in the US do',
  },
}
