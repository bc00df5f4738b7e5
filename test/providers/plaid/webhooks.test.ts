import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { SignJWT, exportJWK, generateKeyPair } from 'jose'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { webhooks } from '../../../src/providers/plaid/webhooks.ts'
import { answering } from './answering.ts'

const SIGNED_AT = 1_772_701_200
const KEY_ID = 'key-1'
const BODY = Buffer.from(
  '{\n  "webhook_type": "TRANSACTIONS",\n  "webhook_code": "SYNC_UPDATES_AVAILABLE"\n}',
)
const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
const KEY = {
  ...(await exportJWK(publicKey)),
  alg: 'ES256',
  kid: KEY_ID,
  use: 'sig',
  created_at: SIGNED_AT - 86_400,
  expired_at: null as number | null,
}

const sha256 = (body: Buffer) => createHash('sha256').update(body).digest('hex')

const sign = ({ claims = {}, header = {} }: { claims?: object; header?: object } = {}) =>
  new SignJWT({ iat: SIGNED_AT, request_body_sha256: sha256(BODY), ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: KEY_ID, typ: 'JWT', ...header })
    .sign(privateKey)

interface Delivered {
  body?: Buffer
  now?: number
  key?: unknown
}

/** What becomes of a delivery, and the ids of the keys that were asked for. */
async function deliver(
  token: string | undefined,
  { body = BODY, now = SIGNED_AT, key = KEY }: Delivered = {},
) {
  const asked: string[] = []
  const request = {
    headers: { 'plaid-verification': token },
    body,
    url: 'https://books.example/webhooks/plaid',
  }
  const good = await webhooks.verify(request, [], new Date(now * 1000), (id) => {
    asked.push(id)
    return Promise.resolve(key)
  })
  return { good, asked }
}

describe('a signature of Plaid’s', () => {
  test('is good over the exact bytes, and without any secret', async () => {
    const token = await sign()
    assert.deepEqual(await deliver(token), { good: true, asked: [KEY_ID] })
    const minified = Buffer.from(JSON.stringify(JSON.parse(BODY.toString())))
    for (const body of [minified, BODY.subarray(1), Buffer.of()]) {
      assert.equal((await deliver(token, { body })).good, false)
    }
  })

  test('is good for five minutes to either side', async () => {
    const token = await sign()
    const goodAt = async (now: number) => (await deliver(token, { now })).good
    assert.equal(await goodAt(SIGNED_AT + 300), true)
    assert.equal(await goodAt(SIGNED_AT + 301), false)
    assert.equal(await goodAt(SIGNED_AT - 300), true)
    assert.equal(await goodAt(SIGNED_AT - 301), false)
  })

  test('is good under the key that it names only, while that is', async () => {
    const token = await sign()
    const other = { ...KEY, ...(await exportJWK((await generateKeyPair('ES256')).publicKey)) }
    const offCurve = { ...KEY, x: KEY.y }
    for (const key of [
      null,
      {},
      other,
      offCurve,
      { ...KEY, kid: 'key-2' },
      { ...KEY, expired_at: SIGNED_AT },
    ]) {
      assert.equal((await deliver(token, { key })).good, false, JSON.stringify(key))
    }
    assert.equal((await deliver(token, { key: { ...KEY, expired_at: SIGNED_AT + 1 } })).good, true)
  })

  test('is refused before any key is asked for when it is no ES256 token with a key’s id', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = part({ iat: SIGNED_AT, request_body_sha256: sha256(BODY) })
    const unsigned = `${part({ alg: 'none', kid: KEY_ID })}.${claims}.`
    const shared = await new SignJWT({ iat: SIGNED_AT, request_body_sha256: sha256(BODY) })
      .setProtectedHeader({ alg: 'HS256', kid: KEY_ID })
      .sign(Buffer.from(JSON.stringify(KEY)))
    const nameless = await sign({ header: { kid: undefined } })
    const endless = await sign({ header: { kid: 'k'.repeat(201) } })
    for (const token of [undefined, '', 'a.b.c', unsigned, shared, nameless, endless]) {
      assert.deepEqual(await deliver(token), { good: false, asked: [] })
    }
  })

  test('is refused when its claims are not all there', async () => {
    for (const claims of [
      { iat: undefined },
      { iat: String(SIGNED_AT) },
      { request_body_sha256: undefined },
      { request_body_sha256: '' },
      { request_body_sha256: sha256(BODY).slice(1) },
    ]) {
      assert.equal((await deliver(await sign({ claims }))).good, false, JSON.stringify(claims))
    }
    const [header, payload, signature = ''] = (await sign()).split('.')
    const altered = `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
    assert.equal((await deliver(altered)).good, false)
  })

  test('lets it be known when the key cannot be had', async () => {
    const request = { headers: { 'plaid-verification': await sign() }, body: BODY, url: '' }
    const down = () => Promise.reject(new Error('Plaid is down'))
    await assert.rejects(
      async () => webhooks.verify(request, [], new Date(SIGNED_AT * 1000), down),
      /Plaid is down/,
    )
  })

  test('goes with a key that is asked for by its id', async () => {
    const http = answering({ key: KEY, request_id: 'req-1' })
    assert.deepEqual(await webhooks.key?.(http, KEY_ID), KEY)
    const [call] = http.calls
    assert.deepEqual(
      [call?.method, call?.path, call?.json],
      ['POST', '/webhook_verification_key/get', { key_id: KEY_ID }],
    )
    await assert.rejects(async () => webhooks.key?.(answering({}), KEY_ID), /is no key/)
  })
})

describe('a webhook of Plaid’s', () => {
  const changes = (told: object, headers = {}) =>
    webhooks.changes(
      parseExactJson(JSON.stringify({ item_id: 'item-1', environment: 'production', ...told })),
      headers,
    )
  const what = (webhook_type: string, webhook_code: string, more: object = {}) =>
    changes({ webhook_type, webhook_code, ...more }).map((it) => it.what)
  const poll = (stream: string) => ({ kind: 'poll', stream })

  test('of new transactions has them and the balances read, under an id for each', () => {
    const found = changes(
      { webhook_type: 'TRANSACTIONS', webhook_code: 'SYNC_UPDATES_AVAILABLE' },
      { 'plaid-verification': 'token-1' },
    )
    const digest = createHash('sha256').update('token-1').digest('hex').slice(0, 32)
    assert.deepEqual(
      found,
      ['transactions', 'accounts'].map((stream) => ({
        eventId: `SYNC_UPDATES_AVAILABLE/${digest}/${stream}`,
        remoteId: 'item-1',
        at: null,
        what: poll(stream),
      })),
    )
    const codes = ['INITIAL_UPDATE', 'HISTORICAL_UPDATE', 'DEFAULT_UPDATE', 'TRANSACTIONS_REMOVED']
    for (const code of codes) {
      assert.deepEqual(what('TRANSACTIONS', code), [poll('transactions'), poll('accounts')], code)
    }
  })

  test('is another event when it is signed anew, though its body is the same', () => {
    const told = { webhook_type: 'ITEM', webhook_code: 'LOGIN_REPAIRED' }
    const id = (token: string) => changes(told, { 'plaid-verification': token })[0]?.eventId
    assert.equal(id('token-1'), id('token-1'))
    assert.notEqual(id('token-1'), id('token-2'))
    assert.equal(changes(told)[0]?.eventId, changes(told)[0]?.eventId)
  })

  test('of an item tells whether access ended, is good again, or will end', () => {
    const error = (error_code: string) => ({ error: { error_type: 'ITEM_ERROR', error_code } })
    assert.deepEqual(what('ITEM', 'ERROR', error('ITEM_LOGIN_REQUIRED')), [{ kind: 'disconnected' }])
    assert.deepEqual(what('ITEM', 'ERROR', error('INSTITUTION_DOWN')), [{ kind: 'ignore' }])
    assert.deepEqual(what('ITEM', 'ERROR', { error: null }), [{ kind: 'ignore' }])
    assert.deepEqual(what('ITEM', 'USER_PERMISSION_REVOKED'), [{ kind: 'disconnected' }])
    assert.deepEqual(what('ITEM', 'USER_ACCOUNT_REVOKED'), [{ kind: 'disconnected' }])
    assert.deepEqual(what('ITEM', 'LOGIN_REPAIRED'), [{ kind: 'reconnected' }])
    const [at, told] = ['2026-04-15T13:25:17.766Z', '2026-04-15T15:25:17.766+02:00']
    const expires = { kind: 'expires', at }
    assert.deepEqual(what('ITEM', 'PENDING_EXPIRATION', { consent_expiration_time: told }), [expires])
    assert.deepEqual(what('ITEM', 'PENDING_DISCONNECT', { disconnect_time: told }), [expires])
    assert.deepEqual(what('ITEM', 'PENDING_DISCONNECT', { reason: 'INSTITUTION_MIGRATION' }), [
      { kind: 'ignore' },
    ])
  })

  test('of accounts has the accounts read', () => {
    assert.deepEqual(what('ITEM', 'NEW_ACCOUNTS_AVAILABLE', { error: null }), [poll('accounts')])
    assert.deepEqual(what('ITEM', 'USER_ACCOUNT_REVOKED', { account_id: 'acc-1' }), [poll('accounts')])
  })

  test('of anything else is ignored, and what is no webhook is not understood', () => {
    assert.deepEqual(what('ITEM', 'WEBHOOK_UPDATE_ACKNOWLEDGED'), [{ kind: 'ignore' }])
    assert.deepEqual(what('TRANSACTIONS', 'RECURRING_TRANSACTIONS_UPDATE'), [{ kind: 'ignore' }])
    const [change] = changes({ webhook_type: 'LINK', webhook_code: 'SESSION_FINISHED', item_id: undefined })
    assert.deepEqual([change?.remoteId, change?.what], [null, { kind: 'ignore' }])
    assert.throws(() => webhooks.changes({ event: 'invoice.paid' }), /not one of Plaid’s webhooks/)
  })
})
