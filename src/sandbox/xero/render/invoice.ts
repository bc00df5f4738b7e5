import { amountAllocated, amountOpen, amountPaid } from '../acts/settle.ts'
import type { Books } from '../books/books.ts'
import type { Credit, CreditKind, Invoice, Payment } from '../books/document.ts'
import { given, type JsonObject } from '../json.ts'
import { double } from '../money.ts'
import { msDay } from '../time.ts'
import { contactOf } from './contact.ts'
import { currencyRate, days, renderLines, totals, updated, type View } from './document.ts'

export function renderInvoice(books: Books, invoice: Invoice, view: View): JsonObject {
  const { id, type, number, reference, contactId, status } = invoice
  const isSummary = view.detail === 'summary'
  return {
    Type: type,
    InvoiceID: id,
    InvoiceNumber: number,
    // Bills have no reference of their own.
    ...(type === 'ACCREC' ? { Reference: reference } : {}),
    ...(isSummary ? {} : settlements(books, invoice)),
    AmountDue: double(amountOpen(books, invoice)),
    AmountPaid: double(amountPaid(books, invoice)),
    AmountCredited: double(amountAllocated(books, invoice)),
    ...(type === 'ACCREC' ? { SentToContact: invoice.sentToContact } : {}),
    ...currencyRate(invoice),
    HasErrors: false,
    IsDiscounted: invoice.lines.some((it) => it.discountPercent > 0),
    HasAttachments: false,
    Contact: contactOf(books, contactId, view.detail),
    ...days('Date', invoice.on),
    ...days('DueDate', invoice.dueOn),
    Status: status,
    ...totals(invoice, renderLines(books, invoice.lines, view)),
    ...updated(invoice.updatedAt),
    CurrencyCode: invoice.currency,
    ...given('FullyPaidOnDate', invoice.paidOn === null ? null : msDay(invoice.paidOn)),
  }
}

function settlements(books: Books, { id }: Invoice): JsonObject {
  const applied = books.allocationsOf(id).flatMap(({ creditId, amount }) => {
    const credit = books.credits.get(creditId)
    return credit === undefined ? [] : [{ kind: credit.kind, told: appliedCredit(credit, amount) }]
  })
  const of = (kind: CreditKind) => applied.filter((it) => it.kind === kind).map((it) => it.told)
  return {
    Payments: books.paymentsOf(id).map(paymentStub),
    CreditNotes: of('CreditNote'),
    Prepayments: of('Prepayment'),
    Overpayments: of('Overpayment'),
  }
}

/** As the document that was paid names it. */
export const paymentStub = (payment: Payment): JsonObject => ({
  PaymentID: payment.id,
  Date: msDay(payment.on),
  Amount: double(payment.amount),
  Reference: payment.reference,
  CurrencyRate: double(payment.rate, 6),
  HasAccount: false,
  HasValidationErrors: false,
})

const appliedCredit = (credit: Credit, amount: number): JsonObject => ({
  [`${credit.kind}ID`]: credit.id,
  ...(credit.kind === 'CreditNote' ? { CreditNoteNumber: credit.number } : {}),
  ID: credit.id,
  AppliedAmount: double(amount),
  ...days('Date', credit.on),
  LineItems: [],
  Total: double(credit.totals.total),
})

/** As allocations and payments name it. */
export const invoiceStub = ({
  id,
  number,
  type,
}: Pick<Invoice, 'id' | 'number'> & { type?: string }): JsonObject => ({
  ...given('Type', type ?? null),
  InvoiceID: id,
  InvoiceNumber: number,
  Payments: [],
  CreditNotes: [],
  Prepayments: [],
  Overpayments: [],
  HasErrors: false,
  IsDiscounted: false,
  LineItems: [],
})
