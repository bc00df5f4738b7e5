import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request as callPlainly } from 'node:http'
import { gzipSync } from 'node:zlib'
import { after, before, beforeEach, describe, test } from 'node:test'
import { readConfig } from '../../src/config.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import { ensureDemo } from '../../src/start/demo.ts'
import { sandboxEnvironment } from '../../src/start/sandbox.ts'
import { MOST_BODY_BYTES } from '../../src/webhooks/receive.ts'
import { startAnswering, type Received } from '../support/answering.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { startTestApi } from './client.ts'

// Each provider's own deliveries, caught on their way and brought to the route in every manner.

/** Where a provider's signature travels; null: in the address. */
const SIGNED_IN: Readonly<Record<string, string | null>> = {
  quickbooks: 'intuit-signature',
  xero: 'x-xero-signature',
  stripe: 'stripe-signature',
  plaid: 'plaid-verification',
  hubspot: 'x-hubspot-signature-v3',
  'dynamics365-finance': null,
}

const db = await freshDatabase()
const caught = await startAnswering()
const sandbox = await startSandbox({
  ...{ port: 0, seed: 7, scale: 0.01, now: () => new Date(), tradeEveryMs: 5 },
  deliverTo: `${caught.url}/webhooks`,
})
after(() => sandbox.close())
const config = {
  ...readConfig({
    ...sandboxEnvironment(sandbox.url),
    DAYBOOK_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    DAYBOOK_PUBLIC_URL: caught.url,
    DAYBOOK_DEMO_KEY: 'test-not-a-secret-key',
    DAYBOOK_LOG: 'silent',
  }),
  port: 0,
}
await ensureDemo(db.owner, config)
const api = await startTestApi(db, { config })
const deliveries = new Map<string, Received>()

before(() =>
  eventually(async () => {
    for (const it of caught.requests.splice(0)) {
      const provider = it.path.split('/')[2] ?? ''
      // Some tell of what is of no interest: what leaves nothing in the table shows nothing here.
      if (!deliveries.has(provider) && (await sent(it)) === 200 && (await kept()) > 0)
        deliveries.set(provider, it)
      await db.owner.sql`delete from webhook_events`
    }
    assert.deepEqual([...deliveries.keys()].sort(), Object.keys(SIGNED_IN).sort())
  }, 30_000),
)
beforeEach(() => db.owner.sql`delete from webhook_events`)

type Headers = Record<string, string | string[]>

interface Sent {
  target?: string
  headers?: Headers
  without?: string | null
  body?: Buffer | Buffer[]
}

/** Resolves to the answer's status. A body in parts is sent chunked. */
async function sent(it: Received, how: Sent = {}): Promise<number> {
  const { target = it.target, body = Buffer.from(it.body) } = how
  const own = Object.entries(it.headers).filter(([name]) => {
    return !['host', 'connection', 'content-length', 'transfer-encoding', how.without].includes(name)
  })
  const length = Array.isArray(body) ? {} : { 'content-length': String(body.length) }
  const headers = { ...(Object.fromEntries(own) as Headers), ...length, ...how.headers }
  const call = callPlainly(`${api.url}${target}`, { method: 'POST', headers })
  const answered = once(call, 'response') as Promise<[{ statusCode?: number; resume(): void }]>
  for (const part of [body].flat()) call.write(part)
  call.end()
  const [response] = await answered
  // What is refused for its length is not read to its end.
  call.on('error', () => undefined)
  response.resume()
  return response.statusCode ?? 0
}

async function kept(): Promise<number> {
  const [row] = await db.owner.sql<{ count: number }[]>`select count(*)::int as count from webhook_events`
  return row?.count ?? 0
}

const header = (name: string | null, value: string | string[]): Headers =>
  name === null ? {} : { [name]: value }

for (const [provider, signature] of Object.entries(SIGNED_IN)) {
  describe(`a webhook of ${provider}`, () => {
    let it: Received
    let signed: string
    before(() => {
      const found = deliveries.get(provider)
      assert.ok(found)
      it = found
      signed = String(it.headers[signature ?? ''] ?? '')
    })
    const refuses = async (how: Sent, status = 401) => {
      assert.equal(await sent(it, how), status, JSON.stringify(how).slice(0, 300))
      assert.equal(await kept(), 0)
    }

    test('is taken in one piece, in chunks, and whatever it says of its type', async () => {
      for (const how of [
        {},
        { body: [...Buffer.from(it.body)].map((byte) => Buffer.of(byte)) },
        { headers: { 'content-type': 'text/plain' } },
        { headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-16' } },
        ...(signature === null
          ? []
          : [{ without: signature, headers: header(signature.toUpperCase(), signed) }]),
      ]) {
        await db.owner.sql`delete from webhook_events`
        assert.equal(await sent(it, how), 200, JSON.stringify(how).slice(0, 300))
        assert.notEqual(await kept(), 0)
      }
    })

    test('that comes again, also many times at once, is kept once', async () => {
      await sent(it)
      const once = await kept()
      const again = await Promise.all(Array.from({ length: 10 }, () => sent(it)))
      assert.deepEqual(new Set(again), new Set([200]))
      assert.equal(await kept(), once)
    })

    test('whose bytes are others than were signed is refused', async () => {
      if (signature === null) return
      for (const body of [
        Buffer.from(`${it.body} `),
        Buffer.from(`\ufeff${it.body}`),
        Buffer.from(it.body.slice(0, -1)),
        Buffer.concat([Buffer.from(it.body), Buffer.of(0xff, 0xfe)]),
        gzipSync(it.body),
        Buffer.alloc(0),
      ]) {
        await refuses({ body })
        await refuses({ body, headers: { 'content-encoding': 'gzip' } })
      }
    })

    test('without what shows its sender, with too little or too much of it, is refused', async () => {
      if (signature === null) {
        const [path = '', query = ''] = it.target.split('?')
        const code = new URLSearchParams(query).get('code') ?? ''
        assert.notEqual(code, '')
        for (const wrong of ['', 'code=', `code=${code}x`, `code=${code.slice(1)}`, `CODE=${code}`]) {
          await refuses({ target: `${path}?${wrong}` })
        }
        await refuses({ target: `${path}?code=${code}&code=${code}` })
        return
      }
      await refuses({ without: signature })
      for (const wrong of ['', ' ', `${signed}x`, signed.slice(0, -1), signed.slice(1), 'null', '=', ',']) {
        await refuses({ headers: header(signature, wrong) })
      }
      // Stripe's header is a list itself, in which one good signature suffices.
      if (provider === 'stripe') return
      await refuses({ without: signature, headers: header(signature, ['wrong', signed]) })
    })

    test('for another provider, or for nobody’s account, is refused', async () => {
      for (const other of Object.keys(SIGNED_IN).filter((name) => name !== provider)) {
        await refuses({ target: it.target.replace(`/webhooks/${provider}`, `/webhooks/${other}`) })
      }
    })

    test('that is far too long is refused by an answer', async () => {
      const long = Buffer.alloc(10 * MOST_BODY_BYTES, ' ')
      await refuses({ body: long }, 413)
      await refuses({ body: [long.subarray(1), Buffer.of(32)] }, 413)
    })
  })
}
