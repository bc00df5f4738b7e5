import type { Provider } from '../provider.ts'
import { connect } from './connect.ts'
import { classify } from './errors.ts'
import { accounts } from './streams/accounts.ts'
import { item } from './streams/item.ts'
import { transactions } from './streams/transactions.ts'
import { webhooks } from './webhooks.ts'

export const plaid = {
  code: 'PLAID',
  name: 'Plaid',
  auth: {
    kind: 'link',
    header: ({ clientId, clientSecret }) => ({ 'plaid-client-id': clientId, 'plaid-secret': clientSecret }),
    body: (accessToken) => ({ access_token: accessToken }),
  },
  connect,
  // Plaid allows an item 50 readings of transactions a minute, 15 of accounts and 5 of live balances. In thirds of a
  // minute a long reading waits for its next turn instead of being put off, and begun again.
  limits: [
    { scope: 'source', requests: 16, perSeconds: 20 },
    { scope: 'stream', requests: 5, perSeconds: 60 },
  ],
  endpoint: ({ environment }) =>
    environment === 'SANDBOX' ? 'https://sandbox.plaid.com' : 'https://production.plaid.com',
  headers: { 'plaid-version': '2020-09-14' },
  streams: { item, accounts, transactions },
  webhooks,
  classify,
  writes: [],
} satisfies Provider
