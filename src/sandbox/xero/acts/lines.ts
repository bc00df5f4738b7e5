import type { Books } from '../books/books.ts'
import type { Line, LineAmountTypes, Totals, TrackingPick } from '../books/document.ts'
import { Refusal } from '../books/refusal.ts'
import { taxRate } from '../books/tax-rates.ts'
import { divideRounded, sum } from '../money.ts'

/** A line as it is asked for. Without an account it is only text. */
export interface LineDraft {
  description: string
  /** Hundredths of a piece, and ten-thousandths of the currency. */
  quantity: number
  unitAmount: number
  accountId: string | null
  /** Null: as the account has it. */
  taxType: string | null
  discountPercent?: number
  /** Instead of what the rate makes. */
  tax?: number
  tracking?: readonly TrackingPick[]
  itemCode?: string | null
}

/** Tax is rounded line by line; a document's is their sum. */
export function writeLines(
  books: Books,
  types: LineAmountTypes,
  drafts: readonly LineDraft[],
): { lines: readonly Line[]; totals: Totals } {
  const lines = drafts.map((draft) => writeLine(books, types, draft))
  const amounts = sum(lines.map((it) => it.amount))
  const totalTax = sum(lines.map((it) => it.tax))
  const subTotal = types === 'Inclusive' ? amounts - totalTax : amounts
  return { lines, totals: { subTotal, totalTax, total: subTotal + totalTax } }
}

function writeLine(books: Books, types: LineAmountTypes, draft: LineDraft): Line {
  const { description, quantity, unitAmount, accountId, discountPercent = 0 } = draft
  const asked = accountId === null ? 'NONE' : (draft.taxType ?? books.account(accountId).taxType)
  const taxType = types === 'NoTax' ? 'NONE' : asked
  const rate = taxRate(taxType)
  if (rate === undefined)
    throw new Refusal(
      `The TaxType code '${taxType}' does not exist or cannot be used for this type of transaction.`,
    )
  const amount = divideRounded(quantity * unitAmount * (100 - discountPercent), 1_000_000)
  const taxed = types === 'Inclusive' ? 10_000 + rate.rate : 10_000
  return {
    id: books.random.uuid(),
    description,
    quantity,
    unitAmount,
    discountPercent,
    accountId,
    taxType,
    tax: draft.tax ?? divideRounded(amount * rate.rate, taxed),
    amount,
    tracking: draft.tracking ?? [],
    itemCode: draft.itemCode ?? null,
  }
}
