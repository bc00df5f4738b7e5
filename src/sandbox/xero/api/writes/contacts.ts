import { named, planContact, updateContact, type ContactFacts } from '../../acts/contacts.ts'
import { found, type Books } from '../../books/books.ts'
import type { Contact } from '../../books/contact.ts'
import { Refusal } from '../../books/refusal.ts'
import type { JsonObject } from '../../json.ts'
import { isCurrency } from '../../money.ts'
import { objects, oneOf, text } from './body.ts'

export const planNewContact = (books: Books, element: JsonObject): (() => Contact) =>
  planContact(books, { ...named(text(element, 'Name') ?? ''), ...changeOf(element) })

export function planChangedContact(books: Books, contact: Contact, element: JsonObject): () => Contact {
  const status = oneOf(element, 'ContactStatus', ['ACTIVE', 'ARCHIVED'])
  const change = { ...changeOf(element), ...(status === undefined ? {} : { status }) }
  return () => updateContact(books, contact, change)
}

/** Which one a POST means: by id, or by its whole name. Null when it is a new one. */
export function meantContact({ contacts }: Books, element: JsonObject): Contact | null {
  const id = text(element, 'ContactID')
  if (id !== undefined) return found(contacts, id, 'contact')
  const name = text(element, 'Name')
  return [...contacts.values()].find((it) => it.name === name && it.status === 'ACTIVE') ?? null
}

type Named = { known: Contact } | { known: null; create: () => Contact }

/** As a document names it: a name that nobody bears makes a new contact. */
export function planNamedContact(books: Books, element: JsonObject | undefined): Named {
  if (element === undefined) throw new Refusal('A contact must be specified')
  const known = meantContact(books, element)
  return known === null ? { known, create: planNewContact(books, element) } : { known }
}

function changeOf(element: JsonObject): Partial<ContactFacts> {
  const [name, email, first, last] = ['Name', 'EmailAddress', 'FirstName', 'LastName'].map((it) =>
    text(element, it),
  )
  const accountNumber = text(element, 'AccountNumber')
  const taxNumber = text(element, 'TaxNumber')
  const currency = text(element, 'DefaultCurrency')
  const phone = objects(element, 'Phones')?.find((it) => it.PhoneType === 'DEFAULT')
  const postal = objects(element, 'Addresses')?.find((it) => it.AddressType === 'POBOX')
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(first === undefined && last === undefined
      ? {}
      : { person: { first: first ?? '', last: last ?? '' } }),
    ...(accountNumber === undefined ? {} : { accountNumber }),
    ...(taxNumber === undefined ? {} : { taxNumber }),
    ...(currency !== undefined && isCurrency(currency) ? { currency } : {}),
    ...(phone === undefined ? {} : { phone: text(phone, 'PhoneNumber') ?? '' }),
    ...(postal === undefined ? {} : { address: addressOf(postal) }),
  }
}

const addressOf = (postal: JsonObject) => ({
  line: text(postal, 'AddressLine1') ?? '',
  city: text(postal, 'City') ?? '',
  region: text(postal, 'Region') ?? '',
  postalCode: text(postal, 'PostalCode') ?? '',
  country: text(postal, 'Country') ?? '',
})
