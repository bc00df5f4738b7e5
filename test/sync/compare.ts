import assert from 'node:assert/strict'
import { fromMinorUnits, sum, type DecimalText } from '../../src/domain/decimal.ts'
import { STRIPE_SECRET_KEY } from '../../src/sandbox/stripe/credentials.ts'
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
  tax_codes: ['TaxCode', ['Name', 'Active']],
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
  // Nothing tells that a voided invoice's open payment is canceled, and nothing follows from it.
  invoice_payments: ['invoice_payments', ['amount_paid', 'invoice']],
  account: ['account', ['business_profile', 'default_currency']],
}

/** What moves with other records and has no word of its own for that: the same only after a reading. */
const QUICKBOOKS_AT_REST: typeof QUICKBOOKS = { accounts: ['Account', ['CurrentBalance']] }
/** One record each, which has no id of its own. */
const ALONE = {
  quickbooks: { company_info: 'CompanyInfo', preferences: 'Preferences' },
  stripe: { balances: 'balance' },
} as const

/**
 * Asserts that every record, and the sums of the amounts, are those of the books. `atRest`: everything was read since
 * the last change, so also what only a reading brings is the same.
 */
export async function assertSameBooks(
  db: TestDatabase,
  played: Played,
  { atRest = false }: { atRest?: boolean } = {},
): Promise<void> {
  // Through its text, as everything that comes over the wire.
  const books = Object.fromEntries(
    played.sandbox.providers.map((it) => [it.name, JSON.parse(JSON.stringify(it.books())) as Books]),
  )
  const { quickbooks, stripe } = played.sources
  for (const [source, streams, ours] of [
    [quickbooks, QUICKBOOKS, books['quickbooks'] ?? {}],
    [quickbooks, atRest ? QUICKBOOKS_AT_REST : {}, books['quickbooks'] ?? {}],
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
  if (atRest) await assertSameAlone(db, played, books)
}

async function assertSameAlone(
  { owner }: TestDatabase,
  { sources }: Played,
  books: Readonly<Record<string, Books>>,
): Promise<void> {
  for (const provider of ['quickbooks', 'stripe'] as const) {
    for (const [stream, name] of Object.entries(ALONE[provider])) {
      const rows = await owner.sql<{ raw: string }[]>`
        select raw from raw_records where source_id = ${sources[provider]} and stream = ${stream}`
      assert.deepEqual(
        rows.map((it) => JSON.parse(it.raw) as unknown),
        books[provider]?.[name],
        `the record of ${stream}`,
      )
    }
  }
}

/** Asserts that each payout carries what the played Stripe itself lists for it. */
export async function assertSamePayouts(
  { owner }: TestDatabase,
  { sandbox, sources }: Played,
): Promise<void> {
  const stripe = sandbox.providers.find((it) => it.name === 'stripe')
  const payouts = JSON.parse(JSON.stringify(stripe?.books()['payouts'] ?? [])) as Json[]
  const listed: string[] = []
  for (const { id } of payouts.filter((it) => it['automatic'] === true)) {
    const answer = await stripe?.handle({
      ...{ method: 'GET', path: '/v1/balance_transactions', body: Buffer.of() },
      query: new URLSearchParams({ payout: String(id), limit: '100' }),
      headers: { authorization: `Bearer ${STRIPE_SECRET_KEY}` },
    })
    const { data, has_more: more } = JSON.parse(answer?.body ?? '{}') as { data: Json[]; has_more: boolean }
    assert.equal(more, false, 'a payout of one page')
    listed.push(...data.map((it) => `${String(id)}:${String(it['id'])}`))
  }
  const rows = await owner.sql<{ remote_id: string }[]>`
    select remote_id from raw_records where source_id = ${sources.stripe} and stream = 'payout_items'`
  assert.ok(listed.length > 0)
  assert.deepEqual(rows.map((it) => it.remote_id).sort(), listed.sort())
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
