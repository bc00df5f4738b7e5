import type { Provider } from '../provider.ts'
import { endpointOf } from './banks.ts'
import { connect } from './connect.ts'
import { classify } from './recovery.ts'
import { accounts } from './streams/accounts.ts'
import { transactions } from './streams/transactions.ts'

/** Any bank of the Berlin Group's NextGenPSD2 1.3; banks.ts has what each does otherwise. */
export const openBanking = {
  code: 'OPEN_BANKING',
  name: 'Open Banking',
  auth: {
    kind: 'consent',
    header: (consentId: string, accessToken?: string) => ({
      'Consent-ID': consentId,
      ...(accessToken !== undefined && { Authorization: `Bearer ${accessToken}` }),
    }),
  },
  connect,
  // While the customer is not there, a bank has to answer four times a day for each account and kind of report.
  limits: [{ scope: 'stream', requests: 4, perSeconds: 86_400 }],
  endpoint: endpointOf,
  headers: {},
  streams: { accounts, transactions },
  classify,
  writes: [],
} satisfies Provider
