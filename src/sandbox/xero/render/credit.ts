import { amountOpen } from '../acts/settle.ts'
import type { Books } from '../books/books.ts'
import type { Credit } from '../books/document.ts'
import { given, type JsonObject } from '../json.ts'
import { double } from '../money.ts'
import { msDay } from '../time.ts'
import { contactOf } from './contact.ts'
import { currencyRate, days, renderLines, totals, updated, type View } from './document.ts'
import { invoiceStub, paymentStub } from './invoice.ts'

export function renderCredit(books: Books, credit: Credit, view: View): JsonObject {
  const { id, kind, type, number, reference, contactId, status } = credit
  return {
    [`${kind}ID`]: id,
    ...(kind === 'CreditNote' ? { CreditNoteNumber: number } : {}),
    ...(kind === 'Prepayment' && number !== '' ? { InvoiceNumber: number } : {}),
    ID: id,
    ...currencyRate(credit),
    Type: type,
    Reference: reference,
    RemainingCredit: double(amountOpen(books, credit)),
    Allocations: books.allocationsOf(id).map((it) => ({
      AllocationID: it.id,
      Amount: double(it.amount),
      Date: msDay(it.on),
      Invoice: invoiceStub({ id: it.invoiceId, number: books.invoices.get(it.invoiceId)?.number ?? '' }),
      IsDeleted: false,
    })),
    Payments: books.paymentsOf(id).map(paymentStub),
    HasAttachments: false,
    Contact: contactOf(books, contactId, view.detail),
    ...days('Date', credit.on),
    Status: status,
    ...totals(credit, renderLines(books, credit.lines, view)),
    ...updated(credit.updatedAt),
    CurrencyCode: credit.currency,
    ...given('FullyPaidOnDate', credit.paidOn === null ? null : msDay(credit.paidOn)),
  }
}
