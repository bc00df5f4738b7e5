import type { Books } from '../books/books.ts'
import type { Contact } from '../books/contact.ts'
import type { Credit, CreditKind, Invoice } from '../books/document.ts'
import { TAX_RATES } from '../books/tax-rates.ts'
import type { JsonObject } from '../json.ts'
import { renderBankTransaction, renderBankTransfer, renderManualJournal } from '../render/bank.ts'
import { renderContact } from '../render/contact.ts'
import { renderCredit } from '../render/credit.ts'
import type { View } from '../render/document.ts'
import { renderInvoice } from '../render/invoice.ts'
import { renderPayment } from '../render/payment.ts'
import {
  renderAccount,
  renderCurrencies,
  renderOrganisation,
  renderTaxRate,
  renderTrackingCategory,
} from '../render/settings.ts'

/** One kind of record, as the API lists it and gives it by id. */
export interface Resource {
  /** In the address, and in the envelope. */
  path: string
  name: string
  isPaged: boolean
  items(books: Books, query: URLSearchParams): readonly Listed[]
}

/** One record; `updatedAt` is null where If-Modified-Since means nothing. */
export interface Listed {
  id: string
  /** By which it can be asked for, too. */
  number: string | null
  updatedAt: number | null
  /** Listed only when a read by id, or a parameter, asks for it. */
  isHidden: boolean
  render(view: View): JsonObject
}

interface Recorded {
  id: string
  updatedAt: number
}

/** A list of the books' records, with what is particular to it. */
function recorded<T extends Recorded>(
  path: string,
  all: (books: Books) => Iterable<T>,
  render: (books: Books, item: T, view: View) => JsonObject,
  {
    isPaged = true,
    isHidden = () => false,
    fits = () => true,
    numberOf = () => null,
  }: {
    isPaged?: boolean
    isHidden?: (item: T, query: URLSearchParams) => boolean
    fits?: (item: T, query: URLSearchParams) => boolean
    numberOf?: (item: T) => string | null
  } = {},
): Resource {
  const listed = (books: Books, query: URLSearchParams, item: T): Listed => ({
    id: item.id,
    number: numberOf(item),
    updatedAt: item.updatedAt,
    isHidden: isHidden(item, query),
    render: (view) => render(books, item, view),
  })
  return {
    ...{ path, name: path, isPaged },
    items: (books, query) =>
      [...all(books)].filter((it) => fits(it, query)).map((it) => listed(books, query, it)),
  }
}

/** Settings: they tell no time of their change. */
const plain = (
  path: string,
  name: string,
  all: (books: Books, query: URLSearchParams) => (readonly [id: string, JsonObject])[],
): Resource => ({
  ...{ path, name, isPaged: false },
  items: (books, query) =>
    all(books, query).map(([id, told]) => ({
      id,
      number: null,
      updatedAt: null,
      isHidden: false,
      render: () => told,
    })),
})

const credits = (path: string, kind: CreditKind): Resource =>
  recorded<Credit>(
    path,
    ({ credits: all }) => [...all.values()].filter((it) => it.kind === kind),
    renderCredit,
    {
      numberOf: ({ number }) => number || null,
    },
  )

const isAsked = (query: URLSearchParams, name: string, value: string): boolean => {
  const asked = query.get(name)
  return asked === null || asked.toLowerCase().split(',').includes(value.toLowerCase())
}

const fitsInvoice = (it: Invoice, query: URLSearchParams): boolean =>
  isAsked(query, 'IDs', it.id) &&
  isAsked(query, 'InvoiceNumbers', it.number) &&
  isAsked(query, 'ContactIDs', it.contactId) &&
  isAsked(query, 'Statuses', it.status) &&
  `${it.number} ${it.reference}`.toLowerCase().includes((query.get('searchTerm') ?? '').toLowerCase())

const fitsContact = ({ id, name, email }: Contact, query: URLSearchParams): boolean =>
  isAsked(query, 'IDs', id) &&
  `${name} ${email}`.toLowerCase().includes((query.get('searchTerm') ?? '').toLowerCase())

const isWanted = (query: URLSearchParams, name: string): boolean => query.get(name)?.toLowerCase() === 'true'

export const RESOURCES: readonly Resource[] = [
  plain('Organisation', 'Organisations', (books) => [[books.profile.tenantId, renderOrganisation(books)]]),
  recorded(
    'Accounts',
    ({ accounts }) => accounts.values(),
    (_books, it) => renderAccount(it),
    { isPaged: false },
  ),
  recorded(
    'Contacts',
    ({ contacts }) => contacts.values(),
    (books, it, { detail }) => renderContact(books, it, detail),
    {
      fits: fitsContact,
      isHidden: ({ status }, query) => status === 'ARCHIVED' && !isWanted(query, 'includeArchived'),
    },
  ),
  recorded('Invoices', ({ invoices }) => invoices.values(), renderInvoice, {
    fits: fitsInvoice,
    numberOf: ({ number }) => number || null,
  }),
  credits('CreditNotes', 'CreditNote'),
  recorded('Payments', ({ payments }) => payments.values(), renderPayment),
  credits('Overpayments', 'Overpayment'),
  credits('Prepayments', 'Prepayment'),
  recorded('BankTransactions', ({ bankTransactions }) => bankTransactions.values(), renderBankTransaction),
  recorded('BankTransfers', ({ bankTransfers }) => bankTransfers.values(), renderBankTransfer, {
    isPaged: false,
    isHidden: ({ status }, query) => status === 'DELETED' && !isWanted(query, 'includeDeleted'),
  }),
  recorded('ManualJournals', ({ manualJournals }) => manualJournals.values(), renderManualJournal),
  plain('TaxRates', 'TaxRates', () => TAX_RATES.map((it) => [it.type, renderTaxRate(it)])),
  plain('TrackingCategories', 'TrackingCategories', ({ tracking }, query) => {
    const withArchived = isWanted(query, 'includeArchived')
    return [...tracking.values()]
      .filter((it) => withArchived || it.status === 'ACTIVE')
      .map((it) => [it.id, renderTrackingCategory(it, withArchived)])
  }),
  plain('Currencies', 'Currencies', () => renderCurrencies().map((it) => [String(it.Code), it])),
]
