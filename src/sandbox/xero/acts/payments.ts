import type { Books } from '../books/books.ts'
import type { Credit, Invoice, Payment } from '../books/document.ts'
import { Refusal } from '../books/refusal.ts'
import type { Account } from '../books/settings.ts'
import { BASE_CURRENCY, rateOn, toBase } from '../money.ts'
import { amountOpen, checkLocks, findPayable, settle } from './settle.ts'

export interface PaymentFacts {
  accountId: string
  on: string
  /** In the currency of what is paid; null: all that is open. */
  amount: number | null
  reference: string
}

/** Throws Refusal when Xero would not take it; otherwise what it gives makes the payment. */
export function planPayment(books: Books, target: Invoice | Credit, facts: PaymentFacts): () => Payment {
  const open = amountOpen(books, target)
  const amount = facts.amount ?? open
  const account = books.account(facts.accountId)
  if (target.status !== 'AUTHORISED') {
    throw new Refusal('Payments can only be made against Authorised documents')
  }
  if (amount <= 0) throw new Refusal('The payment amount must be greater than zero')
  if (amount > open) throw new Refusal('Payment amount exceeds the amount outstanding on this document')
  checkLocks(books, facts.on)
  const rate = rateOn(target.currency, facts.on)
  const bankAmount = amountOnAccount(account, target, amount, rate)
  return () => {
    const payment: Payment = {
      id: books.random.uuid(),
      targetId: target.id,
      on: facts.on,
      amount,
      bankAmount,
      rate,
      accountId: account.id,
      reference: facts.reference,
      status: 'AUTHORISED',
      isReconciled: false,
      updatedAt: books.now(),
    }
    books.addPayment(payment)
    settle(books, target, facts.on)
    return payment
  }
}

/** Money for an invoice, or money back for a credit. */
export const pay = (books: Books, target: Invoice | Credit, facts: PaymentFacts): Payment =>
  planPayment(books, target, facts)()

/** Paid from an account of the same currency, or from one of the base currency. */
function amountOnAccount(
  account: Account,
  { currency }: Invoice | Credit,
  amount: number,
  rate: number,
): number {
  if (account.bank === null && !account.takesPayments) {
    throw new Refusal(
      'Account type is invalid for making payments; use a bank account or enable payments to it.',
    )
  }
  const accountCurrency = account.bank?.currency ?? BASE_CURRENCY
  if (accountCurrency === currency) return amount
  if (accountCurrency === BASE_CURRENCY) return toBase(amount, rate)
  throw new Refusal(`A document in ${currency} cannot be paid from an account in ${accountCurrency}.`)
}

/** It stays listed, and counts no more. */
export function deletePayment(books: Books, payment: Payment): Payment {
  if (payment.status === 'DELETED') throw new Refusal('This payment has already been deleted.')
  checkLocks(books, payment.on)
  payment.status = 'DELETED'
  payment.updatedAt = books.now()
  const target = findPayable(books, payment.targetId)
  if (target !== undefined) settle(books, target, payment.on)
  return payment
}
