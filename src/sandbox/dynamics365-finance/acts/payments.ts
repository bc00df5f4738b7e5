import { segment } from '../accounts.ts'
import { nextJournal, nextNumber, ratePerHundred, unpostedKey, type Books } from '../books.ts'
import { bankFor, type Company } from '../company.ts'
import { noon } from '../days.ts'
import { money } from '../money.ts'
import type { OpenItem, PartyKind } from '../open-items.ts'
import { requireOpenPeriod } from './periods.ts'

export interface PaymentJournal {
  company: Company
  party: PartyKind
  number: string
  paidOn: string
  isPosted: boolean
  payments: PaymentFacts[]
}

export interface PaymentFacts {
  company: Company
  party: PartyKind
  account: string
  name: string
  currency: string
  /** Null: a prepayment, that settles nothing yet. */
  item: OpenItem | null
  /** Positive cents. */
  amount: number
  paidOn: string
  method: string
  reference: string
  /** What is paid in one batch goes into one journal while that is not posted; by default what is paid in one day. */
  batch?: string
}

/** Enters a payment and marks the invoice for it. Throws Error when less than that is left to pay. */
export function pay(books: Books, facts: PaymentFacts): PaymentJournal {
  const { amount, item } = facts
  if (item !== null && amount > item.open) throw new Error(`less than that is left to pay of ${item.invoice}`)
  const journal = journalFor(books, facts)
  journal.payments.push(facts)
  if (item !== null) item.open -= amount
  const line = lineOf(books, journal, facts)
  const { customerPaymentLines, vendorPaymentLines } = books.tables
  if (facts.party === 'Cust') customerPaymentLines.insert({ ...line, CustomerName: facts.name })
  else vendorPaymentLines.insert({ ...line, VendorName: facts.name })
  return journal
}

export const payItem = (
  books: Books,
  item: OpenItem,
  facts: Pick<PaymentFacts, 'amount' | 'paidOn' | 'method' | 'reference' | 'batch'>,
): PaymentJournal =>
  pay(books, {
    ...facts,
    company: item.company,
    party: item.party,
    account: item.account,
    name: item.name,
    currency: item.currency,
    item,
  })

/** The batch's, or a new one. */
function journalFor(books: Books, facts: PaymentFacts): PaymentJournal {
  const { company, paidOn, party, batch = paidOn } = facts
  const key = `${company.id}/${party}/${batch}`
  const found = books.paymentJournals.get(key)
  if (found !== undefined && !found.isPosted) return found
  const number = nextJournal(books, company)
  const journal: PaymentJournal = { company, party, number, paidOn, isPosted: false, payments: [] }
  const isCustomers = party === 'Cust'
  const table = isCustomers ? books.tables.customerPaymentHeaders : books.tables.vendorPaymentHeaders
  const header = table.insert({
    dataAreaId: company.id,
    JournalBatchNumber: number,
    JournalName: isCustomers ? 'CustPay' : 'VendPay',
    Description: isCustomers ? 'Customer payments' : 'Vendor payments',
  })
  books.paymentJournals.set(key, journal)
  books.unposted.set(unpostedKey(company, number), () => {
    requireOpenPeriod(books, company, paidOn)
    table.update(header, { IsPosted: 'Yes' })
    journal.isPosted = true
    for (const payment of journal.payments) tell(books, payment, number)
  })
  return journal
}

function lineOf(books: Books, { number, payments }: PaymentJournal, facts: PaymentFacts) {
  const { amount, company, currency, item, paidOn, party } = facts
  const [echo, isCustomers] = [company.id.toUpperCase(), party === 'Cust']
  return {
    dataAreaId: company.id,
    JournalBatchNumber: number,
    LineNumber: payments.length,
    Voucher: nextNumber(books, company, isCustomers ? 'ARPM' : 'APPM'),
    TransactionDate: noon(paidOn),
    Company: echo,
    AccountType: party,
    AccountDisplayValue: segment(facts.account),
    OffsetCompany: echo,
    OffsetAccountType: 'Bank',
    OffsetAccountDisplayValue: segment(bankFor(company, currency).id),
    CurrencyCode: currency,
    ExchangeRate: ratePerHundred(books, company, currency, paidOn),
    ...(isCustomers ? { CreditAmount: money(amount) } : { DebitAmount: money(amount) }),
    ...(item === null
      ? { IsPrepayment: 'Yes' }
      : {
          MarkedInvoice: item.invoice,
          // Unlike its fellows, this one is echoed in lower case.
          MarkedInvoiceCompany: company.id,
          SettleVoucher: 'SelectedTransact',
        }),
    PaymentMethodName: facts.method,
    PaymentReference: facts.reference,
    PostingProfile: 'GEN',
  }
}

function tell({ events }: Books, payment: PaymentFacts, journal: string): void {
  const isCustomers = payment.party === 'Cust'
  events.tell(
    isCustomers ? 'CustomerPaymentPostedBusinessEvent' : 'VendorPaymentPostedBusinessEvent',
    payment.company,
    {
      [isCustomers ? 'CustomerAccount' : 'VendorAccount']: payment.account,
      JournalBatchNumber: journal,
      PaymentAmount: money(payment.amount),
      PaymentCurrency: payment.currency,
      PaymentReference: payment.reference,
      TransactionDate: `/Date(${Date.parse(payment.paidOn)})/`,
    },
  )
}
