import { isZero, subtract } from '../../domain/decimal.ts'
import type { Finding } from '../../domain/entities.ts'
import { contradiction } from './findings.ts'
import type { InvoiceRaw } from './invoice-raw.ts'
import { findWrongSum } from './lines.ts'

/** Where an invoice contradicts itself. */
export function findContradictions(raw: InvoiceRaw): Finding[] {
  const findings = findWrongSum(raw)
  if (raw.status === 'paid' && !isZero(raw.amount_remaining)) {
    findings.push(contradiction('The invoice is paid, yet an amount remains.', 'amount_remaining'))
  }
  if (raw.status === 'open' && isZero(raw.amount_remaining) && !isZero(raw.amount_due)) {
    findings.push(contradiction('The invoice is open, yet nothing remains to be paid.', 'amount_remaining'))
  }
  if (isPlainlyPaid(raw) && subtract(raw.amount_due, raw.amount_paid) !== raw.amount_remaining) {
    findings.push(contradiction('What is due less what is paid is not what remains.', 'amount_remaining'))
  }
  return findings
}

/** Overpayments and payments outside of Stripe are in some of the three amounts and not in others. */
const isPlainlyPaid = ({ amount_overpaid, amount_paid_off_stripe }: InvoiceRaw) =>
  isZero(amount_overpaid ?? '0') && isZero(amount_paid_off_stripe ?? '0')
