import { negate, type DecimalText } from '../../domain/decimal.ts'
import type { Invoice, InvoiceLine } from '../../domain/entities.ts'

/** Amounts as Dynamics has them, those of a credit note below zero. */
interface Amounts {
  total: DecimalText
  taxTotal: DecimalText
  subtotal: DecimalText
  discountTotal: DecimalText | null
  lines: InvoiceLine[]
}

/** A credit note's amounts are positive here: that it is one, its kind says. */
export function asDocument(amounts: Amounts): Amounts & Pick<Invoice, 'kind'> {
  if (!amounts.total.startsWith('-')) return { kind: 'INVOICE', ...amounts }
  const { discountTotal } = amounts
  return {
    kind: 'CREDIT_NOTE',
    total: negate(amounts.total),
    taxTotal: negate(amounts.taxTotal),
    subtotal: negate(amounts.subtotal),
    discountTotal: discountTotal === null ? null : negate(discountTotal),
    lines: amounts.lines.map(credited),
  }
}

const negated = (value: DecimalText | null): DecimalText | null => (value === null ? null : negate(value))

/** The unit price stays: what is given back is a quantity. */
const credited = (line: InvoiceLine): InvoiceLine => ({
  ...line,
  quantity: negated(line.quantity),
  amount: negate(line.amount),
  taxAmount: negated(line.taxAmount),
  discountAmount: negated(line.discountAmount),
})
