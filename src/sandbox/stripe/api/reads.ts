import type { Books } from '../books.ts'
import { deleted } from '../acts/customers.ts'
import { type Listing, listingOf } from '../collection.ts'
import { missing } from '../errors.ts'
import type { StripeObject } from '../objects/common.ts'
import { inAnswer } from '../objects/in-answer.ts'
import { readFilters } from './filters.ts'
import { pageOf, readPageRequest } from './lists.ts'
import type { Params } from './params.ts'
import type { Resource } from './resources.ts'

/** The answer to a GET below /v1; undefined when there is no such route. */
export function read(
  books: Books,
  resources: Readonly<Record<string, Resource>>,
  path: readonly string[],
  params: Params,
): object | undefined {
  const [name = '', id, nested, ...rest] = path
  if (rest.length > 0) return undefined
  if (id === undefined && name === 'account') return only(params, () => books.account)
  if (id === undefined && name === 'balance') return only(params, () => books.ledger.balance())
  const resource = Object.hasOwn(resources, name) ? resources[name] : undefined
  if (resource === undefined) return undefined
  if (id === undefined) return list(resource, `/v1/${name}`, params)
  if (nested === undefined) return only(params, () => one(books, resource, id))
  return nested === 'lines' ? lines(books, name, id, params) : undefined
}

function only(params: Params, answer: () => object): object {
  params.done()
  return answer()
}

function list(resource: Resource, url: string, params: Params): object {
  const page = readPageRequest(params)
  const fits = readFilters(params, resource.filters)
  params.done()
  const found = pageOf(resource.listing, fits, page, { kind: resource.kind, url })
  return { ...found, data: found.data.map(inAnswer) }
}

function one(books: Books, resource: Resource, id: string): StripeObject {
  const found = resource.get(id)
  if (found !== undefined) return inAnswer(found)
  if (books.deletedCustomers.has(id) && resource.kind === 'customer')
    return deleted({ id, object: 'customer' })
  throw missing(resource.kind, id)
}

/** /v1/invoices/{id}/lines and /v1/credit_notes/{id}/lines */
function lines(books: Books, name: string, id: string, params: Params): object | undefined {
  const owner =
    name === 'invoices' ? books.invoices.get(id) : name === 'credit_notes' ? books.creditNotes.get(id) : null
  if (owner === null) return undefined
  if (owner === undefined) throw missing(name === 'invoices' ? 'invoice' : 'credit_note', id)
  const page = readPageRequest(params)
  params.done()
  const listing: Listing<StripeObject> = listingOf<StripeObject>(owner.lines.data)
  return pageOf(listing, () => true, page, { kind: 'line item', url: owner.lines.url })
}
