import { z } from 'zod'
import { negate } from '../../domain/decimal.ts'
import type { JournalLine } from '../../domain/entities.ts'
import { identifier, optionalDecimal, optionalText } from '../toolkit/exact.ts'
import { referredBy, type RemoteAccount } from './account-reference.ts'
import { isCompany } from './company.ts'
import { defaultDimensions, dimensionsOfAccount, type Setup } from './display-value.ts'
import { balanceOf } from './payment-line.ts'
import { lineNumber, optionalCode, optionalCurrency, optionalDay, optionalRate } from './values.ts'

export const journalLine = z.object({
  JournalBatchNumber: identifier,
  LineNumber: lineNumber,
  Voucher: optionalCode,
  TransDate: optionalDay,
  AccountType: optionalCode,
  AccountDisplayValue: optionalCode,
  DefaultDimensionDisplayValue: optionalCode,
  Company: optionalCode,
  OffsetAccountType: optionalCode,
  OffsetAccountDisplayValue: optionalCode,
  OffsetDefaultDimensionDisplayValue: optionalCode,
  OffsetCompany: optionalCode,
  DebitAmount: optionalDecimal,
  CreditAmount: optionalDecimal,
  CurrencyCode: optionalCurrency,
  ExchRate: optionalRate,
  Text: optionalText,
  OffsetText: optionalText,
  Document: optionalCode,
})
export type JournalRow = z.output<typeof journalLine>

/** One account that a line posts to. */
export interface Side {
  /** "2" and "2-offset". */
  part: string
  account: RemoteAccount
  isOwn: boolean
  line: JournalLine
}

/** A line with an offset account is an entry by itself: what it debits the one, it credits the other. */
export function sidesOf(line: JournalRow, own: string, setup: Setup): Side[] {
  const account = { type: line.AccountType, value: line.AccountDisplayValue, company: line.Company }
  const offset = {
    type: line.OffsetAccountType,
    value: line.OffsetAccountDisplayValue,
    company: line.OffsetCompany,
  }
  const debit = balanceOf(line)
  const side = (part: string, of: RemoteAccount, amount: string, told: Told): Side => ({
    part,
    account: of,
    isOwn: isCompany(of.company, own),
    line: lineOf(of, { amount, ...told }, own, setup),
  })
  const { DefaultDimensionDisplayValue: dimensions, OffsetDefaultDimensionDisplayValue: offsetDimensions } =
    line
  const first = side(line.LineNumber, account, debit, { description: line.Text, dimensions })
  if (offset.value === null) return [first]
  const told = { description: line.OffsetText ?? line.Text, dimensions: offsetDimensions }
  return [first, side(`${line.LineNumber}-offset`, offset, negate(debit), told)]
}

interface Told {
  description: string | null
  dimensions: string | null
}

function lineOf(
  account: RemoteAccount,
  { amount, description, dimensions }: Told & { amount: string },
  own: string,
  setup: Setup,
): JournalLine {
  const isCredit = amount.startsWith('-')
  const inAccount = account.type === 'Ledger' ? dimensionsOfAccount(account.value, setup) : []
  return {
    ...referredBy(account, own, setup),
    description,
    debit: isCredit ? null : amount,
    credit: isCredit ? negate(amount) : null,
    dimensions: inAccount.length > 0 ? inAccount : defaultDimensions(dimensions, setup),
  }
}
