import { z } from 'zod'
import type { DecimalText } from '../../domain/decimal.ts'
import type { Payment } from '../../domain/entities.ts'
import type { Mapped, SourceFacts } from '../provider.ts'
import {
  exactDecimal,
  listOf,
  optionalDecimal,
  optionalFlag,
  optionalId,
  optionalText,
  orNull,
} from '../toolkit/exact.ts'
import { dated, dayOf, stamped } from './dates.ts'
import { known } from './findings.ts'
import { currencyOf, exchangeRateOf } from './money.ts'
import { paymentStatuses } from './payment.ts'
import { contactKey, contactRef, keyOf } from './references.ts'

// Overpayments and prepayments: money that came or went before the invoices that it is used for.

export const remoteAdvance = z.object({
  ...dated,
  ...stamped,
  Type: optionalText,
  Status: optionalText,
  Contact: contactRef,
  Reference: optionalText,
  CurrencyCode: optionalText,
  CurrencyRate: optionalDecimal,
  Total: exactDecimal,
  Allocations: listOf(
    z.object({
      Amount: optionalDecimal,
      /** Another name of it, unconfirmed. */
      AppliedAmount: optionalDecimal,
      Invoice: orNull(z.object({ InvoiceID: optionalId })),
      IsDeleted: optionalFlag,
    }),
  ),
})

type RawAdvance = z.output<typeof remoteAdvance>

/** "RECEIVE-OVERPAYMENT" of the bank, "AROVERPAYMENT" of the ledger. */
const INCOMING = /^(RECEIVE-|AR)/
const OUTGOING = /^(SPEND-|AP)/

export function mapAdvance(raw: RawAdvance, key: string, source: SourceFacts): Mapped {
  const { meaning: status, findings } = known(paymentStatuses, 'Status', raw.Status)
  const currency = currencyOf(raw.CurrencyCode)
  const payment: Payment = {
    type: 'PAYMENT',
    key,
    direction: directionOf(raw.Type),
    status,
    contactKey: contactKey(raw.Contact),
    // Only its bank transaction tells the account.
    accountKey: null,
    paidOn: dayOf(raw),
    currency,
    amount: raw.Total,
    fee: null,
    feeCurrency: null,
    exchangeRate: exchangeRateOf(raw.CurrencyRate, currency, source),
    reference: raw.Reference,
    method: null,
    aliasKey: null,
    allocations: raw.Allocations.filter(({ IsDeleted }) => IsDeleted !== true).map((it, index) => ({
      invoiceKey: keyOf('invoices', it.Invoice?.InvoiceID),
      amount: amountOf(it, index),
      currency,
    })),
  }
  return { records: [payment], findings }
}

function amountOf({ Amount, AppliedAmount }: RawAdvance['Allocations'][number], index: number): DecimalText {
  const amount = Amount ?? AppliedAmount
  if (amount !== null) return amount
  throw new Error(`Allocations.${index}.Amount: is missing`)
}

function directionOf(type: string | null): Payment['direction'] {
  if (type !== null && INCOMING.test(type)) return 'SALE'
  if (type !== null && OUTGOING.test(type)) return 'PURCHASE'
  throw new Error(type === null ? 'Type: is missing' : `Type: “${type}” says neither received nor spent`)
}
