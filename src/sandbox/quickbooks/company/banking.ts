import { dayOf } from '../clock.ts'
import type { Entity } from '../entities.ts'
import { type JsonObject } from '../json.ts'
import { decimalNumber, knownMinorUnits } from '../money.ts'
import { accountRef, enter, someClass, someDepartment, type Business } from './business.ts'

const MOST_PER_DEPOSIT = 20

/** Takes the payments that wait in Undeposited Funds to the bank. Null when none waits. */
export function depositPayments(business: Business, at: Date): Entity | null {
  const { company, undeposited } = business
  const lines = undeposited.splice(0, MOST_PER_DEPOSIT).flatMap((id): JsonObject[] => {
    const payment = company.books.get('Payment', id)
    if (payment === undefined) return []
    const line: JsonObject = {
      Amount: payment.TotalAmt,
      LinkedTxn: [{ TxnId: id, TxnType: 'Payment', TxnLineId: '0' }],
      DetailType: 'DepositLineDetail',
      DepositLineDetail: { Entity: { ...(payment.CustomerRef as JsonObject), type: 'Customer' } },
    }
    return [line]
  })
  if (lines.length === 0) return null
  const fields = { TxnDate: dayOf(at), DepositToAccountRef: accountRef(business, '1000'), Line: lines }
  return enter(business, 'Deposit', fields, at)
}

/** Money that no invoice explains: interest, a grant, a rebate. */
export function depositOther(business: Business, at: Date): Entity {
  const { random } = business
  const [number, description] = random.pick([
    ['7000', 'Interest'],
    ['7010', 'Rebate'],
    ['4020', 'Walk-in support'],
  ] as const)
  const line = {
    Description: description,
    Amount: decimalNumber(random.amount(500, 250_000), 2),
    DetailType: 'DepositLineDetail',
    DepositLineDetail: { AccountRef: accountRef(business, number), ...someClass(business) },
  }
  const bank = accountRef(business, random.pick(['1000', '1000', '1020', '1030']))
  return enter(business, 'Deposit', { TxnDate: dayOf(at), DepositToAccountRef: bank, Line: [line] }, at)
}

/** Pays off a card from the bank; null when nothing is owed on it. */
export function payCard(business: Business, number: string, at: Date): Entity | null {
  const card = business.company.books.get('Account', business.accountId(number))
  const owed = -knownMinorUnits(card?.CurrentBalance, 2)
  if (owed <= 0) return null
  const fields = {
    FromAccountRef: accountRef(business, '1000'),
    ToAccountRef: accountRef(business, number),
    Amount: decimalNumber(owed, 2),
    TxnDate: dayOf(at),
  }
  return enter(business, 'Transfer', fields, at)
}

const ROUTES: readonly (readonly [from: string, to: string, currency: string])[] = [
  ['1000', '1010', 'USD'],
  ['1000', '1020', 'USD'],
  ['1020', '1000', 'USD'],
  ['1000', '1090', 'USD'],
  ['1050', '1000', 'EUR'],
  ['1060', '1000', 'GBP'],
]

/** Between own accounts. */
export function transfer(business: Business, at: Date): Entity {
  const { random } = business
  const [from, to, currency] = random.pick(ROUTES)
  const fields = {
    FromAccountRef: accountRef(business, from),
    ToAccountRef: accountRef(business, to),
    Amount: decimalNumber(random.int(2, 120) * 10_000, 2),
    TxnDate: dayOf(at),
    CurrencyRef: { value: currency },
  }
  return enter(business, 'Transfer', fields, at)
}

const ENTRIES: readonly (readonly [note: string, debit: string, credit: string])[] = [
  ['Depreciation', '6900', '1590'],
  ['Accrued rent', '6100', '2220'],
  ['Prepaid insurance used up', '6500', '1210'],
  ['Support earned', '2230', '4020'],
  ['Payroll taxes', '6810', '2210'],
]

/** Wages leave the bank through the journal, as payroll services enter them. */
export function runPayroll(business: Business, at: Date): Entity {
  const wages = business.random.int(9_000_000, 11_000_000)
  return enter(business, 'JournalEntry', entry(business, 'Payroll', '6800', '1000', wages, at), at)
}

/** Two lines, or three where the debit is split. */
export function journalEntry(business: Business, at: Date): Entity {
  const [note, debit, credit] = business.random.pick(ENTRIES)
  const total = business.random.amount(10_000, 900_000)
  return enter(business, 'JournalEntry', entry(business, note, debit, credit, total, at), at)
}

function entry(
  business: Business,
  note: string,
  debit: string,
  credit: string,
  total: number,
  at: Date,
): JsonObject {
  const { random } = business
  const part = random.chance(0.3) ? random.int(1, total - 1) : 0
  const line = (minor: number, type: 'Debit' | 'Credit', number: string): JsonObject => ({
    Description: note,
    Amount: decimalNumber(minor, 2),
    DetailType: 'JournalEntryLineDetail',
    JournalEntryLineDetail: {
      PostingType: type,
      AccountRef: accountRef(business, number),
      ...(type === 'Debit' ? { ...someClass(business), ...someDepartment(business) } : {}),
    },
  })
  const debits =
    part > 0
      ? [line(total - part, 'Debit', debit), line(part, 'Debit', debit)]
      : [line(total, 'Debit', debit)]
  return { TxnDate: dayOf(at), PrivateNote: note, Line: [...debits, line(total, 'Credit', credit)] }
}
