import { allocate, createCreditNote, takeAdvance } from '../acts/credits.ts'
import { approveInvoice, deleteDraft, voidDocument } from '../acts/invoices.ts'
import { deletePayment, pay } from '../acts/payments.ts'
import { amountOpen } from '../acts/settle.ts'
import type { Invoice } from '../books/document.ts'
import { divideRounded } from '../money.ts'
import { DAY } from '../time.ts'
import type { Agenda } from './agenda.ts'
import type { Business } from './business.ts'

/** What becomes of an invoice or a bill. */
export type Fate =
  | 'paid'
  | 'paid in parts'
  | 'paid in part'
  | 'unpaid'
  | 'paid twice'
  | 'credited'
  | 'credited and refunded'
  | 'voided'
  | 'overpaid'
  | 'prepaid'
  | 'draft'
  | 'submitted'
  | 'deleted'

/** Each happens, however small the books. */
const WEIGHTS: readonly (readonly [Fate, number])[] = [
  ['paid', 74],
  ['paid in parts', 5],
  ['paid in part', 2],
  ['unpaid', 5],
  ['paid twice', 4],
  ['credited', 3],
  ['credited and refunded', 1],
  ['voided', 2],
  ['overpaid', 1.2],
  ['prepaid', 0.8],
  ['draft', 0.8],
  ['submitted', 0.6],
  ['deleted', 1],
]
export const FEWEST_DOCUMENTS = WEIGHTS.length

export const fateOf = ({ random }: Business, index: number): Fate =>
  WEIGHTS[index]?.[0] ?? random.pickWeighted(WEIGHTS)

/** Of documents that stay unapproved, the older ones are approved after all. */
export const isUnapproved = (fate: Fate): boolean =>
  fate === 'draft' || fate === 'submitted' || fate === 'deleted'

export function meetFate(business: Business, agenda: Agenda, invoice: Invoice, fate: Fate): void {
  const { books, random } = business
  const later = (from: number, to: number, act: () => void) => {
    agenda.add(agenda.now + random.int(from * DAY, to * DAY), act)
  }
  const inFull = () => {
    // A credit may have settled it.
    if (invoice.status === 'AUTHORISED') payFrom(business, invoice, null)
  }
  switch (fate) {
    case 'paid':
      later(3, 58, inFull)
      return
    case 'paid in parts':
      later(3, 25, () => payFrom(business, invoice, divideRounded(invoice.totals.total * 2, 5)))
      later(26, 60, inFull)
      return
    case 'paid in part':
      later(3, 30, () => payFrom(business, invoice, divideRounded(invoice.totals.total, 3)))
      return
    case 'paid twice':
      // The first one was a mistake, found on the next days.
      later(3, 20, () => {
        const payment = payFrom(business, invoice, null)
        later(1, 4, () => deletePayment(books, payment))
      })
      later(25, 50, inFull)
      return
    case 'credited':
      later(5, 20, () => credit(business, invoice, 1))
      later(21, 60, inFull)
      return
    case 'credited and refunded':
      later(5, 20, inFull)
      later(21, 50, () => {
        const note = credit(business, invoice, 0)
        payFrom(business, note, null)
      })
      return
    case 'voided':
      later(1, 12, () => voidDocument(books, invoice))
      return
    case 'overpaid':
    case 'prepaid':
      later(2, 40, () => {
        advance(business, invoice, fate === 'overpaid' ? 'OVERPAYMENT' : 'PREPAYMENT')
      })
      later(41, 60, inFull)
      return
    case 'deleted':
      later(1, 8, () => deleteDraft(books, invoice))
      return
    case 'draft':
    case 'submitted':
      later(20, 40, () => {
        approveIfDated(business, invoice)
      })
      return
    case 'unpaid':
      return
  }
}

function approveIfDated({ books }: Business, invoice: Invoice): void {
  if (invoice.dueOn !== null) approveInvoice(books, invoice)
}

/** From the account of its currency where there is one. */
export function payFrom(
  { books, banks, random }: Business,
  target: Parameters<typeof pay>[1],
  amount: number | null,
) {
  const account = target.currency === 'EUR' ? banks.euro : banks.current
  const reference = random.chance(0.6) ? `${target.number} ${random.int(100, 999)}`.trim() : ''
  const payment = pay(books, target, { accountId: account.id, on: books.today, amount, reference })
  payment.isReconciled = random.chance(0.8)
  return payment
}

/** A credit note over the first line; a share of 0 leaves it unallocated. */
function credit({ books }: Business, invoice: Invoice, share: 0 | 1) {
  const [first] = invoice.lines
  const { contactId, currency, lineAmountTypes } = invoice
  const note = createCreditNote(books, {
    ...{ contactId, currency, lineAmountTypes, number: null, on: books.today, status: 'AUTHORISED' },
    type: invoice.type === 'ACCREC' ? 'ACCRECCREDIT' : 'ACCPAYCREDIT',
    reference: invoice.number,
    lines: first === undefined ? [] : [first],
  })
  if (share > 0)
    allocate(books, note, invoice, Math.min(amountOpen(books, note), amountOpen(books, invoice)), books.today)
  return note
}

/** Money beyond or before an invoice, part of which is set against it. */
function advance(
  { books, banks, random }: Business,
  invoice: Invoice,
  kind: 'OVERPAYMENT' | 'PREPAYMENT',
): void {
  const isSale = invoice.type === 'ACCREC'
  const control = books.accountByCode(isSale ? '610' : '800')
  const { credit: made, transaction } = takeAdvance(books, {
    direction: isSale ? 'RECEIVE' : 'SPEND',
    kind,
    accountId: (invoice.currency === 'EUR' ? banks.euro : banks.current).id,
    contactId: invoice.contactId,
    on: books.today,
    reference: kind === 'PREPAYMENT' ? invoice.number : `Too much for ${invoice.number}`,
    lineAmountTypes: kind === 'PREPAYMENT' ? 'Exclusive' : 'NoTax',
    lines: [
      {
        description: kind === 'PREPAYMENT' ? 'Deposit' : 'Overpayment',
        quantity: 100,
        unitAmount: random.amount(500, 20_000) * 100,
        accountId: kind === 'PREPAYMENT' ? books.accountByCode(isSale ? '200' : '310').id : control.id,
        taxType: null,
      },
    ],
  })
  transaction.isReconciled = true
  if (made.currency !== invoice.currency) return
  allocate(
    books,
    made,
    invoice,
    Math.min(divideRounded(made.totals.total, 2), amountOpen(books, invoice)),
    books.today,
  )
}
