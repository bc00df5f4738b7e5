import type { Books } from '../books/books.ts'
import { Refusal } from '../books/refusal.ts'
import type {
  Account,
  JournalLine,
  ManualJournal,
  TrackingCategory,
  TrackingOption,
} from '../books/settings.ts'
import { sum } from '../money.ts'
import { checkLocks } from './settle.ts'

export function createAccount(books: Books, facts: Omit<Account, 'id' | 'status' | 'updatedAt'>): Account {
  const { code, name } = facts
  for (const it of books.accounts.values()) {
    if (code !== null && it.code === code) throw new Refusal('Please enter a unique Code.')
    if (it.name === name) throw new Refusal('Please enter a unique Name.')
  }
  const account: Account = { ...facts, id: books.random.uuid(), status: 'ACTIVE', updatedAt: books.now() }
  books.accounts.set(account.id, account)
  return account
}

/** Gone without a trace; one that was used can only be archived. */
export function deleteAccount(books: Books, account: Account): void {
  if (account.system !== null && account.system !== '')
    throw new Refusal('System accounts cannot be deleted.')
  if (isUsed(books, account.id)) throw new Refusal('The account is in use and cannot be deleted.')
  books.accounts.delete(account.id)
}

export function archiveAccount(books: Books, account: Account): Account {
  account.status = 'ARCHIVED'
  account.updatedAt = books.now()
  return account
}

function isUsed(books: Books, accountId: string): boolean {
  const documents = [books.invoices, books.credits, books.bankTransactions, books.manualJournals]
  return (
    documents.some((shelf) =>
      [...shelf.values()].some(({ lines }) => lines.some((it) => it.accountId === accountId)),
    ) ||
    [...books.payments.values(), ...books.bankTransactions.values()].some((it) => it.accountId === accountId)
  )
}

export function createTrackingCategory(books: Books, name: string): TrackingCategory {
  const category: TrackingCategory = { id: books.random.uuid(), name, status: 'ACTIVE', options: [] }
  books.tracking.set(category.id, category)
  return category
}

export function createTrackingOption(books: Books, category: TrackingCategory, name: string): TrackingOption {
  if (category.options.some((it) => it.name === name)) throw new Refusal('Please enter a unique Name.')
  const option: TrackingOption = { id: books.random.uuid(), name, status: 'ACTIVE' }
  category.options.push(option)
  return option
}

/** Gone without a trace if nothing was marked with it, otherwise archived. */
export function deleteTrackingOption(books: Books, category: TrackingCategory, option: TrackingOption): void {
  const documents = [books.invoices, books.credits, books.bankTransactions, books.manualJournals]
  const isMarked = documents.some((shelf) =>
    [...shelf.values()].some(({ lines }) =>
      lines.some(({ tracking }) => tracking.some((it) => it.optionId === option.id)),
    ),
  )
  if (isMarked) option.status = 'ARCHIVED'
  else category.options = category.options.filter((it) => it !== option)
}

export function postManualJournal(
  books: Books,
  facts: { narration: string; on: string; status: 'DRAFT' | 'POSTED'; lines: readonly JournalLine[] },
): ManualJournal {
  checkLocks(books, facts.on)
  const debit = sum(facts.lines.map((it) => it.amount + it.tax))
  if (facts.lines.length < 2 || debit !== 0) throw new Refusal('The total debits must equal total credits.')
  const journal: ManualJournal = { ...facts, id: books.random.uuid(), updatedAt: books.now() }
  books.manualJournals.set(journal.id, journal)
  return journal
}

export function endManualJournal(books: Books, journal: ManualJournal): ManualJournal {
  checkLocks(books, journal.on)
  journal.status = journal.status === 'DRAFT' ? 'DELETED' : 'VOIDED'
  journal.updatedAt = books.now()
  return journal
}
