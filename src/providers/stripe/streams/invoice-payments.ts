import { z } from 'zod'
import type { Finding } from '../../../domain/entities.ts'
import { recordKey, type RecordKey } from '../../../domain/ids.ts'
import type { Mapped } from '../../provider.ts'
import { text } from '../../toolkit/exact.ts'
import { money } from '../currencies.ts'
import { currency, kind, optionalMinorUnits, optionalReference, reference } from '../fields.ts'
import { contradiction, unknownValue } from '../findings.ts'
import { followedStream } from '../stream.ts'

const raw = z.object({
  id: text,
  object: kind('invoice_payment'),
  status: text,
  currency,
  amount_paid: optionalMinorUnits,
  invoice: reference,
  payment: z.object({
    charge: optionalReference,
    payment_intent: optionalReference,
    payment_record: optionalReference,
  }),
})
type Raw = z.output<typeof raw>

const UNSETTLED = new Set(['open', 'canceled'])

/** Which payment settled which invoice. */
export const invoicePayments = followedStream(
  { stream: 'invoice_payments', path: '/v1/invoice_payments', deletable: false },
  { entity: 'PAYMENT', raw, fields: { allocations: 'NATIVE' }, map },
)

function map(raw: Raw): Mapped {
  if (UNSETTLED.has(raw.status)) return { records: [] }
  if (raw.status !== 'paid') return { records: [], findings: [unknownValue('status', raw.status)] }
  const paymentKey = paymentKeyOf(raw)
  if (paymentKey === null) return { records: [], findings: [withoutPayment] }
  if (raw.amount_paid === null) {
    return { records: [], findings: [contradiction('It is paid, yet with no amount.', 'amount_paid')] }
  }
  return {
    records: [
      {
        type: 'PAYMENT_ALLOCATION',
        key: recordKey('invoice_payments', raw.id),
        paymentKey,
        invoiceKey: recordKey('invoices', raw.invoice),
        amount: money(raw.amount_paid, raw.currency),
        currency: raw.currency,
      },
    ],
  }
}

/** A charge is named only when it has no payment intent; a payment record is money that went past Stripe. */
function paymentKeyOf({ payment }: Raw): RecordKey | null {
  if (payment.payment_intent !== null) return recordKey('payment_intents', payment.payment_intent)
  if (payment.charge !== null) return recordKey('charges', payment.charge)
  return payment.payment_record === null ? null : recordKey('payment_records', payment.payment_record)
}

const withoutPayment: Finding = {
  code: 'MISSING_REFERENCE',
  severity: 'WARNING',
  message: 'It is paid, yet Stripe does not tell by which payment.',
  path: ['payment'],
}
