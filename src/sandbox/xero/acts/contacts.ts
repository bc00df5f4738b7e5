import type { Books } from '../books/books.ts'
import type { Contact } from '../books/contact.ts'
import { Refusal } from '../books/refusal.ts'

export type ContactFacts = Omit<
  Contact,
  'id' | 'isCustomer' | 'isSupplier' | 'status' | 'mergedInto' | 'updatedAt'
>

/** Throws Refusal when Xero would not take it; otherwise what it gives makes the contact. */
export function planContact(books: Books, facts: ContactFacts): () => Contact {
  checkName(books, facts.name, null)
  return () => {
    const contact: Contact = {
      ...facts,
      id: books.random.uuid(),
      isCustomer: false,
      isSupplier: false,
      status: 'ACTIVE',
      mergedInto: null,
      updatedAt: books.now(),
    }
    books.contacts.set(contact.id, contact)
    books.tell('CONTACT', 'CREATE', contact.id)
    return contact
  }
}

export const createContact = (books: Books, facts: ContactFacts): Contact => planContact(books, facts)()

/** Only a name, as a bank transaction brings it. */
export const named = (name: string): ContactFacts => ({
  name,
  person: null,
  email: '',
  phone: '',
  address: null,
  accountNumber: null,
  taxNumber: null,
  website: null,
  currency: null,
})

export function updateContact(
  books: Books,
  contact: Contact,
  change: Partial<ContactFacts & Pick<Contact, 'status'>>,
): Contact {
  if (change.name !== undefined) checkName(books, change.name, contact.id)
  Object.assign(contact, change)
  return note(books, contact)
}

/** All documents of the one that goes belong to the one that stays; the first is archived and points to the other. */
export function mergeContacts(books: Books, kept: Contact, gone: Contact): Contact {
  if (kept.id === gone.id) throw new Refusal('A contact cannot be merged into itself.')
  for (const shelf of [books.invoices, books.credits, books.bankTransactions]) {
    for (const document of shelf.values()) {
      if (document.contactId !== gone.id) continue
      document.contactId = kept.id
      document.updatedAt = books.now()
    }
  }
  Object.assign(kept, {
    isCustomer: kept.isCustomer || gone.isCustomer,
    isSupplier: kept.isSupplier || gone.isSupplier,
  })
  Object.assign(gone, { status: 'ARCHIVED', mergedInto: kept.id })
  note(books, gone)
  return note(books, kept)
}

function checkName(books: Books, name: string, ownId: string | null): void {
  if (name === '') throw new Refusal('The contact name cannot be empty.')
  const other = [...books.contacts.values()].find((it) => it.name === name && it.status === 'ACTIVE')
  if (other === undefined || other.id === ownId) return
  throw new Refusal(
    `The contact name ${name} is already assigned to another contact. The contact name must be unique across all active contacts.`,
  )
}

function note(books: Books, contact: Contact): Contact {
  contact.updatedAt = books.now()
  books.tell('CONTACT', 'UPDATE', contact.id)
  return contact
}
