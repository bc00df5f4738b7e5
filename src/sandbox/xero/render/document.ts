import type { Books } from '../books/books.ts'
import type { Document, Line, TrackingPick } from '../books/document.ts'
import { given, type JsonObject } from '../json.ts'
import { BASE_CURRENCY, divideRounded, double } from '../money.ts'
import { hashText } from '../../kit/random.ts'
import { dayString, instantString, msDate, msDay } from '../time.ts'

/**
 * How much of a record is told: `list` an unpaged list, without lines; `page` a page of a list; `single` a read by
 * id; `summary` the fields that cost nothing.
 */
export type Detail = 'list' | 'page' | 'single' | 'summary'

export interface View {
  detail: Detail
  /** Of unit prices: 2, or 4 when asked for. */
  unitDigits: 2 | 4
}

export const days = (name: 'Date' | 'DueDate', day: string | null): JsonObject =>
  day === null ? {} : { [`${name}String`]: dayString(day), [name]: msDay(day) }

export const updated = (at: number): JsonObject => ({
  UpdatedDateUTC: msDate(at),
  UpdatedDateUTCString: instantString(at),
})

/** Of a document in the base currency Xero tells 1, or 0, or nothing. */
export function currencyRate({
  id,
  currency,
  rate,
}: {
  id: string
  currency: string
  rate: number
}): JsonObject {
  if (currency !== BASE_CURRENCY) return { CurrencyRate: double(rate, 6) }
  const chance = hashText(id) % 10
  if (chance === 0) return {}
  return { CurrencyRate: double(chance === 1 ? 0 : 1, 0) }
}

export const totals = (
  { lineAmountTypes, totals: it }: Omit<Document, 'contactId'>,
  lines: readonly JsonObject[],
): JsonObject => ({
  LineAmountTypes: lineAmountTypes,
  LineItems: lines,
  SubTotal: double(it.subTotal),
  TotalTax: double(it.totalTax),
  Total: double(it.total),
})

export function renderLines(
  books: Books,
  lines: readonly Line[],
  { detail, unitDigits }: View,
): JsonObject[] {
  if (detail === 'list' || detail === 'summary') return []
  return lines.map((it) => renderLine(books, it, unitDigits))
}

function renderLine(books: Books, line: Line, unitDigits: 2 | 4): JsonObject {
  const own = {
    Description: line.description,
    UnitAmount: double(unitDigits === 4 ? line.unitAmount : divideRounded(line.unitAmount, 100), unitDigits),
    TaxAmount: double(line.tax),
    LineAmount: double(line.amount),
    Tracking: renderTracking(books, line.tracking),
    LineItemID: line.id,
  }
  const account = line.accountId === null ? undefined : books.accounts.get(line.accountId)
  if (account === undefined) return own
  return {
    ...given('ItemCode', line.itemCode),
    ...own,
    TaxType: line.taxType,
    ...given('AccountCode', account.code),
    AccountID: account.id,
    Quantity: double(line.quantity),
    ...(line.discountPercent === 0 ? {} : { DiscountRate: double(line.discountPercent, 0) }),
    ValidationErrors: [],
  }
}

export function renderTracking(books: Books, picks: readonly TrackingPick[]): JsonObject[] {
  return picks.flatMap(({ categoryId, optionId }) => {
    const category = books.tracking.get(categoryId)
    const option = category?.options.find((it) => it.id === optionId)
    if (category === undefined || option === undefined) return []
    return [
      {
        Name: category.name,
        Option: option.name,
        TrackingCategoryID: categoryId,
        TrackingOptionID: optionId,
      },
    ]
  })
}
