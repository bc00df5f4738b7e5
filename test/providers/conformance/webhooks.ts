import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { newId } from '../../../src/domain/ids.ts'
import type { WebhookRequest } from '../../../src/providers/provider.ts'
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
      sample = { headers, body: Buffer.from(received.body), url: received.path }
    })

    test('is taken with a good signature by any of the secrets, and by no other', () => {
      const { secret } = told()
      assert.equal(verify(sample, [secret]), true)
      assert.equal(verify(sample, [OTHER, secret]), true)
      assert.equal(verify(sample, [secret, OTHER]), true)
      for (const secrets of [[], [''], [OTHER], [`${secret}x`]]) assert.equal(verify(sample, secrets), false)
    })

    test('is refused without its signature, and with any byte of its body changed', () => {
      const { secret } = told()
      assert.equal(verify({ ...sample, headers: {} }, [secret]), false)
      const { body } = sample
      const flipped = Buffer.from(body).fill(' ', body.length >> 1, (body.length >> 1) + 1)
      for (const altered of [
        flipped,
        body.subarray(1),
        Buffer.concat([body, Buffer.from(' ')]),
        Buffer.of(),
      ]) {
        assert.equal(verify({ ...sample, body: altered }, [secret]), false)
      }
    })

    test('is refused when it is replayed later than the provider allows', () => {
      const { secret, toleranceSeconds } = told()
      const verifyAfter = (ms: number) => verify(sample, [secret], new Date(clock.now().getTime() + ms))
      if (toleranceSeconds === undefined) {
        assert.equal(verifyAfter(DAY_MS), true, 'the signature tells no time')
        return
      }
      assert.equal(verifyAfter(toleranceSeconds * 1000), true)
      assert.equal(verifyAfter((toleranceSeconds + 2) * 1000), false)
    })

    test('is refused before anything in it is read, and nothing of it is kept', async () => {
      for (const body of [Buffer.from('not JSON'), Buffer.concat([sample.body, Buffer.from(' ')])]) {
        assert.equal(await deliver({ ...sample, body }), 401)
      }
      assert.equal(await deliver({ ...sample, headers: {} }), 401)
      assert.equal(await kept(), 0)
    })

    test('tells what changed, under ids that are the same each time', () => {
      const changes = provider.webhooks?.changes(JSON.parse(sample.body.toString())) ?? []
      assert.deepEqual(provider.webhooks?.changes(JSON.parse(sample.body.toString())), changes)
      assert.equal(new Set(changes.map((it) => it.eventId)).size, changes.length)
      for (const { what } of changes) {
        if ('stream' in what) assert.ok(Object.hasOwn(provider.streams, what.stream), what.stream)
      }
      assert.ok(changes.some(({ what }) => 'id' in what && what.stream === life.stream && what.id === id))
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

    function verify(request: WebhookRequest, secrets: string[], now = clock.now()): boolean {
      assert.ok(provider.webhooks)
      return provider.webhooks.verify(request, secrets, now)
    }

    async function deliver(request: WebhookRequest): Promise<number> {
      const context = { database: database.worker, config, log: silentLog, requestId: newId(), clock }
      const addressRemoteId = request.url.split('/')[3] ?? null
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
