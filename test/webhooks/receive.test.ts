import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { before, beforeEach, describe, test } from 'node:test'
import { pino } from 'pino'
import { readConfig, type Config } from '../../src/config.ts'
import { newId } from '../../src/domain/ids.ts'
import type { Provider } from '../../src/providers/provider.ts'
import { quickbooks } from '../../src/providers/quickbooks/index.ts'
import { stripe } from '../../src/providers/stripe/index.ts'
import { createSource } from '../../src/sources/create.ts'
import { MOST_BODY_BYTES, receiveWebhook, type Delivery } from '../../src/webhooks/receive.ts'
import { freshDatabase } from '../support/database.ts'

const db = await freshDatabase()
const log = pino({ level: 'silent' })
const APP_SECRET = 'test-not-a-secret-verifier'
const config = readConfig({
  DAYBOOK_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  DAYBOOK_QUICKBOOKS_CLIENT_ID: 'test-client',
  DAYBOOK_QUICKBOOKS_CLIENT_SECRET: 'test-not-a-secret-client',
  DAYBOOK_QUICKBOOKS_WEBHOOK_SECRETS: APP_SECRET,
})
const now = new Date('2026-03-05T09:12:44Z')
const clock = { now: () => now, random: () => 0.5, sleep: () => Promise.resolve() }

const receive = (delivery: Delivery, also = {}) =>
  receiveWebhook({ database: db.worker, config, log, requestId: newId(), clock, ...also }, delivery)

describe('a webhook', () => {
  let mine: string
  let theirs: string

  before(async () => {
    mine = await connect(stripe, 'acct_mine', ['test-not-a-secret-mine'])
    theirs = await connect(stripe, 'acct_theirs', ['test-not-a-secret-theirs'])
    await connect(stripe, 'acct_secretless', [])
  })
  beforeEach(() => db.owner.sql`delete from webhook_events`)

  test('is kept before it is answered', async () => {
    assert.equal((await receive(stripeEvent())).status, 200)
    const rows = await db.owner.sql`select source_id, change, received_at from webhook_events`
    assert.deepEqual(
      [...rows],
      [
        {
          source_id: mine,
          change: {
            eventId: 'evt_1/invoices',
            remoteId: null,
            at: '2026-03-05T09:12:40Z',
            what: { kind: 'refetch', stream: 'invoices', id: 'in_1' },
          },
          received_at: '2026-03-05 09:12:44+00',
        },
      ],
    )
  })

  test('that comes twice is kept once', async () => {
    await receive(stripeEvent())
    assert.equal((await receive(stripeEvent())).status, 200)
    assert.equal(await kept(), 1)
  })

  test('that names what no database holds is kept nevertheless', async () => {
    const body = JSON.stringify({
      id: 'evt_1',
      object: 'event',
      type: 'invoice.paid',
      created: 1_772_701_960,
      data: { object: { id: 'in_\0', object: 'invoice' } },
    })
    assert.equal((await receive(stripeEvent({ body }))).status, 200)
    assert.notEqual(await kept(), 0)
  })

  const refused: [string, Delivery][] = [
    ['with a wrong signature', stripeEvent({ secret: 'test-not-a-secret-other' })],
    ['with another body than was signed', { ...stripeEvent(), body: Buffer.from('{}') }],
    ['without a signature', { ...stripeEvent(), headers: {} }],
    ['signed six minutes ago', stripeEvent({ at: new Date(now.getTime() - 360_000) })],
    ['signed for another source', stripeEvent({ remoteId: 'acct_theirs' })],
    ['for a source without a secret', stripeEvent({ remoteId: 'acct_secretless', secret: '' })],
    ['for a source that nobody connected', stripeEvent({ remoteId: 'acct_unknown' })],
    ['without a source in its address', stripeEvent({ remoteId: null })],
  ]
  for (const [what, delivery] of refused) {
    test(`${what} is refused, and nothing of it is kept`, async () => {
      assert.equal((await receive(delivery)).status, 401)
      assert.equal(await kept(), 0)
    })
  }

  test('is refused where the app has no secret', async () => {
    const secretless = { ...config, apps: {} }
    assert.equal((await receive(realmEvent('1'), { config: secretless })).status, 401)
  })

  test('from another address than its provider publishes is refused, where that is to be checked', async () => {
    const plaid = { ...stripeEvent(), provider: 'plaid' }
    const checked = { ...config, webhookSender: 'connection' as const }
    const warnings: string[] = []
    const telling = pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) })
    const answerTo = async (sender: string | undefined, by: Config = checked) => {
      warnings.length = 0
      await receive({ ...plaid, sender }, { config: by, log: telling })
      return warnings.some((it) => it.includes('from an address'))
    }
    assert.equal(await answerTo('203.0.113.7'), true)
    assert.equal(await answerTo(undefined), true)
    assert.equal(await answerTo('52.21.26.131'), false, 'its signature is looked at next')
    assert.equal(await answerTo('203.0.113.7', { ...config, webhookSender: null }), false)
    assert.equal(
      (await receive({ ...stripeEvent(), sender: '203.0.113.7' }, { config: checked })).status,
      200,
    )
  })

  test('that is too large is refused before anything is computed over it', async () => {
    const body = Buffer.alloc(MOST_BODY_BYTES + 1, 'x')
    assert.equal((await receive({ ...stripeEvent(), body })).status, 413)
  })

  test('of a provider that is not known finds nobody', async () => {
    assert.equal((await receive({ ...stripeEvent(), provider: 'nobody' })).status, 404)
  })

  test('that is signed but no event is told apart from one that is not signed', async () => {
    for (const body of ['not json', '{"object":"nonsense"}']) {
      assert.equal((await receive(stripeEvent({ body }))).status, 400)
    }
    assert.equal(await kept(), 0)
  })

  test('for a company that nobody connected is answered well, and dropped', async () => {
    assert.equal((await receive(realmEvent('93000000001'))).status, 200)
    assert.equal(await kept(), 0)
  })

  test('for a company that two workspaces connected is kept for both', async () => {
    const ids = [await connect(quickbooks, '93000000002'), await connect(quickbooks, '93000000002')]
    assert.equal((await receive(realmEvent('93000000002'))).status, 200)
    const rows = await db.owner.sql<{ source_id: string }[]>`select source_id from webhook_events`
    assert.deepEqual(rows.map((it) => it.source_id).sort(), ids.sort())
  })

  test('signed by one source speaks for no other, whatever account its body names', async () => {
    const event = { id: 'evt_2', object: 'event', type: 'customer.updated', created: 1772702000 }
    const body = JSON.stringify({
      ...event,
      account: 'acct_theirs',
      data: { object: { id: 'cus_1', object: 'customer' } },
    })
    assert.equal((await receive(stripeEvent({ body }))).status, 200)
    const rows = await db.owner.sql<{ source_id: string }[]>`select source_id from webhook_events`
    assert.ok(rows.every((it) => it.source_id === mine && it.source_id !== theirs))
  })
})

async function connect(provider: Provider, remoteId: string, webhookSecrets: string[] = []): Promise<string> {
  const [workspaceId, companyId] = [newId(), newId()]
  await db.owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, ${workspaceId})`
  await db.owner
    .sql`insert into companies (workspace_id, id, name) values (${workspaceId}, ${companyId}, 'Test')`
  return await createSource(db.worker, config.masterKey, {
    ...{ workspaceId, companyId, provider, remoteId, now },
    environment: 'SANDBOX',
    remoteName: null,
    baseCurrency: 'USD',
    access: { kind: 'apiKey', apiKey: 'test-not-a-secret-key', webhookSecrets },
  })
}

interface Forged {
  remoteId?: string | null
  secret?: string
  at?: Date
  body?: string
}

function stripeEvent({
  remoteId = 'acct_mine',
  secret = 'test-not-a-secret-mine',
  at = now,
  body,
}: Forged = {}): Delivery {
  const event = { id: 'evt_1', object: 'event', type: 'invoice.updated', created: 1772701960 }
  const text = body ?? JSON.stringify({ ...event, data: { object: { id: 'in_1', object: 'invoice' } } })
  const seconds = Math.floor(at.getTime() / 1000)
  const signature = createHmac('sha256', secret).update(`${seconds}.${text}`).digest('hex')
  return {
    provider: 'stripe',
    addressRemoteId: remoteId,
    headers: { 'stripe-signature': `t=${seconds},v1=${signature}` },
    body: Buffer.from(text),
    url: '/webhooks/stripe',
  }
}

function realmEvent(realmId: string): Delivery {
  const entity = { name: 'Invoice', id: '7', operation: 'Update', lastUpdated: '2026-03-05T09:12:40Z' }
  const body = Buffer.from(
    JSON.stringify({ eventNotifications: [{ realmId, dataChangeEvent: { entities: [entity] } }] }),
  )
  const signature = createHmac('sha256', APP_SECRET).update(body).digest('base64')
  return {
    provider: 'quickbooks',
    addressRemoteId: null,
    headers: { 'intuit-signature': signature },
    body,
    url: '/webhooks/quickbooks',
  }
}

async function kept(): Promise<number> {
  const [row] = await db.owner.sql<{ n: number }[]>`select count(*)::int as n from webhook_events`
  return row?.n ?? 0
}
