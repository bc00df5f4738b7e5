import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request as callPlainly } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { after, beforeEach, describe, test } from 'node:test'
import { boundSilent, Receiver, timeouts, type Bounds } from '../../src/api/slow-senders.ts'
import { readConfig } from '../../src/config.ts'
import { newId } from '../../src/domain/ids.ts'
import { quickbooks } from '../../src/providers/quickbooks/index.ts'
import { createSource } from '../../src/sources/create.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { startTestApi } from './client.ts'

const REALM = '93000000007'
const SECRET = 'test-not-a-secret-verifier'
const db = await freshDatabase()
const config = {
  ...readConfig({
    DAYBOOK_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    DAYBOOK_QUICKBOOKS_CLIENT_ID: 'test-client',
    DAYBOOK_QUICKBOOKS_CLIENT_SECRET: 'test-not-a-secret-client',
    DAYBOOK_QUICKBOOKS_WEBHOOK_SECRETS: SECRET,
  }),
  port: 0,
}
const apis = [await startTestApi(db, { config }), await startTestApi(db, { config })]
const [api = assert.fail()] = apis
const { port } = new URL(api.url)
await connectCompany()
beforeEach(() => db.owner.sql`delete from webhook_events`)

const sockets: Socket[] = []
after(() => {
  for (const it of sockets) it.destroy()
})

describe('a webhook’s sender', () => {
  test('that is slow keeps no other one waiting, however many of it there are', async () => {
    const { head, body } = delivery(1)
    // Half of them say nothing at all, the others drip.
    for (let n = 0; n < 600; n += 1) {
      const socket = await dial(Number(port))
      if (n % 2 === 0) socket.write(`${head}${body.slice(0, 1 + (n % 9))}`)
    }
    assert.equal(await send(delivery(2)), 200)
    assert.equal(await kept(), 1)
    for (const it of sockets.splice(0)) it.destroy()
  })

  test('that tells a shorter or longer length than it sends has nothing kept of what is cut', async () => {
    const { head, body } = delivery(1)
    const shorter = head.replace(/content-length: \d+/, `content-length: ${body.length - 5}`)
    assert.match(await answerTo(`${shorter}${body}`), /^HTTP\/1\.1 40[01] /)
    const longer = head.replace(/content-length: \d+/, `content-length: ${body.length + 5}`)
    const socket = await dial(Number(port))
    socket.write(`${longer}${body}`)
    socket.destroy()
    const both = head.replace('content-length', 'transfer-encoding: chunked\r\ncontent-length')
    assert.match(await answerTo(`${both}0\r\n\r\n`), /^HTTP\/1\.1 400 /, 'two lengths at once')
    assert.equal(await send(delivery(2)), 200)
    assert.equal(await kept(), 1)
  })

  test('that asks whether to go on is told so, and its webhook is kept', async () => {
    const { head, body } = delivery(1)
    const socket = await dial(Number(port))
    socket.write(head.replace('\r\n\r\n', '\r\nexpect: 100-continue\r\n\r\n'))
    const [first] = (await once(socket, 'data')) as [Buffer]
    assert.match(first.toString(), /^HTTP\/1\.1 100 /)
    socket.write(body)
    const [second] = (await once(socket, 'data')) as [Buffer]
    assert.match(second.toString(), /^HTTP\/1\.1 200 /)
    assert.equal(await kept(), 1)
  })

  test('by another method than POST has nothing taken', async () => {
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']) {
      assert.equal(await send(delivery(1), { method }), 405, method)
    }
    assert.equal(await kept(), 0)
  })

  test('may send one event to two processes at the same instant: it is kept once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => send(delivery(1), { url: apis[n % 2]?.url ?? '' })),
    )
    assert.deepEqual(new Set(answers), new Set([200]))
    assert.equal(await kept(), 1)
  })

  test('is never told that an event was kept while PostgreSQL cannot keep it', async () => {
    const events = Array.from({ length: 500 }, (_, n) => delivery(n))
    const lock = Promise.withResolvers<undefined>()
    const locked = Promise.withResolvers<undefined>()
    const holding = db.owner.sql.begin(async (tx) => {
      await tx`lock table webhook_events in access exclusive mode`
      locked.resolve(undefined)
      await lock.promise
    })
    await locked.promise
    const refused = await Promise.all(events.map((it) => send(it)))
    assert.deepEqual(new Set(refused), new Set([503]))
    lock.resolve(undefined)
    await holding
    // As their sender does with what nobody said was kept.
    for (let n = 0; n < events.length; n += 50) {
      const again = await Promise.all(events.slice(n, n + 50).map((it) => send(it)))
      assert.deepEqual(new Set(again), new Set([200]))
    }
    await eventually(async () => {
      assert.equal(await kept(), 500)
    })
  })
})

describe('bodies that are being received', () => {
  test('are bounded in time', async () => {
    const { port, outcomes } = await startReceiving({ withinMs: 50 })
    await dialAndPost(port, 'x')
    await eventually(() => {
      assert.deepEqual(outcomes, ['too slow'])
    })
  })

  test('are bounded in number and in bytes: the oldest goes, the newest is taken', async () => {
    for (const bounds of [{ atOnce: 3 }, { heldBytes: 30 }]) {
      const { port, outcomes } = await startReceiving(bounds)
      const dialled: Socket[] = []
      for (let n = 0; n < 4; n += 1) dialled.push(await dialAndPost(port, 'x'.repeat(9)))
      await eventually(() => {
        assert.deepEqual(outcomes, ['too slow'])
      })
      dialled[3]?.write('x')
      await eventually(() => {
        assert.deepEqual(outcomes, ['too slow', 10])
      })
    }
  })

  test('whose sender leaves are forgotten', async () => {
    const { port, outcomes } = await startReceiving({})
    const socket = await dialAndPost(port, 'x')
    socket.destroy()
    await eventually(() => {
      assert.deepEqual(outcomes, ['gone'])
    })
  })
})

test('connections on which nothing is asked are bounded in number: the oldest goes', async () => {
  const server = createServer(timeouts, (_request, response) => response.end('served'))
  boundSilent(server, 3)
  const port = await listening(server)
  const silent: Socket[] = []
  for (let n = 0; n < 3; n += 1) silent.push(await dial(port))
  const closed = once(silent[0] ?? assert.fail(), 'close')
  const talking = await dial(port)
  await closed
  talking.write('GET / HTTP/1.1\r\nhost: here\r\n\r\n')
  const [answer] = (await once(talking, 'data')) as [Buffer]
  assert.match(answer.toString(), /^HTTP\/1\.1 200 /)
  // Who was answered is not silent any more, and makes room.
  await dial(port)
  assert.deepEqual(
    silent.map((it) => it.destroyed),
    [true, false, false],
  )
  const { headersTimeout, requestTimeout } = server
  assert.deepEqual([headersTimeout, requestTimeout], [timeouts.headersTimeout, timeouts.requestTimeout])
})

async function startReceiving(
  bounds: Partial<Bounds>,
): Promise<{ port: number; outcomes: (string | number)[] }> {
  const outcomes: (string | number)[] = []
  const receiver = new Receiver({ bytes: 100, withinMs: 60_000, atOnce: 10, heldBytes: 1000, ...bounds })
  const server = createServer((request, response) => {
    void receiver.receive(request).then((it) => {
      outcomes.push('body' in it ? it.body.length : it.refused)
      response.end()
    })
  })
  return { port: await listening(server), outcomes }
}

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  return (server.address() as AddressInfo).port
}

async function dial(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  sockets.push(socket)
  await once(socket, 'connect')
  return socket
}

/** Begins a body of ten bytes. */
async function dialAndPost(port: number, body: string): Promise<Socket> {
  const socket = await dial(port)
  socket.write(`POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 10\r\n\r\n${body}`)
  return socket
}

async function answerTo(text: string): Promise<string> {
  const socket = await dial(Number(port))
  socket.write(text)
  const [answer] = (await once(socket, 'data')) as [Buffer]
  return answer.toString()
}

interface Delivery {
  signature: string
  body: string
  /** With its headers, as text. */
  head: string
}

function delivery(n: number): Delivery {
  const entity = { name: 'Invoice', id: String(n), operation: 'Update', lastUpdated: '2026-03-05T09:12:40Z' }
  const body = JSON.stringify({
    eventNotifications: [{ realmId: REALM, dataChangeEvent: { entities: [entity] } }],
  })
  const signature = createHmac('sha256', SECRET).update(body).digest('base64')
  const head = `POST /webhooks/quickbooks HTTP/1.1\r\nhost: here\r\nintuit-signature: ${signature}\r\ncontent-length: ${body.length}\r\n\r\n`
  return { signature, body, head }
}

async function send(
  { signature, body }: Delivery,
  how: { method?: string; url?: string } = {},
): Promise<number> {
  const { method = 'POST', url = api.url } = how
  const headers = { 'intuit-signature': signature, 'content-length': String(body.length) }
  const call = callPlainly(`${url}/webhooks/quickbooks`, { method, headers })
  call.end(body)
  const [response] = (await once(call, 'response')) as [{ statusCode?: number; resume(): void }]
  response.resume()
  return response.statusCode ?? 0
}

async function kept(): Promise<number> {
  const [row] = await db.owner.sql<{ n: number }[]>`select count(*)::int as n from webhook_events`
  return row?.n ?? 0
}

async function connectCompany(): Promise<void> {
  const [workspaceId, companyId] = [newId(), newId()]
  await db.owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'Test')`
  await db.owner
    .sql`insert into companies (workspace_id, id, name) values (${workspaceId}, ${companyId}, 'Test')`
  await createSource(db.worker, config.masterKey, {
    ...{ workspaceId, companyId, provider: quickbooks, remoteId: REALM, now: new Date() },
    ...{ environment: 'SANDBOX', remoteName: null, baseCurrency: 'USD' },
    access: { kind: 'apiKey', apiKey: 'test-not-a-secret-key', webhookSecrets: [] },
  })
}
