import assert from 'node:assert/strict'
import { fromMinorUnits, sum, type DecimalText } from '../../src/domain/decimal.ts'
import type { TestDatabase } from '../support/database.ts'
import type { Played } from '../support/played.ts'

// Holds the records against the played providers' own books: read on the other side of the wire, by other code.

type Json = Record<string, unknown>
type Books = Readonly<Record<string, readonly Json[]>>

/** Per stream: the object's name in the books, and the fields in which each record must be the same. */
const QUICKBOOKS: Record<string, [string, string[]]> = {
  accounts: ['Account', ['Name', 'AccountType', 'Active']],
  customers: ['Customer', ['DisplayName', 'Active', 'SyncToken']],
  vendors: ['Vendor', ['DisplayName', 'Active', 'SyncToken']],
  classes: ['Class', ['Name', 'Active']],
  departments: ['Department', ['Name', 'Active']],
  tax_rates: ['TaxRate', ['Name', 'RateValue']],
  invoices: ['Invoice', ['SyncToken', 'DocNumber', 'TotalAmt', 'Balance', 'PrivateNote', 'Line']],
  bills: ['Bill', ['SyncToken', 'TotalAmt', 'Balance', 'Line']],
  credit_memos: ['CreditMemo', ['SyncToken', 'TotalAmt', 'Balance', 'Line']],
  vendor_credits: ['VendorCredit', ['SyncToken', 'TotalAmt', 'Balance', 'Line']],
  payments: ['Payment', ['SyncToken', 'TotalAmt', 'UnappliedAmt', 'Line']],
  bill_payments: ['BillPayment', ['SyncToken', 'TotalAmt', 'Line']],
  purchases: ['Purchase', ['SyncToken', 'TotalAmt', 'Line']],
  deposits: ['Deposit', ['SyncToken', 'TotalAmt', 'Line']],
  transfers: ['Transfer', ['SyncToken', 'Amount']],
  journal_entries: ['JournalEntry', ['SyncToken', 'Line']],
}
const STRIPE: Record<string, [string, string[]]> = {
  customers: ['customers', ['email', 'name']],
  invoices: ['invoices', ['status', 'total', 'amount_paid', 'amount_remaining', 'number']],
  credit_notes: ['credit_notes', ['status', 'total']],
  charges: ['charges', ['status', 'amount', 'amount_refunded', 'disputed']],
  refunds: ['refunds', ['status', 'amount']],
  payouts: ['payouts', ['status', 'amount']],
  balance_transactions: ['balance_transactions', ['amount', 'fee', 'net', 'type']],
  tax_rates: ['tax_rates', ['percentage', 'active']],
}

/** Asserts that every record, and the sums of the amounts, are those of the books. */
export async function assertSameBooks(db: TestDatabase, played: Played): Promise<void> {
  // Through its text, as everything that comes over the wire.
  const books = Object.fromEntries(
    played.sandbox.providers.map((it) => [it.name, JSON.parse(JSON.stringify(it.books())) as Books]),
  )
  const { quickbooks, stripe } = played.sources
  for (const [source, streams, ours] of [
    [quickbooks, QUICKBOOKS, books['quickbooks'] ?? {}],
    [stripe, STRIPE, books['stripe'] ?? {}],
  ] as const) {
    for (const [stream, [name, fields]] of Object.entries(streams)) {
      const expected = Object.fromEntries(
        (ours[name] ?? []).map((it) => [String(it['Id'] ?? it['id']), pick(it, fields)]),
      )
      assert.deepEqual(await rawRecords(db, { source, stream, fields }), expected, `the records of ${stream}`)
    }
  }
  await assertSameSums(db, played, books)
}

async function rawRecords(
  { owner }: TestDatabase,
  { source, stream, fields }: { source: string; stream: string; fields: string[] },
): Promise<Record<string, Json>> {
  const rows = await owner.sql<{ remote_id: string; raw: string }[]>`
    select remote_id, raw from raw_records
    where source_id = ${source} and stream = ${stream} and deleted_at is null and not rejected`
  return Object.fromEntries(rows.map((it) => [it.remote_id, pick(JSON.parse(it.raw) as Json, fields)]))
}

/** Null and a field that is left out are one. */
const pick = (it: Json, fields: string[]): Json =>
  Object.fromEntries(fields.map((field) => [field, it[field] ?? null]))

async function assertSameSums(
  { owner }: TestDatabase,
  { sources }: Played,
  books: Readonly<Record<string, Books>>,
): Promise<void> {
  const amounts = (provider: string, name: string) => books[provider]?.[name] ?? []
  const decimal = (field: string) => (it: Json) => String(it[field])
  const minor = (field: string) => (it: Json) =>
    fromMinorUnits(String(it[field]), { jpy: 0, kwd: 3 }[String(it['currency'])] ?? 2)
  const expected = {
    'invoices of QuickBooks': sumOf(amounts('quickbooks', 'Invoice'), decimal('TotalAmt')),
    'open of them': sumOf(amounts('quickbooks', 'Invoice'), decimal('Balance')),
    'bills of QuickBooks': sumOf(amounts('quickbooks', 'Bill'), decimal('TotalAmt')),
    'payments of QuickBooks': sumOf(amounts('quickbooks', 'Payment'), decimal('TotalAmt')),
    'invoices of Stripe': sumOf(amounts('stripe', 'invoices'), minor('total')),
    'charges of Stripe': sumOf(amounts('stripe', 'charges'), minor('amount')),
  }
  const [actual] = await owner.sql`
    select
      (select sum(total) from invoices where source_id = ${sources.quickbooks} and stream = 'invoices' and deleted_at is null) as "invoices of QuickBooks",
      (select sum(amount_due) from invoices where source_id = ${sources.quickbooks} and stream = 'invoices' and deleted_at is null) as "open of them",
      (select sum(total) from invoices where source_id = ${sources.quickbooks} and stream = 'bills' and deleted_at is null) as "bills of QuickBooks",
      (select sum(amount) from payments where source_id = ${sources.quickbooks} and stream = 'payments' and deleted_at is null) as "payments of QuickBooks",
      (select sum(total) from invoices where source_id = ${sources.stripe} and stream = 'invoices' and deleted_at is null) as "invoices of Stripe",
      (select sum(amount) from payments where source_id = ${sources.stripe} and stream = 'charges' and deleted_at is null) as "charges of Stripe"`
  const plain = (it: object) =>
    Object.fromEntries(Object.entries(it).map(([name, value]) => [name, Number(value)]))
  assert.deepEqual(plain(actual ?? {}), plain(expected), 'the sums')
}

const sumOf = (objects: readonly Json[], amount: (it: Json) => DecimalText): DecimalText =>
  sum(objects.map(amount))
