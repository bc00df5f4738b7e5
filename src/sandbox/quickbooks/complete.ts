import { balanceOf, type Books } from './books.ts'
import { hasField, kindOf, type Entity, type EntityName } from './entities.ts'
import { missing, refused } from './faults.ts'
import { completeListed } from './listed.ts'
import { isJsonObject, objectsOf, referenceId, textOf, type Json, type JsonObject } from './json.ts'
import {
  currencyOf,
  decimalNumber,
  digitsOf,
  HOME_CURRENCY,
  knownMinorUnits,
  rateNumber,
  toHome,
} from './money.ts'
import { resolveReferences } from './references.ts'
import { completeSale } from './sale.ts'
import { checkedAmount, completePayment } from './settle.ts'

export interface Company {
  books: Books
  /** Home currency for one unit of a foreign one, in millionths. */
  rate(currency: string, day: string): number
  today(): string
  /** The next document number of a kind; null for kinds that QuickBooks leaves unnumbered. */
  nextNumber(name: EntityName): string | null
}

/**
 * What QuickBooks makes of what a client sends: names beside ids, totals, balances, numbers, defaults.
 * Throws QuickBooksFault where the books cannot hold it. `current` is the version that it replaces.
 */
export function complete(company: Company, name: EntityName, sent: JsonObject, current?: Entity): JsonObject {
  const fields = resolveReferences(company.books, name, current === undefined, sent)
  return kindOf(name).family === 'document'
    ? completeDocument(company, name, withDefaults(company, name, fields, current), current)
    : completeListed(name, fields, current)
}

function withDefaults(
  company: Company,
  name: EntityName,
  fields: JsonObject,
  current: Entity | undefined,
): JsonObject {
  const { books } = company
  const day = textOf(fields.TxnDate) || company.today()
  const party =
    books.get('Customer', referenceId(fields.CustomerRef) ?? '') ??
    books.get('Vendor', referenceId(fields.VendorRef) ?? '')
  const currency = fields.CurrencyRef ?? party?.CurrencyRef ?? homeCurrency(books)
  const foreign = referenceId(currency) !== HOME_CURRENCY
  const number = fields.DocNumber ?? current?.DocNumber ?? company.nextNumber(name)
  const links = current?.LinkedTxn
  return {
    ...(number === null ? {} : { DocNumber: number }),
    ...fields,
    TxnDate: day,
    CurrencyRef: currency,
    ...(foreign
      ? { ExchangeRate: fields.ExchangeRate ?? rateNumber(company.rate(referenceId(currency) ?? '', day)) }
      : {}),
    ...(links === undefined ? {} : { LinkedTxn: links }),
  }
}

function homeCurrency(books: Books): Json {
  for (const currency of books.all('CompanyCurrency')) {
    if (currency.Code === HOME_CURRENCY) return { value: HOME_CURRENCY, name: textOf(currency.Name) }
  }
  return { value: HOME_CURRENCY }
}

function completeDocument(
  company: Company,
  name: EntityName,
  fields: JsonObject,
  current: Entity | undefined,
): JsonObject {
  switch (name) {
    case 'Invoice':
    case 'CreditMemo': {
      const { fields: sale, total } = completeSale(company.books, fields)
      const open = withBalance(name, sale, total, current)
      return name === 'CreditMemo'
        ? { ...open, RemainingCredit: open.Balance }
        : { DueDate: fields.TxnDate, ...open }
    }
    case 'Bill':
    case 'VendorCredit': {
      const open = withBalance(name, withLineIds(fields), sumOfLines(fields), current)
      const payable = company.books.reference(
        'Account',
        company.books.account('Accounts Payable', currencyOf(fields)),
      )
      return { APAccountRef: payable, ...(name === 'Bill' ? { DueDate: fields.TxnDate } : {}), ...open }
    }
    case 'Purchase':
      return withTotal(withLineIds(fields), sumOfLines(fields))
    case 'Deposit':
      return withHomeAmounts(name, withTotal(withLineIds(fields), sumOfLines(fields)))
    case 'Payment':
    case 'BillPayment':
      return completePayment(company.books, fields, current)
    case 'JournalEntry':
      return completeJournalEntry(fields)
    default:
      return fields
  }
}

const withTotal = (fields: JsonObject, total: number): JsonObject => ({
  ...fields,
  TotalAmt: decimalNumber(total, digitsOf(fields)),
})

/** The amounts in home currency, where the currency is foreign and the entity has a place for them. */
function withHomeAmounts(name: EntityName, fields: JsonObject): JsonObject {
  if (currencyOf(fields) === HOME_CURRENCY) return fields
  const home = (value: Json | undefined) =>
    decimalNumber(toHome(knownMinorUnits(value, digitsOf(fields)), fields), 2)
  return {
    ...fields,
    ...(hasField(name, 'HomeTotalAmt') ? { HomeTotalAmt: home(fields.TotalAmt) } : {}),
    ...(hasField(name, 'HomeBalance') ? { HomeBalance: home(fields.Balance) } : {}),
  }
}

function withBalance(
  name: EntityName,
  fields: JsonObject,
  total: number,
  current: Entity | undefined,
): JsonObject {
  const settled =
    current === undefined ? 0 : knownMinorUnits(current.TotalAmt, digitsOf(current)) - balanceOf(current)
  if (total < settled) throw refused('The total is less than what is already settled of it', 'TotalAmt')
  const balance = decimalNumber(total - settled, digitsOf(fields))
  return withHomeAmounts(name, { ...withTotal(fields, total), Balance: balance })
}

const withLineIds = (fields: JsonObject): JsonObject => ({
  ...fields,
  Line: objectsOf(fields.Line).map((line, index) => ({ Id: String(index + 1), LineNum: index + 1, ...line })),
})

function sumOfLines(fields: JsonObject): number {
  const lines = objectsOf(fields.Line)
  if (lines.length === 0) throw missing('Line')
  return lines.reduce((sum, line) => sum + checkedAmount(line.Amount, 'Line.Amount', fields), 0)
}

function completeJournalEntry(fields: JsonObject): JsonObject {
  let balance = 0
  for (const line of objectsOf(fields.Line)) {
    const amount = checkedAmount(line.Amount, 'Line.Amount', fields)
    const detail = isJsonObject(line.JournalEntryLineDetail) ? line.JournalEntryLineDetail : {}
    if (detail.AccountRef === undefined) throw missing('AccountRef')
    balance += detail.PostingType === 'Credit' ? -amount : amount
  }
  if (balance !== 0) throw refused('The debits and the credits of a journal entry must be equal', 'Line')
  const lines = objectsOf(fields.Line).map((line, index) => ({ Id: String(index), ...line }))
  // QuickBooks leaves a journal entry's total at zero.
  return { Adjustment: false, ...fields, Line: lines, TotalAmt: 0, TxnTaxDetail: {} }
}
