import { z } from 'zod'
import { add, compare, isZero, subtract, type DecimalText } from '../../domain/decimal.ts'
import type { Finding, Invoice } from '../../domain/entities.ts'
import type { Mapped, SourceFacts } from '../provider.ts'
import { exactDecimal, listOf, optionalDecimal, optionalText } from '../toolkit/exact.ts'
import type { FidelityOf } from '../toolkit/fidelity.ts'
import { dated, dayOf, optionalDay, stamped } from './dates.ts'
import { contradiction, known, unknownValue, wrongSum } from './findings.ts'
import { lineItem, mapLines } from './lines.ts'
import { currencyOf, exchangeRateOf } from './money.ts'
import { contactKey, contactRef } from './references.ts'

// Invoices, bills and credit notes: one shape but for their names and what is open on them.

export const remoteDocument = z.object({
  ...dated,
  ...stamped,
  Type: optionalText,
  Status: optionalText,
  Reference: optionalText,
  Contact: contactRef,
  DueDate: optionalDay,
  CurrencyCode: optionalText,
  CurrencyRate: optionalDecimal,
  LineAmountTypes: optionalText,
  LineItems: listOf(lineItem),
  SubTotal: optionalDecimal,
  TotalTax: optionalDecimal,
  Total: exactDecimal,
  TotalDiscount: optionalDecimal,
})

type RawDocument = z.output<typeof remoteDocument>

/** What is named differently in each kind. */
export interface Particulars {
  key: string
  number: string | null
  /** What is still to be paid or, of a credit note, to be used. */
  open: DecimalText
  /** What was paid; null where that follows from the total and what is open. */
  paid: DecimalText | null
}

export const documentFields = {
  direction: 'NATIVE',
  kind: 'NATIVE',
  number: 'NATIVE',
  reference: 'NATIVE',
  memo: 'MISSING',
  contactKey: 'NATIVE',
  status: 'NATIVE',
  settlement: 'DERIVED',
  remoteStatus: 'NATIVE',
  issueDate: 'NATIVE',
  dueDate: 'NATIVE',
  currency: 'NATIVE',
  exchangeRate: 'DERIVED',
  amountsIncludeTax: 'NATIVE',
  lines: 'NATIVE',
  subtotal: 'NATIVE',
  discountTotal: 'NATIVE',
  taxTotal: 'NATIVE',
  total: 'NATIVE',
  amountPaid: 'NATIVE',
  amountDue: 'NATIVE',
} as const satisfies FidelityOf<Invoice>

const TYPES: Readonly<Record<string, Pick<Invoice, 'direction' | 'kind'>>> = {
  ACCREC: { direction: 'SALE', kind: 'INVOICE' },
  ACCPAY: { direction: 'PURCHASE', kind: 'INVOICE' },
  ACCRECCREDIT: { direction: 'SALE', kind: 'CREDIT_NOTE' },
  ACCPAYCREDIT: { direction: 'PURCHASE', kind: 'CREDIT_NOTE' },
}

const STATUSES: Readonly<Record<string, Invoice['status']>> = {
  DRAFT: 'DRAFT',
  SUBMITTED: 'SUBMITTED',
  AUTHORISED: 'OPEN',
  PAID: 'OPEN',
  VOIDED: 'VOID',
  // A draft that was deleted; readings make deletions of these.
  DELETED: 'VOID',
}

const WITH_TAX: Readonly<Record<string, boolean>> = { EXCLUSIVE: false, INCLUSIVE: true, NOTAX: false }

export function mapDocument(raw: RawDocument, about: Particulars, source: SourceFacts): Mapped {
  const { meaning: status, findings } = known(STATUSES, 'Status', raw.Status)
  const currency = currencyOf(raw.CurrencyCode)
  const document: Invoice = {
    type: 'INVOICE',
    key: about.key,
    ...natureOf(raw.Type),
    number: about.number,
    reference: raw.Reference,
    memo: null,
    contactKey: contactKey(raw.Contact),
    status,
    settlement: settlementOf(status, raw.Total, about.open),
    remoteStatus: raw.Status,
    issueDate: dayOf(raw),
    dueDate: raw.DueDate,
    currency,
    exchangeRate: exchangeRateOf(raw.CurrencyRate, currency, source),
    amountsIncludeTax: WITH_TAX[raw.LineAmountTypes?.toUpperCase() ?? ''] ?? null,
    lines: mapLines(raw.LineItems),
    ...totalsOf(raw),
    amountPaid: about.paid ?? (status === 'VOID' ? '0' : subtract(raw.Total, about.open)),
    amountDue: about.open,
  }
  return { records: [document], findings: [...findings, ...findingsIn(raw, document)] }
}

function natureOf(type: string | null) {
  const nature = TYPES[type ?? '']
  if (nature !== undefined) return nature
  throw new Error(
    type === null ? 'Type: is missing' : `Type: “${type}” says neither that it is a sale nor a purchase`,
  )
}

/** Either of subtotal and tax follows from the other. */
function totalsOf(raw: RawDocument) {
  const { SubTotal, TotalTax, Total, TotalDiscount } = raw
  const taxTotal = TotalTax ?? (SubTotal === null ? null : subtract(Total, SubTotal))
  if (taxTotal === null) throw new Error('SubTotal and TotalTax: are missing')
  return {
    subtotal: SubTotal ?? subtract(Total, taxTotal),
    discountTotal: TotalDiscount,
    taxTotal,
    total: Total,
  }
}

/** From the amounts. A draft cannot be paid yet; a void document never will be. */
function settlementOf(
  status: Invoice['status'],
  total: DecimalText,
  open: DecimalText,
): Invoice['settlement'] {
  if (status !== 'OPEN' && status !== 'UNKNOWN') return 'UNPAID'
  if (isZero(open)) return 'PAID'
  if (compare(open, total) === 0) return 'UNPAID'
  // More open than billed, or less than nothing, is a contradiction that no word names.
  const parts = [open, subtract(total, open)]
  return parts.every((part) => compare(part, '0') === compare(total, '0')) ? 'PARTIALLY_PAID' : 'UNKNOWN'
}

function findingsIn(raw: RawDocument, document: Invoice): Finding[] {
  const { subtotal, taxTotal, total, amountDue, currency } = document
  const found: Finding[] = []
  const word = raw.LineAmountTypes
  if (word !== null && !Object.hasOwn(WITH_TAX, word.toUpperCase()))
    found.push(unknownValue('LineAmountTypes', word))
  if (compare(add(subtotal, taxTotal), total) !== 0) {
    const sum = `Its subtotal ${subtotal} and tax ${taxTotal} ${currency} are not its total ${total}.`
    found.push(wrongSum(sum, 'Total'))
  }
  if (raw.Status === 'PAID' && !isZero(amountDue)) {
    found.push(contradiction(`It is paid, and ${amountDue} ${currency} is left.`, 'Status'))
  }
  if (document.settlement === 'UNKNOWN') {
    found.push(contradiction(`Of ${total} ${currency} ${amountDue} is left.`, 'Total'))
  }
  return found
}
