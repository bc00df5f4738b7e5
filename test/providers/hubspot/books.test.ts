import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { newId } from '../../../src/domain/ids.ts'
import { hubspot } from '../../../src/providers/hubspot/index.ts'
import { runStream } from '../../../src/sync/run.ts'
import { freshDatabase } from '../../support/database.ts'
import { silentLog } from '../../support/ledger-source.ts'
import { connect } from '../conformance/setting.ts'
import { conformant } from './conformant.ts'
import type { Row, StreamName } from './mapping.ts'

// The engine reads the sandbox while things happen there: its books must be HubSpot's when it is done.
const database = await freshDatabase()
const setting = await connect(database, conformant, { scale: 0.1 })
const { sql } = database.owner
const { sourceId } = setting.ids

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** In the second half of the default night, when every source has had its turn to begin. */
const NIGHT_MS = 3 * 60 * MINUTE_MS

/** Reads the stream to its end, so long after the last time. */
async function run(stream: StreamName, laterMs = 40 * MINUTE_MS) {
  setting.clock.move(laterMs)
  const status = await runStream({
    database: database.worker,
    config: setting.config,
    ...setting.ids,
    stream,
    signal: new AbortController().signal,
    log: silentLog,
    requestId: newId(),
    clock: setting.clock,
    find: () => hubspot,
  })
  assert.equal(status, 'SUCCEEDED')
}

/** What changed, and then everything, as in the night that comes next. */
async function runAtNight(stream: StreamName) {
  const now = setting.clock.now().getTime()
  await run(stream, Math.ceil((now - NIGHT_MS) / DAY_MS) * DAY_MS + NIGHT_MS - now)
  await run(stream, 1)
  const [last] = await sql`
    select trigger from sync_runs where source_id = ${sourceId} and stream = ${stream} order by id desc limit 1`
  assert.equal(last?.['trigger'], 'SWEEP')
}

type Book = (Row & { archived: boolean })[]

/** What HubSpot has of a kind, without what is in its recycling bin. */
function told(stream: StreamName): Book {
  const [played] = setting.sandbox.providers
  const books = played?.books()[stream] as Book
  return books.filter((it) => !it.archived)
}

const keysOf = (stream: StreamName) =>
  told(stream)
    .map((it) => `${stream}/${it.id}`)
    .sort()

const plain = (amount: unknown) => (amount === null ? '0' : String(Number(amount)))

async function contactKeys(stream: StreamName): Promise<string[]> {
  const rows = await sql<{ key: string }[]>`
    select key from contacts where source_id = ${sourceId} and deleted_at is null and key like ${`${stream}/%`}`
  return rows.map((it) => it.key).sort()
}

async function assertInvoicesAreExact() {
  const rows = await sql<Record<string, string>[]>`
    select key, trim_scale(total)::text as total, trim_scale(amount_paid)::text as paid,
      trim_scale(amount_due)::text as due
    from invoices where source_id = ${sourceId} and deleted_at is null order by key`
  const expected = told('invoices').map(({ id, properties: it }) => ({
    key: `invoices/${id}`,
    total: plain(it['hs_amount_billed']),
    paid: plain(it['hs_amount_paid']),
    due: plain(it['hs_balance_due']),
  }))
  assert.deepEqual(
    rows.map((it) => ({ ...it })),
    expected.sort((a, b) => (a.key < b.key ? -1 : 1)),
  )
}

describe('the books of an account', () => {
  test('are HubSpot’s, with their lines, customers and payments, and nothing in them is unclear', async () => {
    for (const stream of Object.keys(hubspot.streams) as StreamName[]) await run(stream)
    await assertInvoicesAreExact()
    assert.deepEqual(await contactKeys('companies'), keysOf('companies'))
    assert.deepEqual(await contactKeys('contacts'), keysOf('contacts'))
    const [invoices] = await sql`
      select count(*) filter (where contact_key is null)::int as "ofNobody",
        count(*) filter (where status = 'OPEN' and amount_due > 0 and due_date < '2026-03-05')::int as overdue
      from invoices where source_id = ${sourceId}`
    assert.equal(invoices?.['ofNobody'], 0)
    assert.ok(Number(invoices['overdue']) > 0)
    const anomalies = await sql`select code, message from anomalies where source_id = ${sourceId}`
    assert.deepEqual([...anomalies], [])
  })

  test('follow what is paid', async () => {
    const { id } = setting.control('create_invoice', { amount: '250.00' }) as Row
    await run('invoices')
    setting.control('pay_invoice', { invoice: id, amount: '50.00' })
    await run('invoices')
    await run('commerce_payments')
    await assertInvoicesAreExact()
    const [paid] = await sql`
      select settlement, trim_scale(amount_due)::text as due from invoices
      where source_id = ${sourceId} and key = ${`invoices/${id}`}`
    assert.deepEqual({ ...paid }, { settlement: 'PARTIALLY_PAID', due: '200' })
    const allocated = await sql`
      select trim_scale(amount)::text as amount from payment_allocations
      where source_id = ${sourceId} and invoice_key = ${`invoices/${id}`}`
    assert.deepEqual(
      allocated.map((it) => ({ ...it })),
      [{ amount: '50' }],
    )
  })

  test('lose what is archived, merged or erased, and have again what is restored', async () => {
    const made = () => (setting.control('create_contact', {}) as Row).id
    const [archived, restored, merged, kept, erased] = [made(), made(), made(), made(), made()]
    await run('contacts')
    setting.control('archive_contact', { contact: archived })
    setting.control('archive_contact', { contact: restored })
    setting.control('merge_contacts', { contact: merged, into: kept })
    setting.control('erase_contact', { contact: erased })
    await run('contacts')
    const keys = await contactKeys('contacts')
    for (const gone of [archived, restored]) assert.ok(!keys.includes(`contacts/${gone}`))
    setting.control('restore', { type: 'contacts', id: restored })
    await runAtNight('contacts')
    assert.ok((await contactKeys('contacts')).includes(`contacts/${restored}`))
    assert.deepEqual(await contactKeys('contacts'), keysOf('contacts'))
  })

  test('take in more changes than one search has results', async () => {
    setting.control('fill', { invoices: 10_050 })
    await run('invoices', MINUTE_MS)
    await assertInvoicesAreExact()
  })
})
