import { z } from 'zod'
import { negate, subtract, sum, type DecimalText } from '../../domain/decimal.ts'
import type { Finding, InvoiceLine } from '../../domain/entities.ts'
import { identifier, optionalDecimal, optionalText } from '../toolkit/exact.ts'
import { referredBy } from './account-reference.ts'
import { defaultDimensions, dimensionsOfAccount, type Setup } from './display-value.ts'
import { missingPart, neverTold, untold } from './findings.ts'
import { balanceOf } from './payment-line.ts'
import { lineNumber, optionalCode, optionalCurrency, optionalDay, optionalRate } from './values.ts'

/** A row of `VendInvoiceJournalLines`. */
export const invoiceRow = z.object({
  dataAreaId: optionalCode,
  JournalBatchNumber: identifier,
  LineNumber: lineNumber,
  Voucher: optionalCode,
  Invoice: optionalCode,
  Document: optionalCode,
  Description: optionalText,
  Date: optionalDay,
  InvoiceDate: optionalDay,
  DueDate: optionalDay,
  Currency: optionalCurrency,
  ExchRate: optionalRate,
  Debit: optionalDecimal,
  Credit: optionalDecimal,
  AccountType: optionalCode,
  AccountDisplayValue: optionalCode,
  Company: optionalCode,
  DefaultDimensionDisplayValue: optionalCode,
  OffsetAccountType: optionalCode,
  OffsetAccountDisplayValue: optionalCode,
  OffsetCompany: optionalCode,
  OffsetDefaultDimensionDisplayValue: optionalCode,
  SalesTaxGroup: optionalCode,
  ItemSalesTaxGroup: optionalCode,
})
type Row = Omit<z.output<typeof invoiceRow>, 'LineNumber'>

interface Entered extends Row {
  Header: { SalesTaxIncluded: boolean | null } | null
  /** Lines of the same voucher; null: not known. */
  Others: readonly Row[] | null
  Setup: Setup
}

interface Amounts {
  total: DecimalText
  taxTotal: DecimalText
  subtotal: DecimalText
  includeTax: boolean | null
  lines: InvoiceLine[]
}

interface Found {
  amounts: Amounts | null
  findings: Finding[]
}

/**
 * The invoice journal does not tell its tax. Its amounts are exact all the same where no tax is put on the vendor's
 * line, or the line includes it; else no invoice comes out. Credit is what is owed.
 */
export function amountsOf(row: Entered, own: string): Found {
  const total = negate(amountOf(row))
  const includeTax = row.Header?.SalesTaxIncluded ?? null
  if (isTaxed(row) && includeTax !== true) {
    const message = `The total of vendor invoice ${row.Invoice ?? ''} is not known: sales tax comes on top, which Dynamics does not tell.`
    return { amounts: null, findings: [untold(message, 'SalesTaxGroup')] }
  }
  const lines = row.OffsetAccountDisplayValue === null ? otherLines(row, own) : [offsetLine(row, total, own)]
  const taxTotal = isTaxed(row) ? null : taxIn(row, total, lines)
  const tax = taxTotal ?? '0'
  return {
    amounts: { total, taxTotal: tax, subtotal: subtract(total, tax), includeTax, lines },
    findings: [
      ...(taxTotal === null ? [neverTold(TAX_INCLUDED, 'SalesTaxGroup')] : []),
      ...(row.OffsetAccountDisplayValue === null && row.Others === null
        ? [missingPart(NO_OTHERS, 'Others')]
        : []),
    ],
  }
}

const TAX_INCLUDED = 'This invoice’s total includes its tax; what of it is tax, the journal does not tell.'
const NO_OTHERS = 'What this invoice is for is not known: the other lines of its voucher are missing.'

const amountOf = ({ Debit, Credit }: Row) => balanceOf({ DebitAmount: Debit, CreditAmount: Credit })

/** Tax codes are those that both groups name. */
const isTaxed = ({ SalesTaxGroup, ItemSalesTaxGroup }: Row): boolean =>
  SalesTaxGroup !== null && ItemSalesTaxGroup !== null

/** A voucher balances, so what its lines lack of the vendor's credit is the tax on them. Null: not to be told apart. */
function taxIn(row: Entered, total: DecimalText, lines: readonly InvoiceLine[]) {
  const { Header, Others } = row
  // The line that names its offset account is a whole voucher.
  if (Others === null) return row.OffsetAccountDisplayValue === null ? null : '0'
  if (!Others.some(isTaxed)) return '0'
  if (Header?.SalesTaxIncluded !== false || lines.length === 0) return null
  return subtract(total, sum(lines.map((it) => it.amount)))
}

/** None when several invoices share the voucher: which line is whose, nobody tells. */
function otherLines({ Others, Setup }: Entered, own: string): InvoiceLine[] {
  if (Others === null || Others.some((it) => it.AccountType === 'Vend')) return []
  return Others.map((it, index) =>
    invoiceLine(index + 1, amountOf(it), {
      ...{ description: it.Description, setup: Setup, own },
      account: { type: it.AccountType, value: it.AccountDisplayValue, company: it.Company },
      dimensions: it.DefaultDimensionDisplayValue,
    }),
  )
}

const offsetLine = (row: Entered, amount: DecimalText, own: string): InvoiceLine =>
  invoiceLine(1, amount, {
    ...{ description: row.Description, setup: row.Setup, own },
    account: {
      type: row.OffsetAccountType,
      value: row.OffsetAccountDisplayValue,
      company: row.OffsetCompany,
    },
    dimensions: row.OffsetDefaultDimensionDisplayValue,
  })

interface Posted {
  description: string | null
  account: { type: string | null; value: string | null; company: string | null }
  dimensions: string | null
  setup: Setup
  own: string
}

function invoiceLine(
  position: number,
  amount: DecimalText,
  { description, account, dimensions, setup, own }: Posted,
): InvoiceLine {
  const inAccount = account.type === 'Ledger' ? dimensionsOfAccount(account.value, setup) : []
  return {
    ...{
      position,
      description,
      quantity: null,
      unitPrice: null,
      amount,
      taxAmount: null,
      discountAmount: null,
    },
    accountKey: referredBy(account, own, setup).accountKey,
    taxRateKey: null,
    dimensions: inAccount.length > 0 ? inAccount : defaultDimensions(dimensions, setup),
  }
}
