import type { z } from 'zod'
import type { Mapped, SourceFacts } from '../../provider.ts'
import { optionalText } from '../../toolkit/exact.ts'
import { mapPayment, paymentFields, remotePayment } from '../payment.ts'
import { keyOf, optionalReference } from '../reference.ts'
import { capturedStream } from '../stream.ts'

const raw = remotePayment.extend({
  CustomerRef: optionalReference,
  DepositToAccountRef: optionalReference,
  PaymentRefNum: optionalText,
  PaymentMethodRef: optionalReference,
})

type Raw = z.output<typeof raw>

export const payments = capturedStream(
  { name: 'Payment', hidesInactive: false },
  { entity: 'PAYMENT', raw, fields: paymentFields, map },
)

function map(raw: Raw, source: SourceFacts): Mapped {
  const nature = {
    stream: 'payments',
    direction: 'SALE',
    contactKey: keyOf('customers', raw.CustomerRef),
    accountKey: keyOf('accounts', raw.DepositToAccountRef),
    reference: raw.PaymentRefNum,
    method: raw.PaymentMethodRef?.name ?? null,
  } as const
  const { payment, findings } = mapPayment(raw, nature, source)
  return { records: [payment], findings }
}
