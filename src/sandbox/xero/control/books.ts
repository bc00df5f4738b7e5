import { deleteBankTransaction } from '../acts/bank.ts'
import { createContact, mergeContacts, named, updateContact, type ContactFacts } from '../acts/contacts.ts'
import { allocate, createCreditNote } from '../acts/credits.ts'
import { approveInvoice, createInvoice, deleteDraft, updateInvoice, voidDocument } from '../acts/invoices.ts'
import type { LineDraft } from '../acts/lines.ts'
import { deletePayment, pay } from '../acts/payments.ts'
import { amountOpen, findPayable } from '../acts/settle.ts'
import { found, type Books } from '../books/books.ts'
import type { Invoice } from '../books/document.ts'
import type { Business } from '../history/business.ts'
import { moveMoney } from '../history/banking.ts'
import type { JsonObject } from '../json.ts'
import { isCurrency, type Currency } from '../money.ts'
import { renderBankTransaction } from '../render/bank.ts'
import { renderContact } from '../render/contact.ts'
import { renderCredit } from '../render/credit.ts'
import { renderInvoice } from '../render/invoice.ts'
import { renderPayment } from '../render/payment.ts'
import { addDays } from '../time.ts'
import type { Control } from './room.ts'
import type { ControlInput } from './input.ts'

const AMOUNT_TYPES = ['Exclusive', 'Inclusive', 'NoTax'] as const
const VIEW = { detail: 'single', unitDigits: 2 } as const

/** What a person does with documents and contacts; each answers the record as a read by id would. Amounts are pennies. */
export const BOOK_CONTROLS: Readonly<Record<string, Control>> = {
  /** {name?, email?, first_name?, last_name?, phone?, website?, currency?} */
  create_contact: ({ books }, input) =>
    toldContact(books, createContact(books, { ...named('New Contact'), ...contactChange(input) }).id),
  /** {contact, and as above, status?: ACTIVE | ARCHIVED} */
  update_contact: ({ books }, input) => {
    const status = input.oneOf('status', ['ACTIVE', 'ARCHIVED'])
    const contact = books.contact(input.required('contact'))
    updateContact(books, contact, { ...contactChange(input), ...(status === undefined ? {} : { status }) })
    return toldContact(books, contact.id)
  },
  /** {contact, into} */
  merge_contacts: ({ books }, input) => {
    const gone = books.contact(input.required('contact'))
    mergeContacts(books, books.contact(input.required('into')), gone)
    return toldContact(books, gone.id)
  },
  /** {type?, contact?, amount?, currency?, on?, days_until_due?, status?, number?, reference?, line_amount_types?, tax_type?} */
  create_invoice: (business, input) => told(business.books, issue(business, input)),
  /** {invoice, amount?, reference?, due_on?} */
  update_invoice: ({ books }, input) => {
    const invoice = invoiceOf(books, input)
    const [reference, dueOn, amount] = [input.text('reference'), input.day('due_on'), input.count('amount')]
    const change = {
      ...(reference === undefined ? {} : { reference }),
      ...(dueOn === undefined ? {} : { dueOn }),
      ...(amount === undefined ? {} : { lines: [lineOf(books, invoice.type === 'ACCREC', amount, null)] }),
    }
    return told(books, updateInvoice(books, invoice, change))
  },
  /** {invoice}, as the next two */
  approve_invoice: ({ books }, input) => told(books, approveInvoice(books, invoiceOf(books, input))),
  void_invoice: ({ books }, input) => told(books, voidDocument(books, invoiceOf(books, input))),
  delete_invoice: ({ books }, input) => told(books, deleteDraft(books, invoiceOf(books, input))),
  /** {invoice: an invoice's or a credit's id, amount?: all that is open, account?, on?, reference?} */
  pay_invoice: ({ books, banks }, input) => {
    const id = input.required('invoice')
    const target = findPayable(books, id)
    if (target === undefined) throw new Error(`there is no invoice ${id}`)
    const account = target.currency === 'EUR' ? banks.euro : banks.current
    const payment = pay(books, target, {
      accountId: input.text('account') ?? account.id,
      on: input.day('on') ?? books.today,
      amount: input.count('amount') ?? null,
      reference: input.text('reference') ?? '',
    })
    return renderPayment(books, payment, VIEW)
  },
  /** {payment} */
  delete_payment: ({ books }, input) =>
    renderPayment(
      books,
      deletePayment(books, found(books.payments, input.required('payment'), 'payment')),
      VIEW,
    ),
  /** {invoice, amount?}: a credit note for it, set against it as far as it goes. */
  credit_invoice: ({ books }, input) => {
    const invoice = invoiceOf(books, input)
    const isSale = invoice.type === 'ACCREC'
    const note = createCreditNote(books, {
      type: isSale ? 'ACCRECCREDIT' : 'ACCPAYCREDIT',
      ...{
        contactId: invoice.contactId,
        currency: invoice.currency,
        lineAmountTypes: 'NoTax',
        status: 'AUTHORISED',
      },
      ...{ on: books.today, number: null, reference: invoice.number },
      lines: [lineOf(books, isSale, input.count('amount') ?? amountOpen(books, invoice), 'NONE')],
    })
    const amount = Math.min(amountOpen(books, note), amountOpen(books, invoice))
    allocate(books, note, invoice, amount, books.today)
    return renderCredit(books, note, VIEW)
  },
  /** {}: a purchase, a fee, interest or takings */
  create_bank_transaction: (business) => renderBankTransaction(business.books, moveMoney(business), VIEW),
  /** {bank_transaction} */
  delete_bank_transaction: ({ books }, input) => {
    const made = found(books.bankTransactions, input.required('bank_transaction'), 'bank transaction')
    return renderBankTransaction(books, deleteBankTransaction(books, made), VIEW)
  },
}

function issue({ books, customers, suppliers }: Business, input: ControlInput): Invoice {
  const isSale = input.oneOf('type', ['ACCREC', 'ACCPAY']) !== 'ACCPAY'
  const [first] = (isSale ? customers : suppliers).filter((it) => it.status === 'ACTIVE')
  const on = input.day('on') ?? books.today
  return createInvoice(books, {
    type: isSale ? 'ACCREC' : 'ACCPAY',
    contactId: input.text('contact') ?? first?.id ?? '',
    on,
    dueOn: addDays(on, input.count('days_until_due') ?? 30),
    number: input.text('number') ?? null,
    reference: input.text('reference') ?? '',
    currency: currencyOf(input) ?? 'GBP',
    lineAmountTypes: input.oneOf('line_amount_types', AMOUNT_TYPES) ?? 'Exclusive',
    lines: [lineOf(books, isSale, input.count('amount') ?? 10_000, input.text('tax_type') ?? null)],
    status: input.oneOf('status', ['DRAFT', 'SUBMITTED', 'AUTHORISED']) ?? 'AUTHORISED',
    sentToContact: false,
  })
}

const lineOf = (books: Books, isSale: boolean, pennies: number, taxType: string | null): LineDraft => ({
  description: 'Services',
  quantity: 100,
  unitAmount: pennies * 100,
  accountId: books.accountByCode(isSale ? '200' : '310').id,
  taxType,
})

function contactChange(input: ControlInput): Partial<ContactFacts> {
  const fields = (['name', 'email', 'phone', 'website'] as const).flatMap((field) => {
    const value = input.text(field)
    return value === undefined ? [] : [[field, value] as const]
  })
  const [first, last] = [input.text('first_name'), input.text('last_name')]
  const currency = currencyOf(input)
  return {
    ...Object.fromEntries(fields),
    ...(first === undefined && last === undefined
      ? {}
      : { person: { first: first ?? '', last: last ?? '' } }),
    ...(currency === undefined ? {} : { currency }),
  }
}

function currencyOf(input: ControlInput): Currency | undefined {
  const currency = input.text('currency')
  if (currency === undefined || isCurrency(currency)) return currency
  throw new Error(`currency ${currency} is not played`)
}

const invoiceOf = (books: Books, input: ControlInput): Invoice =>
  found(books.invoices, input.required('invoice'), 'invoice')

const told = (books: Books, invoice: Invoice): JsonObject => renderInvoice(books, invoice, VIEW)

const toldContact = (books: Books, id: string): JsonObject =>
  renderContact(books, books.contact(id), 'single')
