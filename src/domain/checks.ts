import { minorUnitDigits } from './currency.ts'
import { absolute, add, compare, fromMinorUnits, isZero, multiply, subtract, sum } from './decimal.ts'
import type { CanonicalRecord, Finding, Invoice, JournalEntry } from './entities.ts'

/** What in a record contradicts itself, whichever provider it came from. */
export function findingsOf(record: CanonicalRecord): Finding[] {
  if (record.type === 'INVOICE') return [...linesAgainstTotals(record), ...settlementAgainstAmounts(record)]
  if (record.type === 'JOURNAL_ENTRY') return debitsAgainstCredits(record)
  return []
}

/**
 * Providers differ in what a line's amount holds: with or without tax, before or after its discount. Only lines that
 * fit none of these readings contradict the totals.
 */
function linesAgainstTotals(invoice: Invoice): Finding[] {
  const { lines, subtotal, discountTotal, taxTotal, total, currency } = invoice
  if (lines.length === 0) return []
  const amounts = sum(lines.map((it) => it.amount))
  // Nearly all invoices end here, which spares them the arithmetic below.
  if (compare(amounts, subtotal) === 0) return []
  const discounts = sum(lines.map((it) => it.discountAmount ?? '0'))
  const taxes = sum(lines.map((it) => it.taxAmount ?? '0'))
  const discount = absolute(discountTotal ?? '0')
  const summed = [amounts, subtract(amounts, discounts), add(amounts, taxes), subtract(amounts, taxes)]
  const totals = [subtotal, total, subtract(total, taxTotal), add(subtotal, taxTotal)]
  const allowed = totals.flatMap((it) => [it, add(it, discount), subtract(it, discount)])
  // Tax taken out of, or put on, each line is rounded on each line.
  const rounding = multiply(fromMinorUnits('1', minorUnitDigits(currency)), `${lines.length}`)
  const fits = summed.some((it) =>
    allowed.some((that) => compare(absolute(subtract(it, that)), rounding) <= 0),
  )
  if (fits) return []
  return [
    finding(
      'LINES_DO_NOT_SUM',
      `The lines of ${nameOf(invoice)} sum to ${amounts} ${currency}; its subtotal is ${subtotal}, its total ${total}.`,
    ),
  ]
}

/** A draft owes nothing yet and a void one nothing any more, whatever their amounts say. */
function settlementAgainstAmounts(invoice: Invoice): Finding[] {
  const { status, settlement, amountPaid, amountDue, total, currency } = invoice
  if (status !== 'OPEN' || isZero(total)) return []
  const contradicts = {
    PAID: !isZero(amountDue),
    PARTIALLY_PAID: isZero(amountDue) || (isZero(amountPaid) && compare(amountDue, total) === 0),
    UNPAID: isZero(amountDue),
    // Written off: what is due stays due on paper.
    UNCOLLECTIBLE: false,
    UNKNOWN: false,
  }[settlement]
  if (!contradicts) return []
  const word = settlement.toLowerCase().replace('_', ' ')
  return [
    finding(
      'SETTLEMENT_CONTRADICTS_AMOUNTS',
      `${nameOf(invoice)} is ${word}, but of ${total} ${currency} ${amountPaid} is paid and ${amountDue} is due.`,
    ),
  ]
}

function debitsAgainstCredits(entry: JournalEntry): Finding[] {
  const debits = sum(entry.lines.map((it) => it.debit ?? '0'))
  const credits = sum(entry.lines.map((it) => it.credit ?? '0'))
  if (compare(debits, credits) === 0) return []
  return [
    finding(
      'UNBALANCED_ENTRY',
      `The debits of ${nameOf(entry)} sum to ${debits} ${entry.currency}, its credits to ${credits}.`,
    ),
  ]
}

const finding = (code: Finding['code'], message: string): Finding => ({
  code,
  severity: 'WARNING',
  message,
  path: [],
})

const nameOf = (it: Invoice | JournalEntry): string => it.number ?? it.key
