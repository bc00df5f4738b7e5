import { ledgerAccount, segment, type Dimensions } from '../accounts.ts'
import { nextJournal, nextNumber, unpostedKey, type Books } from '../books.ts'
import { bankFor, type Company } from '../company.ts'
import { noon } from '../days.ts'
import { money, total } from '../money.ts'
import type { RowOf } from '../sets/index.ts'
import { requireOpenPeriod } from './periods.ts'

export type Journal = RowOf<'ledgerJournalHeaders'>

export interface Posting {
  account: string
  dimensions?: Dimensions
}

export interface JournalLine {
  text: string
  /** Of the chart, or the company's own bank account. */
  account: Posting | 'bank'
  /** With it the line balances by itself. */
  offset?: Posting | 'bank'
  /** The company whose account the offset is; by default the same. */
  offsetCompany?: Company
  /** Cents: what is debited, or when negative credited. */
  amount: number
}

export interface JournalFacts {
  name: string
  description: string
  on: string
  lines: readonly JournalLine[]
}

/** A general journal of one voucher in the company's currency. Throws Error when it doesn't balance. */
export function enterJournal(books: Books, company: Company, facts: JournalFacts): Journal {
  const { lines, on } = facts
  if (total(lines.filter((it) => it.offset === undefined).map((it) => it.amount)) !== 0) {
    throw new Error(`the journal "${facts.description}" does not balance`)
  }
  const number = nextJournal(books, company)
  const debits = lines.map((it) => (it.amount > 0 || it.offset !== undefined ? Math.abs(it.amount) : 0))
  const header = books.tables.ledgerJournalHeaders.insert({
    dataAreaId: company.id,
    JournalBatchNumber: number,
    JournalName: facts.name,
    Description: facts.description,
    AccountingCurrency: company.currency,
    JournalTotalDebit: money(total(debits)),
    JournalTotalCredit: money(total(debits)),
  })
  const voucher = nextNumber(books, company, 'GNJL')
  for (const [index, line] of lines.entries()) {
    books.tables.ledgerJournalLines.insert({
      ...lineOf(books, company, line),
      JournalBatchNumber: number,
      JournalNum: number,
      LineNumber: index + 1,
      LineNum: index + 1,
      Voucher: voucher,
      TransDate: noon(on),
    })
  }
  books.unposted.set(unpostedKey(company, number), () => {
    requireOpenPeriod(books, company, on)
    books.tables.ledgerJournalHeaders.update(header, { IsPosted: 'Yes' })
  })
  return header
}

function lineOf(books: Books, company: Company, line: JournalLine) {
  const { account, amount, offset, offsetCompany = company, text } = line
  return {
    dataAreaId: company.id,
    AccountType: typeOf(account),
    AccountDisplayValue: valueOf(company, account),
    ...(offset === undefined
      ? {}
      : {
          OffsetAccountType: typeOf(offset),
          OffsetAccountDisplayValue: valueOf(offsetCompany, offset),
        }),
    Company: company.id.toUpperCase(),
    OffsetCompany: offsetCompany.id.toUpperCase(),
    CurrencyCode: company.currency,
    ExchRate: 100,
    DebitAmount: money(Math.max(amount, 0)),
    CreditAmount: money(Math.max(-amount, 0)),
    AmountCUR: money(amount),
    AmountMST: money(amount),
    Text: text,
    LedgerJournalTransId: books.nextRecId(),
  }
}

const typeOf = (posting: Posting | 'bank'): string => (posting === 'bank' ? 'Bank' : 'Ledger')

const valueOf = (company: Company, posting: Posting | 'bank'): string =>
  posting === 'bank'
    ? segment(bankFor(company, company.currency).id)
    : ledgerAccount(posting.account, posting.dimensions)
