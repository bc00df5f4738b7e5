import type { BankTransaction, BankTransfer } from '../books/bank.ts'
import type { Books } from '../books/books.ts'
import type { LineAmountTypes } from '../books/document.ts'
import { Refusal } from '../books/refusal.ts'
import type { Account } from '../books/settings.ts'
import { BASE_CURRENCY, type Currency, fromBase, rateOn, toBase } from '../money.ts'
import { writeLines, type LineDraft } from './lines.ts'
import { checkLocks } from './settle.ts'

export interface BankTransactionFacts {
  type: BankTransaction['type']
  accountId: string
  contactId: string | null
  on: string
  reference: string
  lineAmountTypes: LineAmountTypes
  lines: readonly LineDraft[]
  creditId?: string
}

/** Money out of or into a bank account, in its currency. */
export function addBankTransaction(books: Books, facts: BankTransactionFacts): BankTransaction {
  checkLocks(books, facts.on)
  const currency = currencyOf(books.account(facts.accountId))
  const transaction: BankTransaction = {
    ...facts,
    ...writeLines(books, facts.lineAmountTypes, facts.lines),
    id: books.random.uuid(),
    currency,
    rate: rateOn(currency, facts.on),
    status: 'AUTHORISED',
    isReconciled: false,
    creditId: facts.creditId ?? null,
    updatedAt: books.now(),
  }
  if (facts.contactId !== null) {
    const contact = books.contact(facts.contactId)
    if (facts.type === 'SPEND') contact.isSupplier = true
    if (facts.type === 'RECEIVE') contact.isCustomer = true
  }
  books.bankTransactions.set(transaction.id, transaction)
  return transaction
}

export function deleteBankTransaction(books: Books, transaction: BankTransaction): BankTransaction {
  if (transaction.status === 'DELETED' || transaction.creditId !== null) {
    throw new Refusal('This bank transaction cannot be deleted.')
  }
  checkLocks(books, transaction.on)
  transaction.status = 'DELETED'
  transaction.updatedAt = books.now()
  return transaction
}

export interface TransferFacts {
  from: Account
  to: Account
  /** In the first account's currency. */
  amount: number
  on: string
  reference: string
}

/** The transfer and its two halves, each in its account's currency. */
export function transfer(books: Books, { from, to, amount, on, reference }: TransferFacts): BankTransfer {
  if (from.id === to.id) throw new Refusal('The accounts of a transfer must be different.')
  const [leaving, arriving] = [currencyOf(from), currencyOf(to)]
  const rate = rateOn(leaving === BASE_CURRENCY ? arriving : leaving, on)
  const out = half(books, 'SPEND-TRANSFER', from, amount, { on, reference })
  const exchanged = leaving === arriving ? amount : exchange(amount, leaving, arriving, rate)
  const into = half(books, 'RECEIVE-TRANSFER', to, exchanged, { on, reference })
  const made: BankTransfer = {
    id: books.random.uuid(),
    fromAccountId: from.id,
    toAccountId: to.id,
    amount,
    rate: leaving === arriving ? null : rate,
    on,
    reference,
    status: 'AUTHORISED',
    fromTransactionId: out.id,
    toTransactionId: into.id,
    isReconciled: false,
    createdAt: books.now(),
    updatedAt: books.now(),
  }
  books.bankTransfers.set(made.id, made)
  return made
}

/** At the rate of whichever is not the base currency; two such are not exchanged here. */
function exchange(amount: number, from: Currency, to: Currency, rate: number): number {
  if (from === BASE_CURRENCY) return fromBase(amount, rate)
  if (to === BASE_CURRENCY) return toBase(amount, rate)
  throw new Refusal(`A transfer from ${from} to ${to} is not possible.`)
}

function half(
  books: Books,
  type: 'SPEND-TRANSFER' | 'RECEIVE-TRANSFER',
  { id: accountId }: Account,
  amount: number,
  { on, reference }: { on: string; reference: string },
): BankTransaction {
  const made = addBankTransaction(books, {
    ...{ type, accountId, contactId: null, on, reference },
    lineAmountTypes: 'NoTax',
    lines: [],
  })
  made.totals = { subTotal: amount, totalTax: 0, total: amount }
  return made
}

/** Its halves go with it. */
export function deleteTransfer(books: Books, made: BankTransfer): BankTransfer {
  for (const id of [made.fromTransactionId, made.toTransactionId]) {
    const transaction = books.bankTransactions.get(id)
    if (transaction !== undefined) deleteBankTransaction(books, transaction)
  }
  made.status = 'DELETED'
  made.updatedAt = books.now()
  return made
}

function currencyOf({ bank, name }: Account): Currency {
  if (bank === null) throw new Refusal(`${name} is not a bank account.`)
  return bank.currency
}
