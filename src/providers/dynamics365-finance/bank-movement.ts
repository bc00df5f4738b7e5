import type { Transaction } from '../../domain/entities.ts'

// Dynamics has no list of bank transactions: what is posted to a bank account is in the journals.

type Told = Pick<
  Transaction,
  | 'key'
  | 'accountKey'
  | 'kind'
  | 'date'
  | 'currency'
  | 'amount'
  | 'description'
  | 'counterparty'
  | 'reference'
  | 'paymentKey'
>

export const bankMovement = (told: Told): Transaction => ({
  type: 'TRANSACTION',
  ...told,
  status: 'POSTED',
  postedAt: null,
  originalAmount: null,
  originalCurrency: null,
  categoryCode: null,
  categoryName: null,
  categoryOrigin: null,
  categoryConfidence: null,
  pendingKey: null,
  runningBalance: null,
})
