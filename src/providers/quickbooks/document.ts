import { z } from 'zod'
import { add, compare, isZero, subtract, sum, type DecimalText } from '../../domain/decimal.ts'
import type { Invoice } from '../../domain/entities.ts'
import { recordKey, type RecordKey } from '../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../provider.ts'
import type { FidelityOf } from '../toolkit/fidelity.ts'
import { exactDecimal, listOf, optionalDay, optionalDecimal, optionalText, orNull } from '../toolkit/exact.ts'
import { documentLine, mapLines, showTax } from './lines.ts'
import { currencyOf, optionalReference, unknownValue } from './reference.ts'
import { isVoid, remoteTransaction } from './transaction.ts'

// Invoices, bills and both kinds of credit notes: one shape but for whom they are with.

export const remoteDocument = z.object({
  ...remoteTransaction,
  TxnDate: optionalDay,
  DueDate: optionalDay,
  ClassRef: optionalReference,
  DepartmentRef: optionalReference,
  GlobalTaxCalculation: optionalText,
  TotalAmt: exactDecimal,
  Balance: optionalDecimal,
  TxnTaxDetail: orNull(
    z.object({ TotalTax: optionalDecimal, TaxLine: listOf(z.object({ Amount: optionalDecimal })) }),
  ),
  Line: listOf(documentLine),
})

type RawDocument = z.output<typeof remoteDocument>

interface Nature {
  stream: string
  direction: Invoice['direction']
  kind: Invoice['kind']
  contactKey: RecordKey | null
  /** The other side's number for it. */
  reference: string | null
  /** What is still to be paid or, for a credit note, to be used. */
  open: DecimalText | null
}

export const documentFields = {
  direction: 'DERIVED',
  kind: 'DERIVED',
  number: 'NATIVE',
  reference: 'MISSING',
  memo: 'NATIVE',
  contactKey: 'NATIVE',
  status: 'DERIVED',
  settlement: 'DERIVED',
  remoteStatus: 'MISSING',
  issueDate: 'NATIVE',
  dueDate: 'NATIVE',
  currency: 'NATIVE',
  exchangeRate: 'NATIVE',
  amountsIncludeTax: 'DERIVED',
  lines: 'NATIVE',
  subtotal: 'DERIVED',
  discountTotal: 'DERIVED',
  taxTotal: 'NATIVE',
  total: 'NATIVE',
  amountPaid: 'DERIVED',
  amountDue: 'NATIVE',
} as const satisfies FidelityOf<Invoice>

const TAX_CALCULATIONS = new Set(['TaxInclusive', 'TaxExcluded', 'NotApplicable'])

export function mapDocument(raw: RawDocument, nature: Nature, source: SourceFacts): Mapped {
  const { stream, direction, kind, contactKey, reference, open } = nature
  if (open === null) throw new Error('The record does not tell its balance.')
  const taxWord = raw.GlobalTaxCalculation
  const mapped = mapLines(raw.Line, raw, taxWord === 'TaxInclusive')
  const voided = isVoid(raw, raw.TotalAmt)
  const document: Invoice = {
    type: 'INVOICE',
    key: recordKey(stream, raw.Id),
    direction,
    kind,
    number: raw.DocNumber,
    reference,
    memo: raw.PrivateNote,
    contactKey,
    status: statusOf(raw, voided),
    settlement: voided ? 'UNPAID' : settlementOf(raw.TotalAmt, open),
    remoteStatus: null,
    issueDate: raw.TxnDate,
    dueDate: raw.DueDate,
    currency: currencyOf(raw, source),
    exchangeRate: raw.ExchangeRate,
    // The word is absent in the United States, where tax always comes on top of the lines.
    amountsIncludeTax: isUnknownTaxWord(taxWord) ? null : mapped.includeTax,
    lines: mapped.lines,
    ...amountsOf(raw, mapped.discountTotal, open),
  }
  const findings = isUnknownTaxWord(taxWord)
    ? [...mapped.findings, unknownValue(['GlobalTaxCalculation'], taxWord)]
    : mapped.findings
  return { records: [document], findings }
}

const isUnknownTaxWord = (word: string | null): word is string => word !== null && !TAX_CALCULATIONS.has(word)

function amountsOf(raw: RawDocument, discountTotal: DecimalText | null, open: DecimalText) {
  const taxTotal = taxOf(raw)
  return {
    // From the total, so that lines which do not add up to it show.
    subtotal: add(subtract(raw.TotalAmt, taxTotal), discountTotal ?? '0'),
    discountTotal,
    taxTotal,
    total: raw.TotalAmt,
    amountPaid: subtract(raw.TotalAmt, open),
    amountDue: open,
  }
}

/**
 * The tax detail is of the taxes that are charged (Finance.xsd, minOccurs 0), so documents without tax come without it, or
 * with an empty one. Lines that cost more with tax than before it contradict that: then the tax is not known.
 */
function taxOf({ TxnTaxDetail, Line }: RawDocument): DecimalText {
  if (TxnTaxDetail?.TotalTax != null) return TxnTaxDetail.TotalTax
  const parts = (TxnTaxDetail?.TaxLine ?? []).map(({ Amount }) => Amount)
  if (parts.every((it) => it !== null) && (parts.length > 0 || !showTax(Line))) return sum(parts)
  throw new Error('TxnTaxDetail: TotalTax is missing, so that the document’s tax is not known.')
}

function statusOf({ status }: RawDocument, voided: boolean): Invoice['status'] {
  if (voided) return 'VOID'
  return status?.toLowerCase() === 'draft' ? 'DRAFT' : 'OPEN'
}

/** From the amounts: QuickBooks has no field for it. */
function settlementOf(total: DecimalText, open: DecimalText): Invoice['settlement'] {
  if (isZero(open)) return 'PAID'
  if (compare(open, total) === 0) return 'UNPAID'
  // More open than billed, or less than nothing, is a contradiction that no word names.
  const parts = [open, subtract(total, open)]
  const between = parts.every((part) => compare(part, '0') === compare(total, '0'))
  return between ? 'PARTIALLY_PAID' : 'UNKNOWN'
}
