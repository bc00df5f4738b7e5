import type { Provider } from '../provider.ts'
import { findBetween } from './chain.ts'
import { read } from './read.ts'
import { accounts } from './streams/accounts.ts'
import { notifications } from './streams/notifications.ts'
import { statements } from './streams/statements.ts'
import { transactions } from './streams/transactions.ts'

const MAX_BYTES = 16 * 1024 * 1024

/** Bank accounts by the files that banks send: camt.053, 052 and 054, MT940 and MT942. */
export const bankStatement = {
  code: 'BANK_STATEMENT',
  name: 'Bank statements',
  auth: { kind: 'file' },
  limits: [],
  // Nothing is called.
  endpoint: () => '',
  headers: {},
  streams: { statements, accounts, transactions, notifications },
  files: { maxBytes: MAX_BYTES, read, between: { stream: 'statements', find: findBetween } },
  writes: [],
} satisfies Provider
