import type { Transaction } from '../../domain/entities.ts'
import type { FidelityOf } from '../toolkit/fidelity.ts'

// What bank transactions and transfers have in common: they are entered when booked, and in their account's currency.

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
  status: 'NATIVE',
  date: 'NATIVE',
  postedAt: 'MISSING',
  currency: 'NATIVE',
  amount: 'NATIVE',
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
  paymentKey: 'NATIVE',
  runningBalance: 'MISSING',
} as const satisfies FidelityOf<Transaction>

export const movementStatuses: Readonly<Record<string, Transaction['status']>> = {
  AUTHORISED: 'POSTED',
  VOIDED: 'VOID',
  // Readings make deletions of these.
  DELETED: 'VOID',
}
