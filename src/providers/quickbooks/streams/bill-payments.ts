import { z } from 'zod'
import type { Finding } from '../../../domain/entities.ts'
import type { Mapped, SourceFacts } from '../../provider.ts'
import { optionalText, orNull } from '../../toolkit/exact.ts'
import { mapPayment, paymentFields, remotePayment } from '../payment.ts'
import { keyOf, optionalReference, unknownValue } from '../reference.ts'
import { capturedStream } from '../stream.ts'

const raw = remotePayment.extend({
  VendorRef: optionalReference,
  PayType: optionalText,
  CheckPayment: orNull(z.object({ BankAccountRef: optionalReference })),
  CreditCardPayment: orNull(z.object({ CCAccountRef: optionalReference })),
})

type Raw = z.output<typeof raw>

export const billPayments = capturedStream(
  { name: 'BillPayment', hidesInactive: false },
  { entity: 'PAYMENT', raw, fields: paymentFields, map },
)

function map(raw: Raw, source: SourceFacts): Mapped {
  const account = raw.CheckPayment?.BankAccountRef ?? raw.CreditCardPayment?.CCAccountRef ?? null
  const nature = {
    stream: 'bill_payments',
    direction: 'PURCHASE',
    contactKey: keyOf('vendors', raw.VendorRef),
    accountKey: keyOf('accounts', account),
    reference: raw.DocNumber,
    method: raw.PayType,
  } as const
  const { payment, findings } = mapPayment(raw, nature, source)
  return { records: [payment], findings: [...findings, ...payTypeFindings(raw)] }
}

const PAY_TYPES = new Set(['Check', 'CreditCard'])

const payTypeFindings = ({ PayType }: Raw): Finding[] =>
  PayType === null || PAY_TYPES.has(PayType) ? [] : [unknownValue(['PayType'], PayType)]
