import {
  addBankTransaction,
  deleteBankTransaction,
  deleteTransfer,
  transfer,
  type BankTransactionFacts,
} from '../acts/bank.ts'
import { createContact, named } from '../acts/contacts.ts'
import { endManualJournal, postManualJournal } from '../acts/settings.ts'
import type { BankTransaction } from '../books/bank.ts'
import type { Contact } from '../books/contact.ts'
import type { JournalLine } from '../books/settings.ts'
import { pickActive, pickTracking, type Business } from './business.ts'
import { inventLines } from './documents.ts'

const BANK_NAME = 'Thameside Bank'
const MOVEMENTS = [
  ['purchase', 6],
  ['fee', 2],
  ['interest', 1],
  ['takings', 2],
] as const

/** The bank itself, which is met with its first fee. */
function bankOf({ books }: Business): Contact {
  return (
    [...books.contacts.values()].find((it) => it.name === BANK_NAME) ?? createContact(books, named(BANK_NAME))
  )
}

/** A purchase, takings, a fee or interest; a few are found to be mistakes at once. */
export function moveMoney(business: Business): BankTransaction {
  const { books, random } = business
  const kind = random.pickWeighted(MOVEMENTS)
  const common = { on: books.today, reference: random.chance(0.4) ? random.token(8).toUpperCase() : '' }
  const facts = kind === 'purchase' || kind === 'takings' ? dealing(business, kind) : banksOwn(business, kind)
  const made = addBankTransaction(books, { ...common, ...facts })
  made.isReconciled = random.chance(0.7)
  return random.chance(0.04) ? deleteBankTransaction(books, made) : made
}

type Particulars = Omit<BankTransactionFacts, 'on' | 'reference'>

function dealing(business: Business, kind: 'purchase' | 'takings'): Particulars {
  const { banks, random, suppliers, customers } = business
  const isSale = kind === 'takings'
  const account = isSale ? banks.current : random.pick([banks.card, banks.card, banks.current])
  return {
    type: isSale ? 'RECEIVE' : 'SPEND',
    accountId: account.id,
    contactId: pickActive(business, isSale ? customers : suppliers).id,
    lineAmountTypes: 'Inclusive',
    lines: inventLines(business, isSale ? 'sale' : 'cost'),
  }
}

function banksOwn(business: Business, kind: 'fee' | 'interest'): Particulars {
  const { books, banks, random } = business
  const isFee = kind === 'fee'
  const pennies = isFee ? random.int(150, 2_500) : random.int(90, 9_000)
  const line = {
    description: isFee ? 'Bank charges' : 'Interest',
    quantity: 100,
    unitAmount: pennies * 100,
    accountId: books.accountByCode(isFee ? '404' : '270').id,
    taxType: null,
  }
  return {
    type: isFee ? 'SPEND' : 'RECEIVE',
    accountId: (isFee ? random.pick([banks.current, banks.euro]) : banks.savings).id,
    contactId: bankOf(business).id,
    lineAmountTypes: 'NoTax',
    lines: [line],
  }
}

/** Between pounds and euros, or to and from the savings, or to settle the card. */
export function moveBetweenAccounts(business: Business, index: number): void {
  const { books, banks, random } = business
  const ways = [
    [banks.current, banks.euro],
    [banks.euro, banks.current],
    [banks.current, banks.savings],
    [banks.current, banks.card],
  ] as const
  const [from, to] = ways[index % ways.length] ?? ways[0]
  const made = transfer(books, {
    ...{ from, to, on: books.today, amount: random.amount(10_000, 900_000) },
    reference: random.chance(0.5) ? `Transfer ${random.int(100, 999)}` : '',
  })
  made.isReconciled = random.chance(0.7)
  if (index % 12 === 5) deleteTransfer(books, made)
}

/** Depreciation, wages or an accrual; now and then one is taken back, or stays a draft. */
export function adjust(business: Business, index: number): void {
  const { books, random } = business
  const line = (code: string, amount: number): JournalLine => ({
    accountId: books.accountByCode(code).id,
    amount,
    tax: 0,
    taxType: 'NONE',
    description: random.chance(0.6) ? 'Month end' : '',
    tracking: pickTracking(business),
  })
  const pennies = random.amount(8_000, 400_000)
  const kinds = [
    { narration: 'Depreciation', lines: [line('416', pennies), line('711', -pennies)] },
    {
      narration: 'Wages',
      lines: [line('477', pennies), line('825', -(pennies >> 2)), line('805', (pennies >> 2) - pennies)],
    },
    { narration: 'Accrued rent', lines: [line('469', pennies), line('805', -pennies)] },
  ] as const
  const { narration, lines } = kinds[index % kinds.length] ?? kinds[0]
  const status = index % 9 === 7 ? 'DRAFT' : 'POSTED'
  const journal = postManualJournal(books, {
    narration: `${narration} ${books.today.slice(0, 7)}`,
    on: books.today,
    status,
    lines,
  })
  if (index % 9 === 4) endManualJournal(books, journal)
}
