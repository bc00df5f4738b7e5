import { z } from 'zod'
import { negate, type DecimalText } from '../../../domain/decimal.ts'
import type { Payment } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../../provider.ts'
import {
  exactDecimal,
  identifier,
  optionalDecimal,
  optionalId,
  optionalText,
  orNull,
} from '../../toolkit/exact.ts'
import { dated, dayOf, stamped, updatedAt } from '../dates.ts'
import { known, unknownValue } from '../findings.ts'
import { currencyOf, exchangeRateOf } from '../money.ts'
import { paymentFields, paymentStatuses } from '../payment.ts'
import { accountKey, accountRef, contactKey, contactRef, keyOf } from '../references.ts'
import { changingStream, OFTEN } from '../stream.ts'

/** What was paid. A credit note comes as either; then the invoice's id is the credit note's. */
const settledDocument = orNull(
  z.object({
    InvoiceID: optionalId,
    CreditNoteID: optionalId,
    Type: optionalText,
    CurrencyCode: optionalText,
    Contact: contactRef,
  }),
)

const raw = z.object({
  ...dated,
  ...stamped,
  PaymentID: identifier,
  PaymentType: optionalText,
  Status: optionalText,
  Amount: exactDecimal,
  CurrencyRate: optionalDecimal,
  Reference: optionalText,
  Account: accountRef,
  Invoice: settledDocument,
  CreditNote: settledDocument,
  Prepayment: settledDocument,
  Overpayment: settledDocument,
})

type Raw = z.output<typeof raw>

interface Nature {
  direction: Payment['direction']
  settles: 'invoices' | 'credit_notes' | null
}

const NATURES: Readonly<Record<string, Nature>> = {
  ...natures('SALE', 'invoices', ['ACCRECPAYMENT', 'ACCREC']),
  ...natures('PURCHASE', 'invoices', ['ACCPAYPAYMENT', 'ACCPAY']),
  ...natures('SALE', 'credit_notes', ['ARCREDITPAYMENT', 'ACCRECCREDIT']),
  ...natures('PURCHASE', 'credit_notes', ['APCREDITPAYMENT', 'ACCPAYCREDIT']),
  ...natures('SALE', null, ['AROVERPAYMENTPAYMENT', 'AROVERPAYMENT', 'RECEIVE-OVERPAYMENT']),
  ...natures('SALE', null, ['ARPREPAYMENTPAYMENT', 'ARPREPAYMENT', 'RECEIVE-PREPAYMENT']),
  ...natures('PURCHASE', null, ['APOVERPAYMENTPAYMENT', 'APOVERPAYMENT', 'SPEND-OVERPAYMENT']),
  ...natures('PURCHASE', null, ['APPREPAYMENTPAYMENT', 'APPREPAYMENT', 'SPEND-PREPAYMENT']),
}

/** By the payment's type, and by the type of what it pays. */
function natures(direction: Nature['direction'], settles: Nature['settles'], words: readonly string[]) {
  return Object.fromEntries(words.map((word) => [word, { direction, settles }]))
}

export const payments = changingStream(
  { name: 'Payments', id: 'PaymentID', paged: true },
  {
    entity: 'PAYMENT',
    raw,
    deletions: 'reported',
    everySeconds: OFTEN,
    fields: { ...paymentFields, accountKey: 'NATIVE' },
    id: ({ PaymentID }) => PaymentID,
    updatedAt,
    map,
  },
)

function map(raw: Raw, source: SourceFacts): Mapped {
  const document = raw.Invoice ?? raw.CreditNote ?? raw.Prepayment ?? raw.Overpayment
  const { direction, settles } = natureOf(raw, document?.Type ?? null)
  const { meaning: status, findings } = known(paymentStatuses, 'Status', raw.Status)
  const currency = currencyOf(document?.CurrencyCode ?? null)
  // What is paid on anything but an invoice is money given back.
  const amount = settles === 'invoices' ? raw.Amount : negate(raw.Amount)
  const payment: Payment = {
    type: 'PAYMENT',
    key: recordKey('payments', raw.PaymentID),
    direction,
    status,
    contactKey: contactKey(document?.Contact ?? null),
    accountKey: accountKey(raw.Account),
    paidOn: dayOf(raw),
    currency,
    amount,
    fee: null,
    feeCurrency: null,
    exchangeRate: exchangeRateOf(raw.CurrencyRate, currency, source),
    reference: raw.Reference,
    method: null,
    aliasKey: null,
    allocations: document === null ? [] : [allocation(raw, settles, { amount, currency })],
  }
  const unknownType = raw.PaymentType !== null && NATURES[raw.PaymentType] === undefined
  return {
    records: [payment],
    findings: unknownType ? [...findings, unknownValue('PaymentType', raw.PaymentType)] : findings,
  }
}

function natureOf({ PaymentType }: Raw, documentType: string | null): Nature {
  const nature = NATURES[PaymentType ?? ''] ?? NATURES[documentType ?? '']
  if (nature !== undefined) return nature
  throw new Error(
    PaymentType === null
      ? 'PaymentType: is missing, and so is the type of what was paid'
      : `PaymentType: “${PaymentType}” does not say what was paid`,
  )
}

/** An over- or prepayment is no document: nothing stands for it. */
function allocation(
  { Invoice, CreditNote }: Raw,
  settles: Nature['settles'],
  money: { amount: DecimalText; currency: string },
): Payment['allocations'][number] {
  if (settles === null) return { invoiceKey: null, ...money }
  const id =
    settles === 'credit_notes' ? (CreditNote?.CreditNoteID ?? Invoice?.InvoiceID) : Invoice?.InvoiceID
  return { invoiceKey: keyOf(settles, id), ...money }
}
