import type { SandboxRequest, SandboxResponse } from '../../../kit/provider.ts'
import type { Books } from '../../books/books.ts'
import { Refusal } from '../../books/refusal.ts'
import type { JsonObject } from '../../json.ts'
import { renderContact } from '../../render/contact.ts'
import { renderInvoice } from '../../render/invoice.ts'
import { renderPayment } from '../../render/payment.ts'
import { notFound, validationFailed } from '../responses.ts'
import { elementsOf } from './body.ts'
import { meantContact, planChangedContact, planNewContact } from './contacts.ts'
import { meantInvoice, planChangedInvoice, planNewInvoice } from './invoices.ts'
import { planChangedPayment, planNewPayment } from './payments.ts'

/** Checked, and done when it is called; gives the record as a read by id would. */
type Plan = () => JsonObject

interface Writer {
  idName: string
  knows(books: Books, id: string): boolean
  /** `id` is the address's; without one a PUT creates, and a POST creates or updates. */
  plan(books: Books, element: JsonObject, isPut: boolean): Plan
}

const VIEW = { detail: 'single', unitDigits: 2 } as const

export const WRITERS: Readonly<Record<string, Writer>> = {
  Invoices: {
    idName: 'InvoiceID',
    knows: ({ invoices }, id) => invoices.has(id),
    plan: (books, element, isPut) => {
      const invoice = isPut ? null : meantInvoice(books, element)
      const act =
        invoice === null ? planNewInvoice(books, element) : planChangedInvoice(books, invoice, element)
      return () => renderInvoice(books, act(), VIEW)
    },
  },
  Contacts: {
    idName: 'ContactID',
    knows: ({ contacts }, id) => contacts.has(id),
    plan: (books, element, isPut) => {
      const contact = isPut ? null : meantContact(books, element)
      const act =
        contact === null ? planNewContact(books, element) : planChangedContact(books, contact, element)
      return () => renderContact(books, act(), 'single')
    },
  },
  Payments: {
    idName: 'PaymentID',
    knows: ({ payments }, id) => payments.has(id),
    plan: (books, element) => {
      const payment =
        typeof element.PaymentID === 'string' ? books.payments.get(element.PaymentID) : undefined
      const act =
        payment === undefined ? planNewPayment(books, element) : planChangedPayment(books, payment, element)
      return () => renderPayment(books, act(), VIEW)
    },
  },
}

/** One bad element fails the whole call, unless summarizeErrors=false: then each tells how it went. `ok` envelopes. */
export function write(
  books: Books,
  name: string,
  id: string | undefined,
  { method, query, body }: SandboxRequest,
  ok: (content: JsonObject) => SandboxResponse,
): SandboxResponse {
  const writer = WRITERS[name]
  if (writer === undefined || (id !== undefined && !writer.knows(books, id))) return notFound()
  const sent = elementsOf(body, name).map((it) => (id === undefined ? it : { ...it, [writer.idName]: id }))
  const eachTells = query.get('summarizeErrors')?.toLowerCase() === 'false'
  const plans = sent.map((element) =>
    attempt(writer, element, () => writer.plan(books, element, method === 'PUT')),
  )
  const refusals = plans.filter((it) => 'refused' in it).map((it) => it.refused)
  if (refusals.length > 0 && !eachTells) return validationFailed(refusals)
  const done = plans.map((it, index) => ('refused' in it ? it : attempt(writer, sent[index] ?? {}, it.value)))
  const late = done.filter((it) => 'refused' in it).map((it) => it.refused)
  if (late.length > 0 && !eachTells) return validationFailed(late)
  const told = done.map((it) =>
    'refused' in it
      ? { ...it.refused, StatusAttributeString: 'ERROR' }
      : { ...it.value, ...(eachTells ? { StatusAttributeString: 'OK' } : {}) },
  )
  return ok({ [name]: told })
}

/** What it gives, or the element with what is wrong with it. */
function attempt<T>(
  { idName }: Writer,
  element: JsonObject,
  act: () => T,
): { value: T } | { refused: JsonObject } {
  try {
    return { value: act() }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const none = '00000000-0000-0000-0000-000000000000'
    const ValidationErrors = error.messages.map((Message) => ({ Message }))
    return { refused: { [idName]: none, ...element, HasErrors: true, ValidationErrors } }
  }
}
