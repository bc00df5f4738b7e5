import type { Books } from '../books.ts'
import { missing, refused } from '../errors.ts'
import type { Invoice } from '../objects/invoice.ts'
import type { WebhookEndpoint } from '../objects/webhook-endpoint.ts'
import type { Params } from './params.ts'
import { postCustomer, postCustomerChanges, removeCustomer } from './write-customers.ts'
import { invoiceActions, postInvoice, postInvoiceItem, removeInvoice } from './write-invoices.ts'

/** Reads its parameters, ends with `params.done()`, then changes the books and answers with the object. */
export type Write = (params: Params) => object

export interface WriteRequest {
  method: string
  /** Below /v1. */
  path: readonly string[]
}

/** Undefined when there is no such route. */
export function findWrite(books: Books, { method, path }: WriteRequest): Write | undefined {
  const [resource, id, action, ...rest] = path
  if (rest.length > 0) return undefined
  switch (
    `${method} ${resource ?? ''}${id === undefined ? '' : '/id'}${action === undefined ? '' : '/action'}`
  ) {
    case 'POST customers':
      return (params) => postCustomer(books, params)
    case 'POST customers/id':
      return (params) => postCustomerChanges(books, params, id ?? '')
    case 'DELETE customers/id':
      return (params) => removeCustomer(books, params, id ?? '')
    case 'POST invoiceitems':
      return (params) => postInvoiceItem(books, params)
    case 'POST invoices':
      return (params) => postInvoice(books, params)
    case 'DELETE invoices/id':
      return (params) => removeInvoice(books, params, invoiceOf(books, id ?? ''))
    case 'POST invoices/id/action': {
      const act = invoiceActions[action ?? '']
      return act && ((params) => act(books, params, invoiceOf(books, id ?? '')))
    }
    case 'POST webhook_endpoints':
      return (params) => postWebhookEndpoint(books, params)
    case 'DELETE webhook_endpoints/id':
      return (params) => removeWebhookEndpoint(books, params, id ?? '')
  }
  return undefined
}

function invoiceOf(books: Books, id: string): Invoice {
  const invoice = books.invoices.get(id)
  if (invoice === undefined) throw missing('invoice', id)
  return invoice
}

function postWebhookEndpoint(books: Books, params: Params): WebhookEndpoint {
  const facts = {
    url: params.required('url'),
    enabledEvents: params.texts('enabled_events'),
    apiVersion: params.text('api_version') ?? null,
    description: params.text('description') ?? null,
  }
  params.done()
  if (facts.enabledEvents.length === 0) {
    throw refused('Missing required param: enabled_events.', 'parameter_missing', 'enabled_events')
  }
  return books.receivers.create(facts)
}

function removeWebhookEndpoint(books: Books, params: Params, id: string): object {
  if (books.receivers.endpoints.get(id) === undefined) throw missing('webhook_endpoint', id)
  params.done()
  books.receivers.remove(id)
  return { id, object: 'webhook_endpoint', deleted: true }
}
