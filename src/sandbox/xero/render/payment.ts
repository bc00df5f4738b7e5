import { findPayable, isCredit } from '../acts/settle.ts'
import type { Books } from '../books/books.ts'
import type { Credit, Invoice, Payment } from '../books/document.ts'
import type { Account } from '../books/settings.ts'
import { given, type JsonObject } from '../json.ts'
import { double } from '../money.ts'
import { msDay } from '../time.ts'
import { contactStub } from './contact.ts'
import { currencyRate, updated, type View } from './document.ts'
import { invoiceStub, renderInvoice } from './invoice.ts'

export function renderPayment(books: Books, payment: Payment, view: View): JsonObject {
  const target = findPayable(books, payment.targetId)
  if (target === undefined) throw new Error(`payment ${payment.id} is for nothing`)
  return {
    PaymentID: payment.id,
    Date: msDay(payment.on),
    BankAmount: double(payment.bankAmount),
    Amount: double(payment.amount),
    Reference: payment.reference,
    ...currencyRate({ id: payment.id, currency: target.currency, rate: payment.rate }),
    PaymentType: paymentType(target),
    Status: payment.status,
    ...updated(payment.updatedAt),
    HasAccount: true,
    IsReconciled: payment.isReconciled,
    Account: accountStub(books.account(payment.accountId)),
    Invoice: paidDocument(books, target, view),
    HasValidationErrors: false,
  }
}

const paymentType = (target: Invoice | Credit): string => {
  if (!isCredit(target)) return `${target.type}PAYMENT`
  const side = /^(ACCREC|RECEIVE)/.test(target.type) ? 'AR' : 'AP'
  return `${side}${target.kind === 'CreditNote' ? 'CREDIT' : target.kind.toUpperCase()}PAYMENT`
}

/** A credit stands under the name of an invoice, too. */
function paidDocument(books: Books, target: Invoice | Credit, view: View): JsonObject {
  if (view.detail === 'single' && !isCredit(target))
    return renderInvoice(books, target, { ...view, detail: 'page' })
  const type = isCredit(target) && target.kind !== 'CreditNote' ? creditType(target) : target.type
  return {
    ...invoiceStub({ id: target.id, number: target.number, type }),
    Contact: contactStub(books.contact(target.contactId)),
    CurrencyCode: target.currency,
  }
}

const creditType = ({ kind, type }: Credit): string =>
  `${type.startsWith('RECEIVE') ? 'AR' : 'AP'}${kind.toUpperCase()}`

export const accountStub = ({ id, code, name }: Account): JsonObject => ({
  AccountID: id,
  ...given('Code', code),
  Name: name,
})
