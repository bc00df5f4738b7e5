import { createCustomer, type CustomerChanges, deleteCustomer, updateCustomer } from '../acts/customers.ts'
import type { Books } from '../books.ts'
import { missing } from '../errors.ts'
import type { Address, Metadata } from '../objects/common.ts'
import type { Customer } from '../objects/customer.ts'
import type { Params } from './params.ts'

/** POST /v1/customers */
export function postCustomer(books: Books, params: Params): Customer {
  const { address, description, email, metadata, name, phone } = readCustomer(params, {})
  const card = params.text('payment_method')
  params.done()
  return createCustomer(books, {
    name: name ?? null,
    email: email ?? null,
    phone: phone ?? null,
    description: description ?? null,
    address: address ?? null,
    metadata: metadata ?? {},
    card: card ?? null,
  })
}

/** POST /v1/customers/{id} */
export function postCustomerChanges(books: Books, params: Params, id: string): Customer {
  const customer = find(books, id)
  const changes = readCustomer(params, customer.metadata)
  params.done()
  return updateCustomer(books, customer, changes)
}

/** DELETE /v1/customers/{id} */
export function removeCustomer(books: Books, params: Params, id: string): object {
  const customer = find(books, id)
  params.done()
  return deleteCustomer(books, customer)
}

function find(books: Books, id: string): Customer {
  const customer = books.customers.get(id)
  if (customer === undefined) throw missing('customer', id)
  return customer
}

/** Only what was given; an empty text unsets. */
function readCustomer(params: Params, metadata: Metadata): CustomerChanges {
  const texts = (['name', 'email', 'phone', 'description'] as const).flatMap((field) => {
    const value = params.text(field)
    return value === undefined ? [] : [[field, value === '' ? null : value] as const]
  })
  const address = readAddress(params)
  const changed = readMetadata(params, metadata)
  return {
    ...Object.fromEntries(texts),
    ...(address === undefined ? {} : { address }),
    ...(changed === undefined ? {} : { metadata: changed }),
  }
}

function readAddress(params: Params): Address | undefined {
  const address = params.nested('address')
  if (address === null) return undefined
  return {
    city: address.text('city') ?? null,
    country: address.text('country') ?? null,
    line1: address.text('line1') ?? null,
    line2: address.text('line2') ?? null,
    postal_code: address.text('postal_code') ?? null,
    state: address.text('state') ?? null,
  }
}

/** Added to what is there; `metadata[key]=` unsets the key. Undefined when none was given. */
export function readMetadata(params: Params, before: Metadata): Metadata | undefined {
  const given = params.map('metadata')
  if (given === undefined) return undefined
  return Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== ''))
}
