import type { PostalAddress } from '../../kit/names.ts'
import { amountOpen, isCredit } from '../acts/settle.ts'
import type { Books } from '../books/books.ts'
import type { Contact } from '../books/contact.ts'
import { given, type JsonObject } from '../json.ts'
import { double, toBase } from '../money.ts'
import { msDate } from '../time.ts'
import type { Detail } from './document.ts'

/** As documents name it in lists: hardly more than its name. */
export const contactStub = ({ id, name }: Contact): JsonObject => ({
  ContactID: id,
  Name: name,
  Addresses: [],
  Phones: [],
  ContactGroups: [],
  ContactPersons: [],
  HasValidationErrors: false,
})

/** Of a document: the whole contact only where one document is read. */
export const contactOf = (books: Books, id: string, detail: Detail): JsonObject => {
  const contact = books.contact(id)
  return detail === 'single' ? facts(contact) : contactStub(contact)
}

export function renderContact(books: Books, contact: Contact, detail: Detail): JsonObject {
  if (detail === 'summary') {
    const { Addresses: _addresses, Phones: _phones, ...rest } = facts(contact)
    return rest
  }
  const isWhole = detail !== 'list'
  return {
    ...facts(contact),
    ...(isWhole ? given('MergedToContactID', contact.mergedInto) : {}),
    ...(isWhole && (contact.isCustomer || contact.isSupplier) ? { Balances: balances(books, contact) } : {}),
    ...(isWhole ? given('Website', contact.website) : {}),
    ContactPersons: [],
    HasAttachments: false,
    HasValidationErrors: false,
  }
}

const facts = (contact: Contact): JsonObject => ({
  ContactID: contact.id,
  ...given('AccountNumber', contact.accountNumber),
  ContactStatus: contact.status,
  Name: contact.name,
  ...given('FirstName', contact.person?.first ?? null),
  ...given('LastName', contact.person?.last ?? null),
  EmailAddress: contact.email,
  BankAccountDetails: '',
  ...given('TaxNumber', contact.taxNumber),
  Addresses: [address('STREET', null), address('POBOX', contact.address)],
  Phones: ['DDI', 'DEFAULT', 'FAX', 'MOBILE'].map((type) =>
    phone(type, type === 'DEFAULT' ? contact.phone : ''),
  ),
  UpdatedDateUTC: msDate(contact.updatedAt),
  ContactGroups: [],
  IsSupplier: contact.isSupplier,
  IsCustomer: contact.isCustomer,
  ...given('DefaultCurrency', contact.currency),
})

const address = (type: 'STREET' | 'POBOX', postal: PostalAddress | null): JsonObject => ({
  AddressType: type,
  ...given('AddressLine1', postal?.line ?? null),
  City: postal?.city ?? '',
  Region: postal?.region ?? '',
  PostalCode: postal?.postalCode ?? '',
  Country: postal?.country ?? '',
})

/** "(510) 555-0155" in Xero's three parts. */
function phone(type: string, number: string): JsonObject {
  const [, area = '', local = number] = /^\((\d+)\) (.*)$/.exec(number) ?? []
  return { PhoneType: type, PhoneNumber: local, PhoneAreaCode: area, PhoneCountryCode: '' }
}

/** What is open in the base currency, and what of it is overdue. Credits lower both sides' outstanding amounts. */
function balances(books: Books, { id }: Contact): JsonObject {
  const sides = { receivable: { open: 0, overdue: 0 }, payable: { open: 0, overdue: 0 } }
  for (const document of [...books.invoices.values(), ...books.credits.values()]) {
    if (document.contactId !== id || document.status !== 'AUTHORISED') continue
    const open = toBase(amountOpen(books, document), document.rate)
    const isSale = /^(ACCREC|RECEIVE)/.test(document.type)
    const side = isSale ? sides.receivable : sides.payable
    side.open += isCredit(document) ? -open : open
    if (!isCredit(document) && document.dueOn !== null && document.dueOn < books.today) side.overdue += open
  }
  const told = ({ open, overdue }: { open: number; overdue: number }) => ({
    Outstanding: double(open),
    Overdue: double(overdue),
  })
  return { AccountsReceivable: told(sides.receivable), AccountsPayable: told(sides.payable) }
}
