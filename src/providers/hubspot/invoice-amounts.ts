import { add, compare, isZero, subtract, sum, type DecimalText } from '../../domain/decimal.ts'
import type { Finding, Invoice, InvoiceLine } from '../../domain/entities.ts'
import { optionalDecimal } from '../toolkit/exact.ts'
import { contradiction, unknownValue, wrongSum } from './findings.ts'

export const amountProperties = {
  hs_amount_billed: optionalDecimal,
  hs_amount_billed_pre_tax: optionalDecimal,
  hs_amount_paid: optionalDecimal,
  hs_balance_due: optionalDecimal,
  hs_subtotal: optionalDecimal,
  hs_discounts_total: optionalDecimal,
  hs_fees_total: optionalDecimal,
  hs_taxes_total: optionalDecimal,
}
type Told = Readonly<Record<keyof typeof amountProperties, DecimalText | null>>

/** Whether not one amount of the invoice is there. */
export const tellsNoAmount = (told: Told): boolean =>
  Object.keys(amountProperties).every((it) => Reflect.get(told, it) === null)

type Totals = Pick<Invoice, 'subtotal' | 'discountTotal' | 'taxTotal' | 'total'>

/**
 * The amount billed is the subtotal less discounts, with fees and taxes; HubSpot leaves empty what an invoice has
 * none of. `lines` are null where nobody asked for them. Throws a sentence where an amount would be a guess.
 */
export function totalsOf(
  told: Told,
  lines: readonly InvoiceLine[] | null,
  status: Invoice['status'],
): Totals {
  const total = told.hs_amount_billed ?? (status === 'DRAFT' ? draftTotal(told, lines) : null)
  if (total === null) throw new Error('hs_amount_billed: is missing')
  const preTax = told.hs_amount_billed_pre_tax
  const taxTotal = told.hs_taxes_total ?? (preTax === null ? '0' : subtract(total, preTax))
  const withoutTax = subtract(total, taxTotal)
  const subtotal = told.hs_subtotal ?? unadjusted(withoutTax, told)
  if (told.hs_taxes_total === null && !isSum(told, { subtotal, taxTotal, total }))
    throw new Error('hs_taxes_total: is missing, and without it the amounts do not make what is billed')
  return { subtotal, discountTotal: told.hs_discounts_total, taxTotal, total }
}

/** HubSpot works out a draft's totals some moments after it is made. */
function draftTotal(told: Told, lines: readonly InvoiceLine[] | null): DecimalText | null {
  const before = told.hs_subtotal ?? (lines === null ? null : sum(lines.map((it) => it.amount)))
  return before === null ? null : add(adjusted(before, told), taxTold(told))
}

/** Whether the subtotal is before or after discounts, HubSpot does not document: either may be right. */
function isSum(
  told: Told,
  { subtotal, taxTotal, total }: Pick<Invoice, 'subtotal' | 'taxTotal' | 'total'>,
): boolean {
  const untaxed = [adjusted(subtotal, told), add(subtotal, told.hs_fees_total ?? '0')]
  return untaxed.some((it) => compare(add(it, taxTotal), total) === 0)
}

const taxTold = ({ hs_taxes_total }: Told): DecimalText => hs_taxes_total ?? '0'

const adjusted = (subtotal: DecimalText, { hs_discounts_total, hs_fees_total }: Told): DecimalText =>
  add(subtract(subtotal, hs_discounts_total ?? '0'), hs_fees_total ?? '0')

const unadjusted = (withoutTax: DecimalText, { hs_discounts_total, hs_fees_total }: Told): DecimalText =>
  subtract(add(withoutTax, hs_discounts_total ?? '0'), hs_fees_total ?? '0')

/** What is paid and what is open. Throws a sentence when neither is told of an invoice that can be paid in part. */
export function settlementOf(
  told: Told,
  status: Invoice['status'],
  { total, remoteStatus }: { total: DecimalText; remoteStatus: string | null },
): Pick<Invoice, 'amountPaid' | 'amountDue' | 'settlement'> {
  const { hs_amount_paid: paid, hs_balance_due: due } = told
  const isPaid = remoteStatus?.toLowerCase() === 'paid'
  if (paid === null && due === null) {
    if (isPaid) return { amountPaid: total, amountDue: '0', settlement: 'PAID' }
    // A draft owes nothing yet, and a void invoice nothing any more.
    if (status === 'DRAFT' || status === 'VOID')
      return { amountPaid: '0', amountDue: '0', settlement: 'UNPAID' }
    throw new Error('hs_balance_due and hs_amount_paid: are missing')
  }
  // Of a void invoice nothing is open, whatever was billed; of any other, what was not paid.
  const amountDue = due ?? (status === 'VOID' ? '0' : subtract(total, paid ?? '0'))
  const amountPaid = paid ?? (status === 'VOID' ? '0' : subtract(total, amountDue))
  return { amountPaid, amountDue, settlement: settlementBy(status, total, amountDue) }
}

/** From the amounts. A draft cannot be paid yet; a void invoice never will be. */
function settlementBy(
  status: Invoice['status'],
  total: DecimalText,
  due: DecimalText,
): Invoice['settlement'] {
  if (status === 'DRAFT' || status === 'VOID') return 'UNPAID'
  if (isZero(due)) return 'PAID'
  if (compare(due, total) === 0) return 'UNPAID'
  // More open than billed, or less than nothing, is a contradiction that no word names.
  const parts = [due, subtract(total, due)]
  return parts.every((part) => compare(part, '0') === compare(total, '0')) ? 'PARTIALLY_PAID' : 'UNKNOWN'
}

export function findingsIn(told: Told, invoice: Invoice): Finding[] {
  const { status, remoteStatus, settlement, subtotal, taxTotal, total, amountPaid, amountDue, currency } =
    invoice
  const found: Finding[] = []
  if (told.hs_taxes_total === null && told.hs_amount_billed_pre_tax === null && told.hs_subtotal === null) {
    found.push(unknownValue('hs_taxes_total', null))
  }
  if (!isSum(told, invoice)) {
    const parts = `subtotal ${subtotal}, discounts ${told.hs_discounts_total ?? '0'}, fees ${told.hs_fees_total ?? '0'} and taxes ${taxTotal}`
    found.push(wrongSum(`Its ${parts} do not make its total ${total} ${currency}.`))
  }
  if (status !== 'OPEN') return found
  if (remoteStatus?.toLowerCase() === 'paid' && settlement !== 'PAID') {
    found.push(
      contradiction(`It is paid, and ${amountDue} ${currency} of ${total} is open.`, 'hs_invoice_status'),
    )
  } else if (settlement === 'UNKNOWN' || compare(add(amountPaid, amountDue), total) !== 0) {
    const parts = `${amountPaid} is paid and ${amountDue} is open`
    found.push(contradiction(`Of ${total} ${currency} ${parts}.`, 'hs_balance_due'))
  }
  return found
}
