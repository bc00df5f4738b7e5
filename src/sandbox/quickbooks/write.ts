import type { Books } from './books.ts'
import { complete, type Company } from './complete.ts'
import { settlementsOf } from './effects.ts'
import { hasField, kindOf, type Entity, type EntityName } from './entities.ts'
import {
  duplicateName,
  duplicateNumber,
  missing,
  notFound,
  periodClosed,
  refused,
  stale,
  unsupported,
} from './faults.ts'
import { isJsonObject, objectsOf, textOf, type Json, type JsonObject } from './json.ts'

const REQUIRED: Partial<Record<EntityName, readonly string[]>> = {
  Account: ['Name', 'AccountType'],
  Customer: ['DisplayName'],
  Vendor: ['DisplayName'],
  Item: ['Name', 'IncomeAccountRef'],
  Class: ['Name'],
  Department: ['Name'],
  Invoice: ['CustomerRef', 'Line'],
  CreditMemo: ['CustomerRef', 'Line'],
  Payment: ['CustomerRef', 'TotalAmt'],
  Bill: ['VendorRef', 'Line'],
  VendorCredit: ['VendorRef', 'Line'],
  BillPayment: ['VendorRef', 'PayType', 'TotalAmt', 'Line'],
  Purchase: ['AccountRef', 'PaymentType', 'Line'],
  Deposit: ['DepositToAccountRef', 'Line'],
  Transfer: ['FromAccountRef', 'ToAccountRef', 'Amount'],
  JournalEntry: ['Line'],
}

/** All of these throw QuickBooksFault where QuickBooks would refuse. */
export function createEntity(company: Company, name: EntityName, sent: JsonObject, at: Date): Entity {
  checkFields(name, sent)
  checkRequired(name, sent)
  checkName(company.books, name, sent, null)
  checkNumber(company.books, name, sent, null)
  checkPeriod(company, name, sent)
  return company.books.create(name, complete(company, name, withoutVersion(sent)), at)
}

/** Sparse: what is sent changes. Otherwise what is not sent is cleared, as far as it can be written at all. */
export function updateEntity(company: Company, name: EntityName, sent: JsonObject, at: Date): Entity {
  const current = currentVersion(company.books, name, sent)
  checkFields(name, sent)
  const next = withoutVersion(sent.sparse === true ? { ...current, ...sent } : sent)
  checkRequired(name, next)
  checkName(company.books, name, next, current.Id)
  checkNumber(company.books, name, next, current.Id)
  checkPeriod(company, name, current)
  checkPeriod(company, name, next)
  const fields = complete(company, name, deactivated(current, next), current)
  return company.books.replace(name, current, fields, at)
}

/** The row stays, with nothing left in its amounts. Payments of it become unapplied. */
export function voidEntity(company: Company, name: EntityName, sent: JsonObject, at: Date): Entity {
  const current = currentVersion(company.books, name, sent)
  if (kindOf(name).family !== 'document') throw unsupported('operation=void')
  checkPeriod(company, name, current)
  release(company, name, current, at)
  const note = textOf(current.PrivateNote)
  const fields = {
    ...withoutVersion(zeroed(current)),
    LinkedTxn: [],
    PrivateNote: note === '' ? 'Voided' : `Voided - ${note}`,
  }
  return company.books.replace(name, current, fields, at, 'void')
}

export function deleteEntity(company: Company, name: EntityName, sent: JsonObject, at: Date): Entity {
  const current = currentVersion(company.books, name, sent)
  if (kindOf(name).family !== 'document') throw unsupported('operation=delete')
  checkPeriod(company, name, current)
  release(company, name, current, at)
  company.books.remove(name, current, at)
  return current
}

function currentVersion(books: Books, name: EntityName, sent: JsonObject): Entity {
  if (typeof sent.Id !== 'string') throw missing('Id')
  const current = books.get(name, sent.Id)
  if (current === undefined) throw notFound(`${name} ${sent.Id}`)
  if (sent.SyncToken === undefined) throw missing('SyncToken')
  if (sent.SyncToken !== current.SyncToken) throw stale()
  return current
}

function checkFields(name: EntityName, sent: JsonObject): void {
  if (kindOf(name).readOnly) throw unsupported(name)
  for (const field in sent) if (!hasField(name, field)) throw unsupported(field)
}

function checkRequired(name: EntityName, fields: JsonObject): void {
  for (const field of REQUIRED[name] ?? []) if (fields[field] === undefined) throw missing(field)
}

function checkName(books: Books, name: EntityName, fields: JsonObject, own: string | null): void {
  // Customers and vendors share one space of names.
  const spaces: readonly EntityName[] =
    name === 'Customer' || name === 'Vendor' ? ['Customer', 'Vendor'] : [name]
  const key = name === 'Customer' || name === 'Vendor' ? 'DisplayName' : 'Name'
  if (kindOf(name).family !== 'list') return
  for (const space of spaces) {
    for (const other of books.all(space)) {
      if (other[key] === fields[key] && !(space === name && other.Id === own)) throw duplicateName()
    }
  }
}

function checkNumber(books: Books, name: EntityName, fields: JsonObject, own: string | null): void {
  if (name !== 'Invoice' || fields.DocNumber === undefined) return
  for (const other of books.all(name)) {
    if (other.DocNumber === fields.DocNumber && other.Id !== own) {
      throw duplicateNumber(textOf(fields.DocNumber), name, other.Id)
    }
  }
}

function checkPeriod(company: Company, name: EntityName, fields: JsonObject): void {
  if (kindOf(name).family !== 'document') return
  if ((textOf(fields.TxnDate) || company.today()) <= closedOn(company.books)) throw periodClosed()
}

/** The last day of the closed books; before every day when they were never closed. */
export function closedOn(books: Books): string {
  const [settings] = books.all('Preferences')
  return isJsonObject(settings?.AccountingInfoPrefs) ? textOf(settings.AccountingInfoPrefs.BookCloseDate) : ''
}

function withoutVersion(fields: JsonObject): JsonObject {
  const { Id: _id, SyncToken: _token, MetaData: _meta, domain: _domain, sparse: _sparse, ...rest } = fields
  return rest
}

// QuickBooks frees the name of what is made inactive.
function deactivated(current: Entity, next: JsonObject): JsonObject {
  if (next.Active !== false || current.Active === false) return next
  const field = next.DisplayName === undefined ? 'Name' : 'DisplayName'
  return { ...next, [field]: `${textOf(next[field])} (deleted)` }
}

/** Takes a document out of the payments that settle it, which keep their money. */
function release(company: Company, name: EntityName, document: Entity, at: Date): void {
  for (const { TxnId: id, TxnType: type } of objectsOf(document.LinkedTxn)) {
    if (type === 'Deposit') throw refused('This payment was deposited. Delete it from the deposit first.')
    const payment = company.books.get(
      name === 'Bill' || name === 'VendorCredit' ? 'BillPayment' : 'Payment',
      textOf(id),
    )
    if (payment === undefined) continue
    const lines = objectsOf(payment.Line).filter(
      (line) =>
        !settlementsOf({ CurrencyRef: payment.CurrencyRef, Line: [line] }).some(
          (it) => it.name === name && it.id === document.Id,
        ),
    )
    const paymentName = payment.CustomerRef === undefined ? 'BillPayment' : 'Payment'
    const fields = complete(company, paymentName, withoutVersion({ ...payment, Line: lines }), payment)
    company.books.replace(paymentName, payment, fields, at)
  }
}

const AMOUNTS = new Set([
  'Amount',
  'TotalAmt',
  'HomeTotalAmt',
  'Balance',
  'HomeBalance',
  'RemainingCredit',
  'UnappliedAmt',
  'TotalTax',
  'NetAmountTaxable',
  'UnitPrice',
  'Qty',
])

function zeroed(value: JsonObject): JsonObject {
  const zero = (it: Json): Json => (Array.isArray(it) ? it.map(zero) : isJsonObject(it) ? zeroed(it) : it)
  const result: Record<string, Json> = {}
  for (const field in value) {
    const it = value[field]
    if (it === undefined || field === 'LinkedTxn') continue
    result[field] = AMOUNTS.has(field) ? 0 : zero(it)
  }
  return result
}
