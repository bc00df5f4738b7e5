import { compare, isZero, negate, subtract, sum, type DecimalText } from '../../domain/decimal.ts'
import type { Finding, Invoice, PaymentAllocation } from '../../domain/entities.ts'
import { recordKey, type RecordKey } from '../../domain/ids.ts'
import { isCompany } from './company.ts'
import { missingPart, unexpectedCurrency, untold } from './findings.ts'
import { paidBy, lineId, type PaymentLine, type PaymentNature } from './payment-line.ts'

// Dynamics' invoices do not tell what of them is paid. Derived: the sum of the posted payment lines that mark them.

export interface Billed {
  invoiceKey: RecordKey
  /** As the ledger has it: below zero for a credit note. */
  total: DecimalText
  currency: string
  /** Null: not known. */
  posted: boolean | null
  company: string
  /** Lines that mark the invoice's number; null: not known. */
  payments: readonly PaymentLine[] | null
}

interface Settled {
  amounts: Pick<Invoice, 'settlement' | 'amountPaid' | 'amountDue'>
  allocations: PaymentAllocation[]
  findings: Finding[]
}

export function settle(billed: Billed, nature: PaymentNature): Settled {
  const { total, currency, posted, payments } = billed
  const isCredit = total.startsWith('-')
  const signed = (amount: DecimalText) => (isCredit ? negate(amount) : amount)
  // Nobody waits for the money of an invoice that is not posted.
  if (posted === false) {
    return {
      amounts: { settlement: 'UNPAID', amountPaid: '0', amountDue: '0' },
      allocations: [],
      findings: [],
    }
  }
  const marking = (payments ?? []).filter(
    (line) => line.Header?.IsPosted === true && isCompany(line.MarkedInvoiceCompany, billed.company),
  )
  const counted = marking.filter((line) => line.CurrencyCode === currency)
  const paid = sum(counted.map((line) => signed(paidBy(line, nature))))
  const due = subtract(signed(total), paid)
  const isCertain = posted !== null && payments !== null && counted.length === marking.length
  return {
    amounts: {
      settlement: isCertain ? settlementOf(signed(total), due) : 'UNKNOWN',
      amountPaid: paid,
      amountDue: due,
    },
    allocations: counted.map((line) => allocation(line, billed, signed(paidBy(line, nature)), nature)),
    findings: [
      ...(posted === null ? [untold(NOT_KNOWN_TO_BE_POSTED, 'IsPosted')] : []),
      ...(payments === null ? [missingPart(NO_PAYMENTS, 'Payments')] : []),
      ...(counted.length < marking.length ? [unexpectedCurrency(OTHER_CURRENCY, 'Payments')] : []),
    ],
  }
}

const NOT_KNOWN_TO_BE_POSTED =
  'Whether this invoice is posted is not known: if it is not, nothing is due of it.'
const NO_PAYMENTS =
  'What of this invoice is paid is not known: the lines of payment journals that mark it are missing.'
const OTHER_CURRENCY =
  'This invoice is paid in another currency too: what of it that settles, Dynamics does not tell.'

function settlementOf(total: DecimalText, due: DecimalText): Invoice['settlement'] {
  // More paid than billed is paid; the amounts that contradict it show.
  if (isZero(due) || due.startsWith('-')) return 'PAID'
  return compare(due, total) === 0 ? 'UNPAID' : 'PARTIALLY_PAID'
}

const allocation = (
  line: PaymentLine,
  { invoiceKey, currency }: Billed,
  amount: DecimalText,
  { stream }: PaymentNature,
): PaymentAllocation => ({
  type: 'PAYMENT_ALLOCATION',
  key: `${invoiceKey}#${lineId(line)}`,
  paymentKey: recordKey(stream, lineId(line)),
  invoiceKey,
  amount,
  currency,
})
