import { z } from 'zod'
import { compare, isZero, sum, type DecimalText } from '../../domain/decimal.ts'
import type { Finding, InvoiceLine } from '../../domain/entities.ts'
import { listOf, optionalDecimal, optionalText, orNull } from '../toolkit/exact.ts'
import { keyOf, optionalReference, unknownValue, type Reference } from './reference.ts'

const detail = z.object({
  AccountRef: optionalReference,
  ItemAccountRef: optionalReference,
  TaxCodeRef: optionalReference,
  ClassRef: optionalReference,
  Qty: optionalDecimal,
  UnitPrice: optionalDecimal,
  TaxInclusiveAmt: optionalDecimal,
})

const simpleLine = z.object({
  DetailType: optionalText,
  Description: optionalText,
  Amount: optionalDecimal,
  SalesItemLineDetail: orNull(detail),
  ItemBasedExpenseLineDetail: orNull(detail),
  AccountBasedExpenseLineDetail: orNull(detail),
})

export const documentLine = simpleLine.extend({
  /** A bundle: its own amount is the sum of the lines in it. */
  GroupLineDetail: orNull(z.object({ Line: listOf(simpleLine) })),
})

type SimpleLine = z.output<typeof simpleLine>
export type DocumentLine = z.output<typeof documentLine>

/** Dimensions that a document gives to all its lines. */
export interface Header {
  ClassRef: Reference | null
  DepartmentRef: Reference | null
}

export interface MappedLines {
  lines: InvoiceLine[]
  /** Null when no discount is given. */
  discountTotal: DecimalText | null
  /** Whether the lines' amounts contain tax. */
  includeTax: boolean
  findings: Finding[]
}

const NOT_LINES = new Set(['SubTotalLineDetail', 'DiscountLineDetail'])
const PRICED = new Set([
  'SalesItemLineDetail',
  'ItemBasedExpenseLineDetail',
  'AccountBasedExpenseLineDetail',
  'GroupLineDetail',
  'DescriptionOnly',
])

/**
 * Amounts are before tax even where the document was entered with tax included; what each line costs with tax stands
 * beside. `wantTax` asks for the latter, which is given only when every line tells it.
 */
export function mapLines(raw: readonly DocumentLine[], header: Header, wantTax: boolean): MappedLines {
  const all = raw.flatMap((line, index) => unbundle(line, ['Line', String(index)]))
  const counted = all.filter(({ line }) => !NOT_LINES.has(line.DetailType ?? ''))
  const includeTax =
    wantTax && counted.every(({ line }) => line.Amount === null || tellsTax(line, line.Amount))
  const discounts = all.filter(({ line }) => line.DetailType === 'DiscountLineDetail')
  return {
    lines: counted.map(({ line }, index) => mapLine(line, index + 1, header, includeTax)),
    discountTotal: discounts.length === 0 ? null : sum(discounts.map(({ line }) => discountOf(line))),
    includeTax,
    findings: counted.flatMap(({ line, path }) => findingsOf(line, path)),
  }
}

interface Placed {
  line: SimpleLine
  path: string[]
}

function unbundle(line: DocumentLine, path: string[]): Placed[] {
  const inner = line.GroupLineDetail?.Line ?? []
  if (inner.length === 0) return [{ line, path }]
  return inner.map((it, index) => ({
    line: it,
    path: [...path, 'GroupLineDetail', 'Line', String(index)],
  }))
}

const detailOf = (line: SimpleLine) =>
  line.SalesItemLineDetail ?? line.ItemBasedExpenseLineDetail ?? line.AccountBasedExpenseLineDetail

/** Some answers say 0 where they do not tell. */
function tellsTax(line: SimpleLine, amount: DecimalText): boolean {
  const withTax = detailOf(line)?.TaxInclusiveAmt ?? null
  return withTax !== null && (!isZero(withTax) || isZero(amount))
}

/** Whether any line tells an amount with tax that is not the one before tax. */
export const showTax = (raw: readonly DocumentLine[]): boolean =>
  raw
    .flatMap((line) => unbundle(line, []))
    .some(({ line }) => {
      const withTax = detailOf(line)?.TaxInclusiveAmt ?? null
      return (
        line.Amount !== null &&
        tellsTax(line, line.Amount) &&
        withTax !== null &&
        compare(withTax, line.Amount) !== 0
      )
    })

function mapLine(line: SimpleLine, position: number, header: Header, includeTax: boolean): InvoiceLine {
  const it = detailOf(line)
  return {
    position,
    description: line.Description,
    quantity: it?.Qty ?? null,
    unitPrice: it?.UnitPrice ?? null,
    amount: amountOf(line, position, includeTax),
    taxAmount: null,
    discountAmount: null,
    accountKey: keyOf('accounts', it?.AccountRef ?? it?.ItemAccountRef ?? null),
    taxRateKey: keyOf('tax_codes', it?.TaxCodeRef ?? null),
    dimensions: mapDimensions({ ...header, ClassRef: it?.ClassRef ?? header.ClassRef }),
  }
}

function amountOf(line: SimpleLine, position: number, includeTax: boolean): DecimalText {
  const it = detailOf(line)
  const amount = includeTax ? (it?.TaxInclusiveAmt ?? null) : line.Amount
  if (amount !== null) return amount
  if (it !== null) throw new Error(`Line ${position} has no amount.`)
  // A line that only describes adds nothing to the document.
  return '0'
}

export function mapDimensions({ ClassRef, DepartmentRef }: Header): InvoiceLine['dimensions'] {
  const dimensions: InvoiceLine['dimensions'] = []
  const classKey = keyOf('classes', ClassRef)
  const departmentKey = keyOf('departments', DepartmentRef)
  if (classKey !== null) dimensions.push({ valueKey: classKey, name: ClassRef?.name ?? null })
  if (departmentKey !== null) dimensions.push({ valueKey: departmentKey, name: DepartmentRef?.name ?? null })
  return dimensions
}

function discountOf({ Amount }: SimpleLine): DecimalText {
  if (Amount !== null) return Amount
  throw new Error('A discount line has no amount.')
}

function findingsOf(line: SimpleLine, path: string[]): Finding[] {
  if (line.DetailType === null || PRICED.has(line.DetailType)) return []
  return [unknownValue([...path, 'DetailType'], line.DetailType)]
}
