import { z } from 'zod'
import type { Finding, Invoice, InvoiceLine } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import { optionalDecimal, optionalText, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { money, moneyOrNull } from '../currencies.ts'
import {
  currency,
  dayOf,
  kind,
  minorUnits,
  optionalMinorUnits,
  optionalReference,
  optionalTime,
  unixTime,
} from '../fields.ts'
import { unknownValue } from '../findings.ts'
import { NOT_IN_STRIPE } from '../invoice-lines.ts'
import { findWrongSum, withAllLines } from '../lines.ts'
import { followedStream } from '../stream.ts'
import {
  amountsIncludeTax,
  optionalDiscounts,
  optionalTaxes,
  sumOf,
  taxRateKey,
  taxRateObjects,
  taxTotalOf,
} from '../taxes.ts'

const PATH = '/v1/credit_notes'

const line = z.object({
  description: optionalText,
  amount: minorUnits,
  quantity: optionalDecimal,
  unit_amount_decimal: optionalDecimal,
  discount_amount: optionalMinorUnits,
  discount_amounts: optionalDiscounts,
  tax_rates: taxRateObjects,
  taxes: optionalTaxes,
  /** Before basil: taxes. */
  tax_amounts: optionalTaxes,
})

const raw = z.object({
  id: text,
  object: kind('credit_note'),
  number: optionalText,
  memo: optionalText,
  customer: optionalReference,
  status: optionalText,
  created: unixTime,
  effective_at: optionalTime,
  currency,
  lines: z.object({ data: z.array(line), has_more: z.boolean() }),
  subtotal: minorUnits,
  discount_amount: optionalMinorUnits,
  total_taxes: optionalTaxes,
  /** Before basil: total_taxes. */
  tax_amounts: optionalTaxes,
  total: minorUnits,
  total_excluding_tax: optionalMinorUnits,
  amount_shipping: optionalMinorUnits,
})
type Raw = z.output<typeof raw>

export const creditNotes = followedStream(
  {
    stream: 'credit_notes',
    path: PATH,
    deletable: false,
    complete: (http, object) => withAllLines(PATH, http, object),
  },
  {
    entity: 'INVOICE',
    raw,
    fields: {
      direction: 'DERIVED',
      kind: 'DERIVED',
      number: 'NATIVE',
      reference: 'MISSING',
      memo: 'NATIVE',
      contactKey: 'NATIVE',
      status: 'NATIVE',
      settlement: 'DERIVED',
      remoteStatus: 'NATIVE',
      issueDate: 'NATIVE',
      dueDate: 'MISSING',
      currency: 'NATIVE',
      exchangeRate: 'MISSING',
      amountsIncludeTax: 'DERIVED',
      lines: 'NATIVE',
      subtotal: 'NATIVE',
      discountTotal: 'NATIVE',
      taxTotal: 'DERIVED',
      total: 'NATIVE',
      amountPaid: 'DERIVED',
      amountDue: 'DERIVED',
    } satisfies FidelityOf<Invoice>,
    map: (raw) => ({ records: [creditNote(raw)], findings: findingsOf(raw) }),
  },
)

function creditNote(raw: Raw): Invoice {
  const taxes = raw.total_taxes ?? raw.tax_amounts
  const { amountPaid, ...state } = stateOf(raw)
  return {
    type: 'INVOICE',
    key: recordKey('credit_notes', raw.id),
    direction: 'SALE',
    kind: 'CREDIT_NOTE',
    number: raw.number,
    reference: null,
    memo: raw.memo,
    contactKey: raw.customer === null ? null : recordKey('customers', raw.customer),
    ...state,
    remoteStatus: raw.status,
    // By Stripe's description `effective_at` is the same as `created` unless it was set.
    issueDate: dayOf(raw.effective_at ?? raw.created),
    dueDate: null,
    currency: raw.currency,
    exchangeRate: null,
    amountsIncludeTax: amountsIncludeTax(taxes),
    lines: raw.lines.data.map((it, index) => creditNoteLine(it, index + 1, raw.currency)),
    subtotal: money(raw.subtotal, raw.currency),
    discountTotal: moneyOrNull(raw.discount_amount, raw.currency),
    taxTotal: money(taxTotalOf(raw, sumOf(raw.tax_amounts)), raw.currency),
    total: money(raw.total, raw.currency),
    amountPaid: money(amountPaid, raw.currency),
    amountDue: money('0', raw.currency),
  }
}

function creditNoteLine(raw: z.output<typeof line>, position: number, currency: string): InvoiceLine {
  const taxes = raw.taxes ?? raw.tax_amounts
  return {
    position,
    description: raw.description,
    quantity: raw.quantity,
    unitPrice: moneyOrNull(raw.unit_amount_decimal, currency),
    amount: money(raw.amount, currency),
    taxAmount: moneyOrNull(sumOf(taxes), currency),
    discountAmount: moneyOrNull(raw.discount_amount, currency),
    taxRateKey: taxRateKey(taxes, raw.tax_rates),
    ...NOT_IN_STRIPE,
  }
}

/** Stripe issues a credit note only with word of where all of its money goes: off the invoice, or to the customer. */
function stateOf(raw: Raw): Pick<Invoice, 'status' | 'settlement' | 'amountPaid'> {
  if (raw.status === 'issued') return { status: 'OPEN', settlement: 'PAID', amountPaid: raw.total }
  if (raw.status === 'void') return { status: 'VOID', settlement: 'UNPAID', amountPaid: '0' }
  return { status: 'UNKNOWN', settlement: 'UNKNOWN', amountPaid: '0' }
}

function findingsOf(raw: Raw): Finding[] {
  const unknown = stateOf(raw).status === 'UNKNOWN' ? [unknownValue('status', raw.status)] : []
  return [...unknown, ...findWrongSum(raw)]
}
