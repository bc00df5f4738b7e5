import {
  approveInvoice,
  deleteDraft,
  planInvoice,
  updateInvoice,
  voidDocument,
  type InvoiceChange,
} from '../../acts/invoices.ts'
import type { LineDraft } from '../../acts/lines.ts'
import { found, type Books } from '../../books/books.ts'
import type { Invoice, TrackingPick } from '../../books/document.ts'
import { Refusal } from '../../books/refusal.ts'
import type { JsonObject } from '../../json.ts'
import { BASE_CURRENCY, divideRounded, isCurrency } from '../../money.ts'
import { day, object, objects, oneOf, text, units } from './body.ts'
import { planNamedContact } from './contacts.ts'

const AMOUNT_TYPES = ['Exclusive', 'Inclusive', 'NoTax'] as const
const NEW_STATUSES = ['DRAFT', 'SUBMITTED', 'AUTHORISED'] as const
const STATUSES = [...NEW_STATUSES, 'DELETED', 'VOIDED', 'PAID'] as const

export function planNewInvoice(books: Books, element: JsonObject): () => Invoice {
  const type = oneOf(element, 'Type', ['ACCREC', 'ACCPAY'])
  if (type === undefined) throw new Refusal('Invoice type must be specified')
  const contact = planNamedContact(books, object(element, 'Contact'))
  const currency = text(element, 'CurrencyCode') ?? BASE_CURRENCY
  if (!isCurrency(currency)) throw new Refusal(`The currency ${currency} is not subscribed to`)
  const facts = {
    type,
    currency,
    on: day(element, 'Date') ?? books.today,
    dueOn: day(element, 'DueDate') ?? null,
    number: text(element, 'InvoiceNumber') ?? null,
    reference: text(element, 'Reference') ?? '',
    lineAmountTypes: oneOf(element, 'LineAmountTypes', AMOUNT_TYPES) ?? 'Exclusive',
    lines: linesOf(books, element) ?? [],
    status: oneOf(element, 'Status', NEW_STATUSES) ?? 'DRAFT',
    sentToContact: element.SentToContact === true,
  } as const
  if (contact.known !== null) return planInvoice(books, { ...facts, contactId: contact.known.id })
  const create = contact.create
  return () => planInvoice(books, { ...facts, contactId: create().id })()
}

/** A change of fields, or of the status; by id, or by number for a sale. */
export function planChangedInvoice(books: Books, invoice: Invoice, element: JsonObject): () => Invoice {
  const status = oneOf(element, 'Status', STATUSES)
  if (status === 'VOIDED' && invoice.status !== 'VOIDED') return () => voidDocument(books, invoice)
  if (status === 'DELETED' && invoice.status !== 'DELETED') return () => deleteDraft(books, invoice)
  const change = Object.fromEntries(
    Object.entries({
      reference: text(element, 'Reference'),
      on: day(element, 'Date'),
      dueOn: day(element, 'DueDate'),
      lineAmountTypes: oneOf(element, 'LineAmountTypes', AMOUNT_TYPES),
      lines: linesOf(books, element),
    }).filter(([, value]) => value !== undefined),
  ) as InvoiceChange
  return () => {
    updateInvoice(books, invoice, change)
    if (status === 'AUTHORISED' && invoice.status !== 'AUTHORISED') approveInvoice(books, invoice)
    return invoice
  }
}

/** Which one a POST means; null when it is a new one. */
export function meantInvoice(books: Books, element: JsonObject): Invoice | null {
  const id = text(element, 'InvoiceID')
  if (id !== undefined) return found(books.invoices, id, 'invoice')
  const number = text(element, 'InvoiceNumber')
  if (number === undefined || element.Type === 'ACCPAY') return null
  return [...books.invoices.values()].find((it) => it.type === 'ACCREC' && it.number === number) ?? null
}

const linesOf = (books: Books, element: JsonObject): LineDraft[] | undefined =>
  objects(element, 'LineItems')?.map((it) => lineOf(books, it))

function lineOf(books: Books, line: JsonObject): LineDraft {
  const quantity = units(line, 'Quantity', 2) ?? 100
  const amount = units(line, 'LineAmount', 4)
  const unitAmount =
    units(line, 'UnitAmount', 4) ?? (amount === undefined ? 0 : divideRounded(amount * 100, quantity))
  const code = text(line, 'AccountCode')
  const accountId = text(line, 'AccountID') ?? (code === undefined ? null : books.accountByCode(code).id)
  if (accountId !== null) books.account(accountId)
  const tax = units(line, 'TaxAmount', 2)
  const discountPercent = units(line, 'DiscountRate', 0)
  return {
    description: text(line, 'Description') ?? '',
    quantity,
    unitAmount,
    accountId,
    taxType: text(line, 'TaxType') ?? null,
    tracking: (objects(line, 'Tracking') ?? []).map((it) => trackingOf(books, it)),
    ...(tax === undefined ? {} : { tax }),
    ...(discountPercent === undefined ? {} : { discountPercent }),
  }
}

/** By ids, or by names. */
function trackingOf({ tracking }: Books, pick: JsonObject): TrackingPick {
  const category = [...tracking.values()].find(
    (it) => it.id === pick.TrackingCategoryID || it.name === pick.Name,
  )
  const option = category?.options.find((it) => it.id === pick.TrackingOptionID || it.name === pick.Option)
  if (category === undefined || option === undefined)
    throw new Refusal('The tracking category or option does not exist')
  return { categoryId: category.id, optionId: option.id }
}
