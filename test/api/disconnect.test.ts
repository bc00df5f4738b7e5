import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encodeId } from '../../src/api/ids.ts'
import { STRIPE_SECRET_KEY } from '../../src/sandbox/stripe/credentials.ts'
import { XERO_TENANT_ID } from '../../src/sandbox/xero/credentials.ts'
import { openSource } from '../../src/sources/open.ts'
import { startConnecting, type SourceLine } from '../support/connecting.ts'
import { seedInvoice } from './seed.ts'

const it = await startConnecting()
const { workspaceId, companyId } = it.books

const DISCONNECT = `mutation ($id: ID!, $keep: Boolean) { disconnect(sourceId: $id, keepRecords: $keep) {
  source { health { status } } userErrors { code message actor } } }`

async function disconnect(source: SourceLine, keep?: boolean) {
  const data = await it.mutate(DISCONNECT, { id: encodeId('Source', source.id), keep })
  return data.at('disconnect')
}

const DONE = { source: { health: { status: 'DISCONNECTED' } }, userErrors: [] }

async function only(provider: string): Promise<SourceLine> {
  const [source] = await it.sources(provider)
  assert.ok(source)
  return source
}

/** Grants that have credentials. */
const stored = async () =>
  (await it.db.owner.sql<{ grant_id: string }[]>`select grant_id from credentials`).map((row) => row.grant_id)

/** Whether the source can be read at its provider. */
async function canRead({ id }: SourceLine, path: string, headers: Record<string, string> = {}) {
  const source = await openSource({
    ...{ database: it.db.worker, config: it.config, workspaceId, sourceId: id, requestId: 'test' },
    meter: { calls: 0, retries: 0 },
    interactive: true,
  })
  const method = source.provider.code === 'PLAID' ? 'POST' : 'GET'
  const { status } = await source.http.request({
    method,
    path,
    headers,
    ...(method === 'POST' && { json: {} }),
  })
  return status
}

describe('disconnecting', () => {
  test('ends the access at QuickBooks and here, and can be repeated', async () => {
    await it.connect('QUICKBOOKS')
    const source = await only('QUICKBOOKS')
    const sealed = await it.db.owner.sql<{ sealed: Buffer }[]>`
      select sealed from credentials where grant_id = ${source.grantId}`
    assert.deepEqual(await disconnect(source), DONE)
    assert.ok(!(await stored()).includes(source.grantId ?? ''))
    assert.deepEqual(await disconnect(source), DONE)

    // What was erased is put back, to see that the provider does not take it any more.
    await it.db.owner.sql`
      insert into credentials (workspace_id, grant_id, sealed)
      values (${workspaceId}, ${source.grantId}, ${sealed[0]?.sealed ?? null})`
    await it.db.owner.sql`update sources set disconnected_at = null where id = ${source.id}`
    await assert.rejects(
      canRead(source, `/v3/company/${source.remoteId}/companyinfo/${source.remoteId}`),
      /no longer accepts/,
    )
  })

  test('of one of two organisations leaves the other one as it is', async () => {
    await it.connect('XERO')
    const [one, other] = await it.sources('XERO')
    assert.ok(one && other)
    assert.equal(one.remoteId, XERO_TENANT_ID)
    assert.deepEqual(await disconnect(one), DONE)
    assert.ok((await stored()).includes(other.grantId ?? ''))
    const tenant = { 'xero-tenant-id': other.remoteId }
    assert.equal(await canRead(other, '/api.xro/2.0/Organisation', tenant), 200)
    assert.deepEqual(await disconnect(other), DONE)
    assert.ok(!(await stored()).includes(other.grantId ?? ''))
  })

  test('of a bank ends the consent', async () => {
    await it.connect('OPEN_BANKING')
    assert.deepEqual(await disconnect(await only('OPEN_BANKING')), DONE)
  })

  test('of a linked item removes it', async () => {
    await it.connect('PLAID')
    const source = await only('PLAID')
    assert.deepEqual(await disconnect(source), DONE)
    assert.equal((await it.sources('PLAID'))[0]?.disconnected, true)
  })

  test('says when the provider could not be told, and erases all the same', async () => {
    await it.connect('QUICKBOOKS')
    const source = await only('QUICKBOOKS')
    await it.control('faults', { provider: 'quickbooks', kind: 'status', status: 503, times: 10 })
    const answer = await disconnect(source)
    await it.control('faults', { method: 'DELETE' })
    assert.match(JSON.stringify(answer), /Withdraw the access there, too/)
    assert.ok(!(await stored()).includes(source.grantId ?? ''))
  })

  test('keeps the records, and erases them when that is asked', async () => {
    const WITH_KEY = `mutation ($input: ConnectWithKeyInput!) { connectWithKey(input: $input) { source { id } } }`
    const input = { companyId: encodeId('Company', companyId), provider: 'STRIPE', environment: 'SANDBOX' }
    await it.mutate(WITH_KEY, { input: { ...input, apiKey: STRIPE_SECRET_KEY } })
    const source = await only('STRIPE')
    await seedInvoice({ ...it.books, sourceId: source.id }, 'invoices/in_1')
    const invoices = async () => {
      const { data } = await it.api.query(it.books.key, '{ invoices(first: 5) { nodes { id } } }')
      return data.list('invoices.nodes').length
    }
    assert.deepEqual(await disconnect(source), DONE)
    assert.equal(await invoices(), 1)
    assert.deepEqual(await disconnect(source, false), DONE)
    assert.equal(await invoices(), 0)

    await it.mutate(WITH_KEY, { input: { ...input, apiKey: STRIPE_SECRET_KEY } })
    const again = await only('STRIPE')
    assert.deepEqual([again.id, again.disconnected], [source.id, false])
    const [due] = await it.db.owner.sql<{ count: number }[]>`
      select count(*)::int as count from stream_states where source_id = ${source.id}`
    assert.ok(due !== undefined && due.count > 5)
  })

  test('of what is nobody’s says so', async () => {
    const data = await it.mutate(DISCONNECT, { id: encodeId('Source', companyId) })
    assert.deepEqual(data.at('disconnect.userErrors.0.code'), 'NOT_FOUND')
  })
})
