import type { Books } from './books.ts'
import { missing, refused } from './faults.ts'
import { isJsonObject, objectsOf, referenceId, type Json, type JsonObject } from './json.ts'
import { decimalNumber, digitsOf, divideRounded, knownMinorUnits, minorUnits } from './money.ts'

// Percentages come with up to four digits: 8.25 is 82500 of a million.
const PERCENT_DIGITS = 4
const HUNDRED_PERCENT = 100 * 10 ** PERCENT_DIGITS

interface Tax {
  detail: JsonObject
  total: number
}

/** The lines numbered and subtotalled, the discount and the tax worked out, the total in minor units. */
export function completeSale(books: Books, sale: JsonObject): { fields: JsonObject; total: number } {
  const digits = digitsOf(sale)
  const sent = objectsOf(sale.Line).filter((it) => it.DetailType !== 'SubTotalLineDetail')
  const sold = sent.filter((it) => isJsonObject(it.SalesItemLineDetail))
  if (sold.length === 0) throw missing('Line')

  const subtotal = sold.reduce((sum, line) => sum + lineAmount(line, digits), 0)
  const taxable = sold
    .filter(
      (it) =>
        isJsonObject(it.SalesItemLineDetail) && referenceId(it.SalesItemLineDetail.TaxCodeRef) === 'TAX',
    )
    .reduce((sum, line) => sum + lineAmount(line, digits), 0)
  const discountLine = sent.find((it) => isJsonObject(it.DiscountLineDetail))
  const discount = discountLine === undefined ? 0 : discountAmount(discountLine, subtotal, digits)
  const spared =
    sale.ApplyTaxAfterDiscount === true && subtotal > 0 ? divideRounded(discount * taxable, subtotal) : 0
  const tax = taxOf(books, sale, taxable - spared, digits)

  const lines: Json[] = sold.map((line, index) => numbered(books, line, index + 1))
  lines.push({
    Amount: decimalNumber(subtotal, digits),
    DetailType: 'SubTotalLineDetail',
    SubTotalLineDetail: {},
  })
  if (discountLine !== undefined) lines.push({ ...discountLine, Amount: decimalNumber(discount, digits) })
  return {
    fields: { ...sale, Line: lines, TxnTaxDetail: tax.detail },
    total: subtotal - discount + tax.total,
  }
}

function lineAmount(line: JsonObject, digits: number): number {
  const minor = line.Amount === undefined ? null : minorUnits(line.Amount, digits)
  if (minor === null)
    throw line.Amount === undefined ? missing('Line.Amount') : refused('Invalid amount', 'Line.Amount')
  return minor
}

function discountAmount(line: JsonObject, subtotal: number, digits: number): number {
  const detail = isJsonObject(line.DiscountLineDetail) ? line.DiscountLineDetail : {}
  if (detail.PercentBased !== true) return lineAmount(line, digits)
  return divideRounded(subtotal * percent(detail.DiscountPercent), HUNDRED_PERCENT)
}

const percent = (value: Json | undefined) => {
  const scaled = minorUnits(value, PERCENT_DIGITS)
  if (scaled === null) throw refused('Invalid percentage')
  return scaled
}

function numbered(books: Books, line: JsonObject, number: number): JsonObject {
  const detail = isJsonObject(line.SalesItemLineDetail) ? line.SalesItemLineDetail : {}
  const income = books.get('Item', referenceId(detail.ItemRef) ?? '')?.IncomeAccountRef
  return {
    Id: String(number),
    LineNum: number,
    ...line,
    DetailType: 'SalesItemLineDetail',
    SalesItemLineDetail: {
      ...(income === undefined ? {} : { ItemAccountRef: income }),
      TaxCodeRef: { value: 'NON' },
      ...detail,
    },
  }
}

/** By the rates of the sale's tax code, each rounded for itself; the customer's code where the sale names none. */
function taxOf(books: Books, sale: JsonObject, taxable: number, digits: number): Tax {
  const sent = isJsonObject(sale.TxnTaxDetail) ? sale.TxnTaxDetail : {}
  const customer = books.get('Customer', referenceId(sale.CustomerRef) ?? '')
  const codeId = referenceId(sent.TxnTaxCodeRef) ?? referenceId(customer?.DefaultTaxCodeRef)
  const code = codeId === null ? undefined : books.get('TaxCode', codeId)
  if (taxable === 0 || code === undefined || codeId === null) return { detail: { TotalTax: 0 }, total: 0 }

  let total = 0
  const rates = isJsonObject(code.SalesTaxRateList) ? objectsOf(code.SalesTaxRateList.TaxRateDetail) : []
  const lines = rates.map(({ TaxRateRef: rateRef }): JsonObject => {
    const rateValue = books.get('TaxRate', referenceId(rateRef) ?? '')?.RateValue
    const amount = divideRounded(taxable * knownMinorUnits(rateValue, PERCENT_DIGITS), HUNDRED_PERCENT)
    total += amount
    return {
      Amount: decimalNumber(amount, digits),
      DetailType: 'TaxLineDetail',
      TaxLineDetail: {
        TaxRateRef: rateRef,
        PercentBased: true,
        TaxPercent: rateValue,
        NetAmountTaxable: decimalNumber(taxable, digits),
      },
    }
  })
  const detail = { TxnTaxCodeRef: { value: codeId }, TotalTax: decimalNumber(total, digits), TaxLine: lines }
  return { detail, total }
}
