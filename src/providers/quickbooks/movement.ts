import type { Transaction } from '../../domain/entities.ts'
import type { FidelityOf } from '../toolkit/fidelity.ts'

// What purchases, deposits and transfers have in common: QuickBooks books them at once and converts nothing.
export const bookedMovement = {
  postedAt: null,
  originalAmount: null,
  originalCurrency: null,
  categoryCode: null,
  categoryName: null,
  categoryOrigin: null,
  categoryConfidence: null,
  pendingKey: null,
  runningBalance: null,
} satisfies Partial<Transaction>

export const movementFields = {
  accountKey: 'NATIVE',
  kind: 'DERIVED',
  status: 'DERIVED',
  date: 'NATIVE',
  postedAt: 'MISSING',
  currency: 'NATIVE',
  amount: 'DERIVED',
  originalAmount: 'MISSING',
  originalCurrency: 'MISSING',
  description: 'NATIVE',
  counterparty: 'NATIVE',
  reference: 'NATIVE',
  categoryCode: 'MISSING',
  categoryName: 'MISSING',
  categoryOrigin: 'MISSING',
  categoryConfidence: 'MISSING',
  pendingKey: 'MISSING',
  paymentKey: 'MISSING',
  runningBalance: 'MISSING',
} as const satisfies FidelityOf<Transaction>
