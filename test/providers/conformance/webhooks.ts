import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { newId } from '../../../src/domain/ids.ts'
import type { WebhookRequest } from '../../../src/providers/provider.ts'
import { appEnvironmentIn, publicKeys } from '../../../src/sources/public-keys.ts'
import { receiveWebhook } from '../../../src/webhooks/receive.ts'
import type { Answering } from '../../support/answering.ts'
import { silentLog } from '../../support/ledger-source.ts'
import type { Conformant } from './conformant.ts'
import { pathName, type Setting } from './setting.ts'

const OTHER = 'sandbox-not-a-secret-other'
const DAY_MS = 86_400_000

/** `receiver` is where the sandbox delivers to. */
export function webhooks({ life, webhook }: Conformant, setting: Setting, receiver: Answering): void {
  const { provider, clock, database, config, control, sandbox, ids } = setting

  describe('a webhook', { skip: provider.webhooks === undefined && 'it sends none' }, () => {
    let sample: WebhookRequest = { headers: {}, body: Buffer.of(), url: '' }
    let id = ''

    before(async () => {
      id = life.create(control)
      await sandbox.deliveries.settled()
      const received = receiver.requests.at(-1)
      assert.ok(received)
      const headers = Object.fromEntries(
        Object.entries(received.headers).map(([name, value]) => [name, value?.toString()]),
      )
      sample = { headers, body: Buffer.from(received.body), url: receiver.url + received.target }
    })

    test('is taken with a good signature by any of the secrets, and by no other', async () => {
      const { secret } = told()
      if (secret === null) {
        assert.equal(await verify(sample, []), true, 'by the provider’s own key')
        return
      }
      for (const secrets of [[secret], [OTHER, secret], [secret, OTHER]]) {
        assert.equal(await verify(sample, secrets), true)
      }
      for (const secrets of [[], [''], [OTHER], [`${secret}x`]]) {
        assert.equal(await verify(sample, secrets), false)
      }
    })

    test('is refused without what proves it, and with any byte of what is signed changed', async () => {
      const { secret, inAddress } = told()
      const secrets = secret === null ? [] : [secret]
      if (inAddress) {
        for (const url of [sample.url.replace(/\?.*$/, ''), `${sample.url}x`]) {
          assert.equal(await verify({ ...sample, url }, secrets), false)
        }
        return
      }
      assert.equal(await verify({ ...sample, headers: {} }, secrets), false)
      const { body } = sample
      const flipped = Buffer.from(body).fill(' ', body.length >> 1, (body.length >> 1) + 1)
      for (const altered of [
        flipped,
        body.subarray(1),
        Buffer.concat([body, Buffer.from(' ')]),
        Buffer.of(),
      ]) {
        assert.equal(await verify({ ...sample, body: altered }, secrets), false)
      }
    })

    test('is refused when it is replayed later than the provider allows', async () => {
      const { secret, toleranceSeconds } = told()
      const secrets = secret === null ? [] : [secret]
      const verifyAfter = (ms: number) => verify(sample, secrets, new Date(clock.now().getTime() + ms))
      if (toleranceSeconds === undefined) {
        assert.equal(await verifyAfter(DAY_MS), true, 'the signature tells no time')
        return
      }
      assert.equal(await verifyAfter(toleranceSeconds * 1000), true)
      assert.equal(await verifyAfter((toleranceSeconds + 2) * 1000), false)
    })

    test('is refused before anything in it is read, and nothing of it is kept', async () => {
      const forged = told().inAddress
        ? [{ ...sample, url: sample.url.replace(/\?.*$/, '') }]
        : [
            { ...sample, headers: {} },
            { ...sample, body: Buffer.concat([sample.body, Buffer.from(' ')]) },
          ]
      for (const it of forged) {
        assert.equal(await deliver(it), 401)
        assert.equal(await deliver({ ...it, body: Buffer.from('not JSON') }), 401)
      }
      assert.equal(await kept(), 0)
    })

    test('tells what changed, under ids that are the same each time', () => {
      const read = () => provider.webhooks?.changes(JSON.parse(sample.body.toString()), sample.headers) ?? []
      const changes = read()
      assert.deepEqual(read(), changes)
      assert.equal(new Set(changes.map((it) => it.eventId)).size, changes.length)
      for (const { what } of changes) {
        if ('stream' in what) assert.ok(Object.hasOwn(provider.streams, what.stream), what.stream)
      }
      const isTold = changes.some(
        ({ what }) =>
          'stream' in what &&
          what.stream === life.stream &&
          (what.kind === 'poll' || ('id' in what && what.id === id)),
      )
      assert.ok(isTold, JSON.stringify(changes))
    })

    test('is kept once, however often it comes', async () => {
      assert.equal(await deliver(sample), 200)
      const once = await kept()
      assert.ok(once > 0)
      assert.equal(await deliver(sample), 200)
      assert.equal(await kept(), once)
    })

    function told() {
      assert.ok(webhook, 'the provider’s test tells its secret')
      return webhook
    }

    async function verify(request: WebhookRequest, secrets: string[], now = clock.now()): Promise<boolean> {
      const { webhooks } = provider
      assert.ok(webhooks)
      const environmentOf = appEnvironmentIn(database.worker)
      const keyOf = publicKeys({ config, requestId: newId(), environmentOf }, { ...provider, webhooks }, now)
      return await webhooks.verify(request, secrets, now, keyOf)
    }

    async function deliver(request: WebhookRequest): Promise<number> {
      const context = { database: database.worker, config, log: silentLog, requestId: newId(), clock }
      const [, , , remoteId] = new URL(request.url).pathname.split('/')
      const addressRemoteId = remoteId === undefined ? null : decodeURIComponent(remoteId)
      const answer = await receiveWebhook(context, {
        ...request,
        provider: pathName(provider),
        addressRemoteId,
      })
      return answer.status
    }

    async function kept(): Promise<number> {
      const [row] = await database.owner.sql`
        select count(*)::int as n from webhook_events where source_id = ${ids.sourceId}`
      return Number(row?.['n'])
    }
  })
}
