import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { QUICKBOOKS_VERIFIER_TOKEN } from '../../../src/sandbox/quickbooks/credentials.ts'
import { eventually } from '../../support/eventually.ts'
import { openQuickBooks } from '../quickbooks/client.ts'

/** A receiver that keeps what it gets and answers as told. */
async function openReceiver(answers: number[] = []) {
  const received: { path: string; body: string; headers: NodeJS.Dict<string | string[]> }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({
        path: request.url ?? '',
        body: Buffer.concat(chunks).toString(),
        headers: request.headers,
      })
      response.writeHead(answers.shift() ?? 200).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/` }
}

async function open(answers: number[] = []) {
  const receiver = await openReceiver(answers)
  const quickbooks = await openQuickBooks({ deliverTo: receiver.url, webhookRetryMs: [5, 5] })
  const create = (name: string) =>
    quickbooks.control('quickbooks/create', { entity: 'Customer', data: { DisplayName: name } })
  return { ...quickbooks, received: receiver.received, create }
}

test('a change is told at once, signed over the exact body', async () => {
  const { received, create, sandbox } = await open()
  const customer = JSON.parse((await create('Signed')).text) as { Id: string }
  await sandbox.deliveries.settled()
  const [webhook] = received
  assert.ok(webhook)
  assert.equal(webhook.path, '/hooks/quickbooks')
  const signature = createHmac('sha256', QUICKBOOKS_VERIFIER_TOKEN).update(webhook.body).digest('base64')
  assert.equal(webhook.headers['intuit-signature'], signature)
  const [event] = JSON.parse(webhook.body) as [{ type: string; intuitentityid: string }]
  assert.deepEqual([event.type, event.intuitentityid], ['qbo.customer.created.v1', customer.Id])
})

test('what is not answered well is sent again, a few times', async () => {
  const { received, create, sandbox } = await open([500, 503])
  await create('Again')
  await sandbox.deliveries.settled()
  assert.deepEqual(
    sandbox.deliveries.log().map((it) => [it.attempt, it.status]),
    [
      [1, 500],
      [2, 503],
      [3, 200],
    ],
  )
  assert.equal(new Set(received.map((it) => it.body)).size, 1)

  const deaf = await open([500, 500, 500, 500])
  await deaf.create('Given up')
  await deaf.sandbox.deliveries.settled()
  assert.equal(deaf.received.length, 3)
})

test('webhooks are dropped, doubled, shuffled or late on demand', async () => {
  const { received, create, control, sandbox } = await open()
  await control('webhooks', { mode: 'drop' })
  await create('Dropped')
  await sandbox.deliveries.settled()
  assert.equal(received.length, 0)

  await control('webhooks', { mode: 'duplicate' })
  await create('Doubled')
  await eventually(() => {
    assert.equal(received.length, 2)
  })
  assert.equal(received[0]?.body, received[1]?.body)

  await control('webhooks', { mode: 'shuffle' })
  for (const name of ['One', 'Two', 'Three']) await create(name)
  assert.equal(received.length, 2, 'they are held until there are enough to shuffle')
  await control('webhooks', { mode: 'delay', delayMs: 20 })
  await eventually(() => {
    assert.equal(received.length, 5)
  })
  await create('Late')
  await sandbox.deliveries.settled()
  assert.equal(received.length, 6)
  assert.match((await control('webhooks', { mode: 'sing' })).json.error, /mode must be one of/)
})

test('the company trades by itself when it is let', async () => {
  const receiver = await openReceiver()
  await openQuickBooks({ deliverTo: receiver.url, tradeEveryMs: 5 })
  await eventually(() => {
    assert.ok(receiver.received.length >= 3)
  })
})
