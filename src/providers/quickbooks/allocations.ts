import { z } from 'zod'
import { negate } from '../../domain/decimal.ts'
import type { Finding, Payment } from '../../domain/entities.ts'
import { recordKey } from '../../domain/ids.ts'
import { exactDecimal, identifier, listOf, text } from '../toolkit/exact.ts'
import { unknownValue } from './reference.ts'

export const linkedTransaction = z.object({ TxnId: identifier, TxnType: text })

/** A payment's line says which document takes how much of it. */
export const paymentLine = z.object({ Amount: exactDecimal, LinkedTxn: listOf(linkedTransaction) })

type PaymentLine = z.output<typeof paymentLine>
type Linked = z.output<typeof linkedTransaction>

const DOCUMENT_STREAMS: Readonly<Record<string, { stream: string; credit: boolean }>> = {
  Invoice: { stream: 'invoices', credit: false },
  Bill: { stream: 'bills', credit: false },
  CreditMemo: { stream: 'credit_memos', credit: true },
  VendorCredit: { stream: 'vendor_credits', credit: true },
}

// What else a payment can settle, none of it an invoice: Intuit's TxnTypeEnum, and what real answers add to it.
const OTHER_TYPES = new Set(
  `APCreditCard ARRefundCreditCard BillPayment BillPaymentCheck BillPaymentCreditCard BuildAssembly CarryOver CashPurchase
  Charge Check CreditCardCharge CreditCardCredit CreditCardPayment Deposit EFPLiabilityCheck EFTBillPayment EFTRefund
  Estimate Expense InventoryAdjustment InventoryTransfer ItemReceipt JournalEntry LiabilityAdjustment Paycheck Payment
  PayrollLiabilityCheck PriorPayment Purchase PurchaseOrder ReceivePayment RefundCheck RefundReceipt ReimburseCharge
  SalesOrder SalesReceipt SalesTaxPaymentCheck StatementCharge TimeActivity Transfer`.split(/\s+/),
)

export function mapAllocations(
  lines: readonly PaymentLine[],
  currency: string,
): { allocations: Payment['allocations']; findings: Finding[] } {
  const findings: Finding[] = []
  const allocations = lines
    .map((line, index) => {
      const path = ['Line', String(index), 'LinkedTxn']
      const [linked, ...others] = line.LinkedTxn
      if (linked === undefined) return null
      if (others.length > 0) {
        findings.push(undivided(path))
        return { invoiceKey: null, amount: line.Amount, currency }
      }
      if (!isKnown(linked)) findings.push(unknownValue([...path, '0', 'TxnType'], linked.TxnType))
      return { ...target(linked, line.Amount), currency }
    })
    .filter((allocation) => allocation !== null)
  return { allocations, findings }
}

const isKnown = ({ TxnType }: Linked) => Object.hasOwn(DOCUMENT_STREAMS, TxnType) || OTHER_TYPES.has(TxnType)

/** A credit used up pays like money: it is negative here, so that allocations add up to the payment's amount. */
function target({ TxnId, TxnType }: Linked, amount: string) {
  const document = DOCUMENT_STREAMS[TxnType]
  if (document === undefined) return { invoiceKey: null, amount }
  return {
    invoiceKey: recordKey(document.stream, TxnId),
    amount: document.credit ? negate(amount) : amount,
  }
}

const undivided = (path: string[]): Finding => ({
  code: 'MISSING_REFERENCE',
  severity: 'WARNING',
  message: 'One amount pays several documents, and QuickBooks does not tell each one’s share.',
  path,
})
