import { uniqueName } from '../../kit/names.ts'
import type { BillFacts } from '../acts/bills.ts'
import {
  createCustomer,
  createVendor,
  customerAt,
  vendorAt,
  type PartyFacts,
  type Vendor,
} from '../acts/parties.ts'
import type { Books } from '../books.ts'
import type { Company } from '../company.ts'
import type { ControlInput } from '../control-input.ts'
import type { Environment } from '../environment.ts'
import { companyOf, shownRow } from './subject.ts'

const TERMS = ['Net10', 'Net30', 'Net60', 'M15'] as const
const CURRENCIES = ['EUR', 'USD', 'GBP'] as const
const HOLDS = ['No', 'Invoice', 'All', 'Payment'] as const

function partyFacts(books: Books, company: Company, input: ControlInput, kind: string): PartyFacts {
  const email = input.text('email')
  return {
    name: uniqueName(books.names, () => input.text('name') ?? `New ${kind}`),
    country: input.text('country') ?? company.country,
    currency: input.oneOf('currency', CURRENCIES) ?? company.currency,
    terms: input.oneOf('terms', TERMS) ?? 'Net30',
    ...(email === undefined ? {} : { email }),
  }
}

export function newCustomer({ books }: Environment, input: ControlInput): object {
  const company = companyOf(input)
  return shownRow(createCustomer(books, company, partyFacts(books, company, input, 'Customer')))
}

export function newVendor({ books }: Environment, input: ControlInput): object {
  const company = companyOf(input)
  return shownRow(createVendor(books, company, partyFacts(books, company, input, 'Vendor')))
}

export function changeCustomer({ books }: Environment, input: ControlInput): object {
  const customer = customerAt(books, companyOf(input), input.required('customer'))
  const { PartyType: kind } = customer.values
  const [name, email, phone] = [input.text('name'), input.text('email'), input.text('phone')]
  const hold = input.oneOf('on_hold', HOLDS)
  if (name !== undefined && kind === 'Person') throw new Error('a person is not renamed here')
  books.tables.customers.update(customer, {
    ...(name === undefined ? {} : { OrganizationName: name, NameAlias: name.slice(0, 20) }),
    ...(email === undefined ? {} : { PrimaryContactEmail: email }),
    ...(phone === undefined ? {} : { PrimaryContactPhone: phone }),
    ...(hold === undefined ? {} : { OnHoldStatus: hold }),
  })
  return shownRow(customer)
}

export function removeCustomer({ books }: Environment, input: ControlInput): object {
  const company = companyOf(input)
  const account = input.required('customer')
  const customer = customerAt(books, company, account)
  const { freeTextInvoiceHeaders, salesInvoiceHeaders } = books.tables
  const isInvoiced =
    freeTextInvoiceHeaders
      .rows()
      .some(({ values }) => values.dataAreaId === company.id && values.CustomerAccount === account) ||
    salesInvoiceHeaders
      .rows()
      .some(
        ({ values }) => values.dataAreaId === company.id && values.InvoiceCustomerAccountNumber === account,
      )
  if (isInvoiced) throw new Error(`customer ${account} has transactions and can't be deleted`)
  books.tables.customers.remove(customer)
  return shownRow(customer)
}

/** Of the vendor that is named, or of the first. */
export function billFacts(books: Books, company: Company, input: ControlInput): BillFacts {
  const account = input.text('vendor')
  const vendor = account === undefined ? firstVendor(books, company) : vendorAt(books, company, account)
  return {
    vendor,
    invoice: input.text('number') ?? `B-${books.next('control bill')}`,
    receivedOn: input.day('on') ?? books.clock.today,
    text: input.text('description') ?? 'Services',
    order: input.text('order') ?? '',
    parts: [
      { account: '608100', dimensions: { department: 'ADMIN' }, amount: input.amount('amount') ?? 11_900 },
    ],
  }
}

function firstVendor({ tables }: Books, company: Company): Vendor {
  const vendor = tables.vendors.rows().find(({ values }) => values.dataAreaId === company.id)
  if (vendor === undefined) throw new Error(`${company.id} has no vendor`)
  return vendor
}
