import type { BankTransaction } from '../books/bank.ts'
import type { Books } from '../books/books.ts'
import type { Allocation, Credit, Invoice, LineAmountTypes } from '../books/document.ts'
import { Refusal } from '../books/refusal.ts'
import { type Currency, rateOn } from '../money.ts'
import { addBankTransaction } from './bank.ts'
import { writeLines, type LineDraft } from './lines.ts'
import { amountOpen, checkLocks, noteChange, settle } from './settle.ts'

export interface CreditNoteFacts {
  type: 'ACCRECCREDIT' | 'ACCPAYCREDIT'
  contactId: string
  on: string
  number: string | null
  reference: string
  currency: Currency
  lineAmountTypes: LineAmountTypes
  lines: readonly LineDraft[]
  status: 'DRAFT' | 'AUTHORISED'
}

export function createCreditNote(books: Books, facts: CreditNoteFacts): Credit {
  checkLocks(books, facts.on)
  const contact = books.contact(facts.contactId)
  const credit: Credit = {
    ...facts,
    ...writeLines(books, facts.lineAmountTypes, facts.lines),
    kind: 'CreditNote',
    id: books.random.uuid(),
    number: facts.number ?? (facts.type === 'ACCRECCREDIT' ? books.nextCreditNoteNumber() : ''),
    rate: rateOn(facts.currency, facts.on),
    paidOn: null,
    updatedAt: books.now(),
  }
  if (facts.type === 'ACCRECCREDIT') contact.isCustomer = true
  else contact.isSupplier = true
  books.credits.set(credit.id, credit)
  noteChange(books, credit, 'CREATE')
  return credit
}

export interface AdvanceFacts {
  direction: 'RECEIVE' | 'SPEND'
  kind: 'OVERPAYMENT' | 'PREPAYMENT'
  accountId: string
  contactId: string
  on: string
  reference: string
  lineAmountTypes: LineAmountTypes
  lines: readonly LineDraft[]
}

/** Money beyond what was due, or before anything is: a bank transaction, and the credit that it leaves. */
export function takeAdvance(
  books: Books,
  facts: AdvanceFacts,
): { credit: Credit; transaction: BankTransaction } {
  const { direction, kind, ...rest } = facts
  const type = `${direction}-${kind}` as const
  const id = books.random.uuid()
  const transaction = addBankTransaction(books, { ...rest, type, creditId: id })
  const { accountId: _account, isReconciled: _reconciled, creditId: _credit, ...document } = transaction
  const credit: Credit = {
    ...document,
    contactId: facts.contactId,
    kind: kind === 'OVERPAYMENT' ? 'Overpayment' : 'Prepayment',
    type,
    id,
    number: kind === 'PREPAYMENT' ? facts.reference : '',
    status: 'AUTHORISED',
    paidOn: null,
  }
  books.credits.set(credit.id, credit)
  return { credit, transaction }
}

/** Sets a part of a credit against an invoice of the same contact, side and currency. */
export function allocate(
  books: Books,
  credit: Credit,
  invoice: Invoice,
  amount: number,
  on: string,
): Allocation {
  if (amount <= 0 || amount > amountOpen(books, credit) || amount > amountOpen(books, invoice)) {
    throw new Refusal('The allocation amount exceeds the remaining credit or the amount outstanding.')
  }
  if (credit.status !== 'AUTHORISED' || invoice.status !== 'AUTHORISED') {
    throw new Refusal('Only authorised documents can be allocated.')
  }
  if (credit.currency !== invoice.currency || isSales(credit) !== (invoice.type === 'ACCREC')) {
    throw new Refusal('The credit and the invoice must be of the same type and currency.')
  }
  checkLocks(books, on)
  const allocation = { id: books.random.uuid(), creditId: credit.id, invoiceId: invoice.id, amount, on }
  books.addAllocation(allocation)
  settle(books, credit, on)
  settle(books, invoice, on)
  return allocation
}

export const isSales = ({ type }: Credit): boolean => type === 'ACCRECCREDIT' || type.startsWith('RECEIVE')
