import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { readConfig } from '../../src/config.ts'
import { newId } from '../../src/domain/ids.ts'
import { dynamics365Finance } from '../../src/providers/dynamics365-finance/index.ts'
import type { Provider } from '../../src/providers/provider.ts'
import { xero } from '../../src/providers/xero/index.ts'
import * as playedDynamics from '../../src/sandbox/dynamics365-finance/credentials.ts'
import { createDynamics365FinanceSandbox } from '../../src/sandbox/dynamics365-finance/index.ts'
import { hostProviders } from '../../src/sandbox/kit/host.ts'
import * as playedXero from '../../src/sandbox/xero/credentials.ts'
import { createXeroSandbox } from '../../src/sandbox/xero/index.ts'
import { createSource, type NewSource } from '../../src/sources/create.ts'
import { loadGrantId } from '../../src/sources/load.ts'
import { inWorkspace } from '../../src/store/database.ts'
import { runStream } from '../../src/sync/run.ts'
import { freshDatabase } from '../support/database.ts'
import { silentLog } from '../support/ledger-source.ts'
import { watch } from '../support/watching.ts'

// A person consents once to several organisations; one app of a customer's opens all legal entities of its environment.

const { calls, watched, tokenCalls, usedTokens } = watch()
const db = await freshDatabase()
const sandbox = await hostProviders(
  {
    ...{ port: 0, seed: 7, scale: 0.02, deliverTo: null, tradeEveryMs: null },
    now: () => new Date(),
    requestLimits: { xero: [], 'dynamics365-finance': [] },
  },
  [watched(createXeroSandbox), watched(createDynamics365FinanceSandbox)],
)
after(() => sandbox.close())
const config = readConfig({
  DATABASE_URL: db.url,
  DAYBOOK_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  DAYBOOK_XERO_URL: `${sandbox.url}/xero`,
  DAYBOOK_XERO_CLIENT_ID: playedXero.XERO_CLIENT_ID,
  DAYBOOK_XERO_CLIENT_SECRET: playedXero.XERO_CLIENT_SECRET,
  DAYBOOK_DYNAMICS365_FINANCE_URL: `${sandbox.url}/dynamics365-finance`,
})
const workspaceId = newId()
await db.owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'Test')`

/** A company and a source for each remote id, all of them behind the first one's grant. */
async function connectAll(provider: Provider, remoteIds: readonly string[], access: NewSource['access']) {
  const sources: string[] = []
  let opening = access
  for (const remoteId of remoteIds) {
    const companyId = newId()
    await db.owner
      .sql`insert into companies (workspace_id, id, name) values (${workspaceId}, ${companyId}, 'Test')`
    const sourceId = await createSource(db.worker, config.masterKey, {
      ...{ workspaceId, companyId, provider, remoteId, access: opening, now: new Date() },
      ...{ environment: 'SANDBOX', remoteName: null, baseCurrency: null },
    })
    const grantId = await inWorkspace(db.worker, workspaceId, (tx) =>
      loadGrantId(tx, { workspaceId, sourceId }),
    )
    assert.ok(grantId !== null)
    opening = { grantId }
    sources.push(sourceId)
  }
  return sources
}

const run = (sourceId: string, stream: string) =>
  runStream({
    ...{ database: db.worker, config, workspaceId, sourceId, stream, log: silentLog, requestId: newId() },
    signal: new AbortController().signal,
  })

/** All streams of all sources at once, as soon as the first of each has told the currency. */
async function readAll({ streams }: Provider, sources: readonly string[]): Promise<void> {
  const [first = '', ...others] = Object.keys(streams)
  for (const names of [[first], others]) {
    const results = await Promise.all(
      sources.flatMap((sourceId) => names.map(async (name) => [name, await run(sourceId, name)])),
    )
    assert.deepEqual(
      results.filter(([, status]) => status !== 'SUCCEEDED'),
      [],
    )
  }
}

async function idsOf(sourceId: string, stream: string): Promise<string[]> {
  const rows = await db.owner.sql<{ remote_id: string }[]>`
    select remote_id from raw_records where source_id = ${sourceId} and stream = ${stream}`
  return rows.map((it) => it.remote_id).sort()
}

/** For which sources the customer must connect again. */
async function ended(): Promise<string[]> {
  const rows = await db.owner.sql<{ id: string }[]>`select id from sources where reauthorize is not null`
  return rows.map((it) => it.id).sort()
}

const control = (provider: string, action: string) =>
  sandbox.providers.find((it) => it.name === provider)?.control(action, {})

describe('two organisations behind one consent', () => {
  const tenants = [playedXero.XERO_TENANT_ID, playedXero.XERO_SECOND_TENANT_ID]
  let sources: string[] = []

  before(async () => {
    sources = await connectAll(xero, tenants, {
      kind: 'oauth2',
      accessToken: 'none-yet',
      accessExpiresAt: new Date().toISOString(),
      refreshToken: playedXero.XERO_INITIAL_REFRESH_TOKEN,
      refreshExpiresAt: null,
    })
  })

  test('are read at the same time, each its own records, with one token for both', async () => {
    await readAll(xero, sources)
    const [renewal, ...others] = tokenCalls('xero')
    assert.deepEqual(others, [])
    assert.equal(renewal?.form.get('refresh_token'), playedXero.XERO_INITIAL_REFRESH_TOKEN)
    assert.deepEqual(usedTokens('xero'), [renewal.token])
    for (const [stream, list, id] of [
      ['accounts', 'Accounts', 'AccountID'],
      ['contacts', 'Contacts', 'ContactID'],
      ['invoices', 'Invoices', 'InvoiceID'],
    ] as const) {
      const read = await Promise.all(sources.map((it) => idsOf(it, stream)))
      const theirs: string[][] = await Promise.all(
        tenants.map((it) => listedAtXero(it, { list, id, token: renewal.token })),
      )
      assert.deepEqual(read, theirs, stream)
      const [works = [], training = []] = read
      assert.ok(works.length > 0 && training.length > 0 && new Set(works).isDisjointFrom(new Set(training)))
    }
  })

  test('go on with the refresh token that came with the last renewal, whichever of them asked for it', async () => {
    control('xero', 'expire_tokens')
    const statuses = await Promise.all(sources.map((it) => run(it, 'contacts')))
    assert.deepEqual(statuses, ['SUCCEEDED', 'SUCCEEDED'])
    const [first, second, ...others] = tokenCalls('xero')
    assert.deepEqual(others, [])
    assert.equal(second?.form.get('refresh_token'), first?.refreshToken)
    assert.notEqual(first?.refreshToken, playedXero.XERO_INITIAL_REFRESH_TOKEN)
    const last = tenants.map((tenant) => calls.findLast((it) => it.tenant === tenant)?.token)
    assert.deepEqual(last, [second?.token, second?.token])
  })

  test('both end when the consent is withdrawn', async () => {
    control('xero', 'revoke_grant')
    assert.equal(await run(sources[0] ?? '', 'contacts'), 'FAILED')
    assert.deepEqual(await ended(), sources.toSorted())
    const before = calls.length
    assert.equal(await run(sources[1] ?? '', 'contacts'), 'FAILED')
    assert.equal(calls.length, before, 'the other one is not asked for anything')
  })
})

describe('two legal entities of one environment', () => {
  const entities = ['lfde', 'lfgb']
  let sources: string[] = []

  before(async () => {
    const remoteIds = entities.map((it) => `${playedDynamics.D365_HOST}/${it}`)
    sources = await connectAll(dynamics365Finance, remoteIds, {
      kind: 'clientCredentials',
      tenant: playedDynamics.D365_TENANT,
      clientId: playedDynamics.D365_CLIENT_ID,
      clientSecret: playedDynamics.D365_CLIENT_SECRET,
      access: null,
    })
  })

  test('are read at the same time, each its own records, with one token for both', async () => {
    await readAll(dynamics365Finance, sources)
    const [asked, ...others] = tokenCalls('dynamics365-finance')
    assert.deepEqual(others, [])
    assert.deepEqual(usedTokens('dynamics365-finance'), [asked?.token])
    for (const [stream, set, id] of [
      ['customers', 'CustomersV3', 'CustomerAccount'],
      ['vendors', 'VendorsV2', 'VendorAccountNumber'],
      ['bank_accounts', 'BankAccounts', 'BankAccountId'],
      ['free_text_invoices', 'FreeTextInvoiceHeaders', 'InvoiceIdentifier'],
    ] as const) {
      const read = await Promise.all(sources.map((it) => idsOf(it, stream)))
      const theirs = entities.map((it) => listedInDynamics(it, { set, id }))
      assert.deepEqual(read, theirs, stream)
    }
    // Both number their documents alike: what tells them apart is whose they are.
    const owners = await db.owner.sql<{ id: string; entity: string }[]>`
      select distinct source_id as id, lower(raw::jsonb->>'dataAreaId') as entity from raw_records
      where source_id = any(${sources}) and raw::jsonb ? 'dataAreaId' order by entity`
    assert.deepEqual(
      owners.map((it) => [it.id, it.entity]),
      sources.map((it, index) => [it, entities[index]]),
    )
    const currencies = await db.owner.sql<{ currency: string }[]>`
      select base_currency as currency from sources where id = any(${sources}) order by base_currency`
    assert.deepEqual(
      currencies.map((it) => it.currency),
      ['EUR', 'GBP'],
    )
  })

  test('both end when the app loses its secret, and only they', async () => {
    const endedBefore = await ended()
    control('dynamics365-finance', 'revoke_grant')
    assert.equal(await run(sources[1] ?? '', 'customers'), 'FAILED')
    assert.deepEqual(await ended(), [...endedBefore, ...sources].sort())
    const before = calls.length
    assert.equal(await run(sources[0] ?? '', 'customers'), 'FAILED')
    assert.equal(calls.length, before, 'the other one is not asked for anything')
  })
})

/** Ids of what Xero lists for the organisation to whoever asks it directly. */
async function listedAtXero(tenant: string, { list, id, token }: Listed): Promise<string[]> {
  const answer = await fetch(
    `${sandbox.url}/xero/api.xro/2.0/${list}?page=1&pageSize=1000&includeArchived=true`,
    { headers: { accept: 'application/json', authorization: `Bearer ${token}`, 'xero-tenant-id': tenant } },
  )
  const body = (await answer.json()) as Record<string, Record<string, unknown>[]>
  return (body[list] ?? []).map((it) => String(it[id])).sort()
}

interface Listed {
  list: string
  /** The field that holds the id. */
  id: string
  token: string
}

function listedInDynamics(entity: string, { set, id }: { set: string; id: string }): string[] {
  const played = sandbox.providers.find((it) => it.name === 'dynamics365-finance')
  const rows = JSON.parse(JSON.stringify(played?.books()[set] ?? [])) as Record<string, unknown>[]
  return rows
    .filter((it) => it['dataAreaId'] === entity)
    .map((it) => String(it[id]))
    .sort()
}
