import { draftInvoice, postInvoice, type FreeTextInvoice } from '../acts/free-text-invoices.ts'
import { customerAt, type Customer } from '../acts/parties.ts'
import { payItem as pay } from '../acts/payments.ts'
import { dueOn } from '../acts/terms.ts'
import { post, type Books } from '../books.ts'
import type { Company } from '../company.ts'
import type { ControlInput } from '../control-input.ts'
import type { Environment } from '../environment.ts'
import { companyOf, shownRow } from './subject.ts'

const ITEMS = ['FULL', 'RED', 'NONE'] as const

export function newInvoice({ books }: Environment, input: ControlInput): object {
  const company = companyOf(input)
  const account = input.text('customer')
  const customer = account === undefined ? firstCustomer(books, company) : customerAt(books, company, account)
  const issuedOn = input.day('on') ?? books.clock.today
  const invoice = draftInvoice(books, company, {
    customer,
    currency: customer.values.SalesCurrencyCode,
    issuedOn,
    dueOn: input.day('due') ?? dueOn(issuedOn, customer.values.PaymentTerms),
    reference: input.text('reference') ?? '',
    inclusive: false,
    corrects: null,
    lines: [
      {
        text: input.text('description') ?? 'Workshop day',
        quantity: Math.round((input.number('quantity', 0.01, 10_000) ?? 1) * 100),
        unitPrice: input.amount('amount') ?? 12_000,
        item: input.oneOf('item', ITEMS) ?? 'FULL',
        account: '401200',
        dimensions: { businessUnit: '002', department: 'SALES' },
      },
    ],
  })
  if (input.flag('post', true)) postInvoice(books, company, invoice)
  return shownRow(invoice)
}

/** By its InvoiceIdentifier, or once it is posted by its number. Throws Error when there is none. */
export function freeTextInvoice({ tables }: Books, company: Company, named: string): FreeTextInvoice {
  const found = tables.freeTextInvoiceHeaders.rows().find(({ values }) => {
    const isIt = values.FreeTextNumber === named || String(values.InvoiceIdentifier) === named
    return values.dataAreaId === company.id && isIt
  })
  if (found === undefined) throw new Error(`${company.id} has no free-text invoice ${named}`)
  return found
}

/** Answers the journal, and what is left in cents. */
export function payInvoice({ books }: Environment, input: ControlInput): object {
  const company = companyOf(input)
  const invoice = input.required('invoice')
  const item = books.items.find(company.id, input.flag('vendor', false) ? 'Vend' : 'Cust', invoice)
  if (item === undefined) throw new Error(`${company.id} has no posted invoice ${invoice}`)
  const amount = input.amount('amount') ?? item.open
  if (amount <= 0) throw new Error(`nothing is left to pay of ${invoice}`)
  const journal = pay(books, item, {
    amount,
    paidOn: input.day('on') ?? books.clock.today,
    method: 'SEPA',
    reference: input.text('reference') ?? `Payment of ${invoice}`,
    batch: `control ${books.next('control batch')}`,
  })
  if (input.flag('post', true)) post(books, company, journal.number)
  return { JournalBatchNumber: journal.number, leftCents: item.open }
}

function firstCustomer({ tables }: Books, company: Company): Customer {
  const customer = tables.customers.rows().find(({ values }) => values.dataAreaId === company.id)
  if (customer === undefined) throw new Error(`${company.id} has no customer`)
  return customer
}
