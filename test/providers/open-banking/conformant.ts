import { openBanking } from '../../../src/providers/open-banking/index.ts'
import {
  OPEN_BANKING_CONSENT_ID,
  OPEN_BANKING_CURRENT_IBAN,
  OPEN_BANKING_REMOTE_ID,
} from '../../../src/sandbox/open-banking/credentials.ts'
import { createOpenBankingSandbox } from '../../../src/sandbox/open-banking/index.ts'
import type { Conformant } from '../conformance/conformant.ts'

/** As in "DE39…-EUR/pending/HB1": ours, and the bank's. */
const PENDING = `${OPEN_BANKING_CURRENT_IBAN}-EUR/pending/`
const bankId = (id: string) => id.slice(PENDING.length)

/** The bank and its sandbox, as the tests that need both take them. */
export const conformant: Conformant = {
  provider: openBanking,
  play: createOpenBankingSandbox,
  scale: 0.2,
  paged: ['transactions'],
  remoteId: OPEN_BANKING_REMOTE_ID,
  secrets: {
    kind: 'consent',
    consentId: OPEN_BANKING_CONSENT_ID,
    validUntil: '2026-09-01T00:00:00Z',
    clientCertificate: null,
  },
  life: {
    stream: 'transactions',
    create: (control) => {
      const made = control('create_transaction', { currency: 'EUR', amount: '-12.50', pending: true })
      return PENDING + (made as { transactionId: string }).transactionId
    },
    change: (control, id) => control('change_pending', { transactionId: bankId(id), text: 'Changed' }),
    delete: (control, id) => control('drop_pending', { transactionId: bankId(id) }),
  },
  revoke: (control) => control('revoke_consent', {}),
  notPlayed: {
    'transactions.pendingKey': 'only a second reading can know what was pending',
  },
}
