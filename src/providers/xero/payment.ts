import type { Payment } from '../../domain/entities.ts'
import type { FidelityOf } from '../toolkit/fidelity.ts'

// What payments, overpayments and prepayments have in common.

export const paymentFields = {
  direction: 'NATIVE',
  status: 'NATIVE',
  contactKey: 'NATIVE',
  accountKey: 'MISSING',
  paidOn: 'NATIVE',
  currency: 'NATIVE',
  amount: 'NATIVE',
  fee: 'MISSING',
  feeCurrency: 'MISSING',
  exchangeRate: 'DERIVED',
  reference: 'NATIVE',
  method: 'MISSING',
  aliasKey: 'MISSING',
  allocations: 'NATIVE',
} as const satisfies FidelityOf<Payment>

export const paymentStatuses: Readonly<Record<string, Payment['status']>> = {
  AUTHORISED: 'SUCCEEDED',
  // Of an over- or prepayment: all of it is used.
  PAID: 'SUCCEEDED',
  VOIDED: 'VOID',
  // Readings make deletions of these.
  DELETED: 'VOID',
}
