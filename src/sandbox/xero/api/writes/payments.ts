import { deletePayment, planPayment } from '../../acts/payments.ts'
import { findPayable } from '../../acts/settle.ts'
import type { Books } from '../../books/books.ts'
import type { Payment } from '../../books/document.ts'
import { Refusal } from '../../books/refusal.ts'
import type { JsonObject } from '../../json.ts'
import { day, object, text, units } from './body.ts'

/** Names what is paid by id or number, and the account by id or code. */
export function planNewPayment(books: Books, element: JsonObject): () => Payment {
  const target = targetOf(books, element)
  const account = object(element, 'Account')
  if (account === undefined) throw new Refusal('You must specify an Account')
  const code = text(account, 'Code')
  const accountId = text(account, 'AccountID') ?? (code === undefined ? '' : books.accountByCode(code).id)
  const amount = units(element, 'Amount', 2)
  if (amount === undefined) throw new Refusal('Amount must be specified')
  return planPayment(books, target, {
    accountId,
    amount,
    on: day(element, 'Date') ?? books.today,
    reference: text(element, 'Reference') ?? '',
  })
}

function targetOf(books: Books, element: JsonObject) {
  const invoice = object(element, 'Invoice')
  const id = [
    invoice?.InvoiceID,
    ...['CreditNote', 'Overpayment', 'Prepayment'].map((kind) => object(element, kind)?.[`${kind}ID`]),
  ].find((it) => typeof it === 'string')
  const number = invoice?.InvoiceNumber ?? element.InvoiceNumber
  const target =
    typeof id === 'string'
      ? findPayable(books, id)
      : [...books.invoices.values()].find((it) => it.number !== '' && it.number === number)
  if (target === undefined) throw new Refusal('The document to pay could not be found')
  return target
}

/** Of a payment nothing can be changed; it can be deleted. */
export function planChangedPayment(books: Books, payment: Payment, element: JsonObject): () => Payment {
  if (text(element, 'Status') !== 'DELETED')
    throw new Refusal('Only the status DELETED can be set on a payment')
  return () => deletePayment(books, payment)
}
