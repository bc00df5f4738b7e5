import type { Transaction } from '../../domain/entities.ts'

type Told =
  'key' | 'accountKey' | 'kind' | 'status' | 'date' | 'postedAt' | 'currency' | 'amount' | 'description'

/** A movement on a Stripe balance: what is told of it, and null for what Stripe never tells. */
export const movement = (told: Pick<Transaction, Told> & Partial<Transaction>): Transaction => ({
  type: 'TRANSACTION',
  originalAmount: null,
  originalCurrency: null,
  counterparty: null,
  reference: null,
  categoryCode: null,
  categoryName: null,
  categoryOrigin: null,
  categoryConfidence: null,
  pendingKey: null,
  paymentKey: null,
  runningBalance: null,
  ...told,
})
