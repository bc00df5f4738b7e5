import type { Books } from '../books.ts'
import { missing } from '../errors.ts'
import { customer, type Customer, type CustomerFacts } from '../objects/customer.ts'

export function createCustomer(books: Books, facts: Omit<CustomerFacts, 'invoicePrefix'>): Customer {
  const invoicePrefix = books.random.token(8).toUpperCase()
  const created = customer(books.ids.next('cus'), books.clock.now, { ...facts, invoicePrefix })
  books.customers.add(created)
  books.events.record('customer.created', created)
  return created
}

export type CustomerChanges = Partial<
  Pick<Customer, 'name' | 'email' | 'phone' | 'description' | 'address' | 'metadata' | 'currency'>
>

export function updateCustomer(books: Books, customer: Customer, changes: CustomerChanges): Customer {
  const previous = Object.fromEntries(
    Object.keys(changes).map((name) => [name, Reflect.get(customer, name) as unknown]),
  )
  Object.assign(customer, changes)
  books.events.record('customer.updated', customer, previous)
  return customer
}

export function deleteCustomer(books: Books, customer: Customer): DeletedObject {
  books.customers.remove(customer.id)
  books.deletedCustomers.add(customer.id)
  books.events.record('customer.deleted', customer)
  return deleted(customer)
}

export interface DeletedObject {
  id: string
  object: string
  deleted: true
}

export const deleted = ({ id, object }: { id: string; object: string }): DeletedObject => ({
  id,
  object,
  deleted: true,
})

/** Throws 400 resource_missing: the customer is named by a parameter. */
export function customerOf(books: Books, id: string, param = 'customer'): Customer {
  const found = books.customers.get(id)
  if (found === undefined) throw missing('customer', id, param, 400)
  return found
}
