import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { importJWK, type JWK, jwtVerify } from 'jose'
import type { SandboxWebhook } from '../../../src/sandbox/kit/provider.ts'
import { PLAID_ITEM_ID } from '../../../src/sandbox/plaid/credentials.ts'
import { DAY, NOW, only, type PlayedPlaid, playPlaid } from './support.ts'

interface Key extends JWK {
  kid: string
  expired_at: number | null
}

async function verified(plaid: PlayedPlaid, webhook: SandboxWebhook, at = NOW) {
  const { body } = webhook
  const token = webhook.sign(body, at, webhook.path)['plaid-verification'] ?? ''
  const [head = ''] = token.split('.')
  const { kid, alg } = JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string; alg: string }
  assert.equal(alg, 'ES256')
  const { key } = await plaid.call<{ key: Key }>('/webhook_verification_key/get', { key_id: kid })
  const { payload } = await jwtVerify(token, await importJWK({ ...key }, 'ES256'), { currentDate: at })
  assert.equal(payload['request_body_sha256'], createHash('sha256').update(body).digest('hex'))
  assert.equal(payload.iat, Math.floor(at.getTime() / 1000))
  return key
}

describe('webhooks of the played Plaid', () => {
  test('are signed with a key that can be fetched, at the time they are sent', async () => {
    const plaid = playPlaid()
    plaid.control('create_transaction', { amount: 3 })
    const sent = only(plaid.sent)
    assert.equal(sent.path, '/plaid')
    const first = await verified(plaid, sent)
    assert.equal(first.expired_at, null)

    const { kid } = plaid.act('rotate_keys') as Key
    const second = await verified(plaid, sent)
    assert.equal(second.kid, kid)
    const { key } = await plaid.call<{ key: Key }>('/webhook_verification_key/get', { key_id: first.kid })
    assert.equal(key.expired_at, NOW.getTime() / 1000)
    const { error_code } = await plaid.refused('/webhook_verification_key/get', {
      access_token: undefined,
      key_id: 'none',
    })
    assert.equal(error_code, 'INVALID_WEBHOOK_VERIFICATION_KEY_ID')
  })

  test('have keys that follow from the seed', () => {
    const kid = (seed: number) => playPlaid({ seed }).act('rotate_keys') as Key
    assert.deepEqual(kid(1), kid(1))
    assert.notEqual(kid(1).x, kid(2).x)
  })

  test('tell of transactions only after someone has asked for them once', async () => {
    const plaid = playPlaid()
    const { public_token } = await plaid.call<{ public_token: string }>('/sandbox/public_token/create', {
      institution_id: 'ins_900001',
      initial_products: ['transactions'],
      options: { webhook: 'https://receiver.example/plaid' },
    })
    const { access_token, item_id } = await plaid.call<{ access_token: string; item_id: string }>(
      '/item/public_token/exchange',
      { public_token },
    )
    const toldItems = () => plaid.sent.map((it) => (JSON.parse(it.body) as { item_id: string }).item_id)
    plaid.control('create_transaction', { amount: 3 })
    assert.deepEqual(toldItems(), [PLAID_ITEM_ID])
    await plaid.call('/transactions/sync', { access_token })
    plaid.control('create_transaction', { amount: 3 })
    assert.equal(toldItems().filter((it) => it === item_id).length, 2)
  })

  test('say what was updated', () => {
    const plaid = playPlaid()
    plaid.control('create_transaction', { amount: 3 })
    assert.deepEqual(JSON.parse(only(plaid.sent).body), {
      webhook_type: 'TRANSACTIONS',
      webhook_code: 'SYNC_UPDATES_AVAILABLE',
      item_id: PLAID_ITEM_ID,
      initial_update_complete: true,
      historical_update_complete: true,
      environment: 'sandbox',
    })
  })

  test('tell of a login that is lost and repaired, and nothing of transactions in between', async () => {
    const plaid = playPlaid()
    plaid.act('reset_login')
    assert.deepEqual(plaid.news(), ['ERROR'])
    const { item } = await plaid.read<{ item: { error: { error_code: string } } }>('/item/get')
    assert.equal(item.error.error_code, 'ITEM_LOGIN_REQUIRED')
    const { error_code_reason } = await plaid.refused('/transactions/sync')
    assert.equal(error_code_reason, 'OAUTH_INVALID_TOKEN')
    plaid.act('repair_login')
    assert.deepEqual(plaid.news(), ['LOGIN_REPAIRED'])
    await plaid.read('/transactions/sync')
    await plaid.read('/sandbox/item/reset_login')
    assert.deepEqual(plaid.news(), ['ERROR'])
  })

  test('tell of a permission that is revoked for good', async () => {
    const plaid = playPlaid()
    plaid.act('revoke_permission')
    assert.deepEqual(plaid.news(), ['USER_PERMISSION_REVOKED'])
    assert.equal((await plaid.refused('/accounts/get')).error_code, 'USER_PERMISSION_REVOKED')
    assert.throws(() => plaid.act('repair_login'), /needs no login/)
  })

  for (const [action, code] of [
    ['expire_consent', 'PENDING_EXPIRATION'],
    ['announce_disconnect', 'PENDING_DISCONNECT'],
  ] as const) {
    test(`tell of access that ends, and when it has ended (${action})`, async () => {
      const plaid = playPlaid()
      plaid.act(action, { at: '2026-09-03T00:00:00Z' })
      assert.deepEqual(plaid.news(), [code])
      await plaid.read('/accounts/get')
      plaid.wait(2 * DAY)
      const { error_code, error_code_reason } = await plaid.refused('/accounts/get')
      assert.deepEqual([error_code, error_code_reason], ['ITEM_LOGIN_REQUIRED', 'OAUTH_CONSENT_EXPIRED'])
      assert.ok(plaid.news().includes('ERROR'))
    })
  }

  test('go to the item’s address, and nowhere when it has none', async () => {
    const plaid = playPlaid()
    await plaid.read('/item/webhook/update', { webhook: 'https://other.example/hook' })
    assert.deepEqual(plaid.news(), ['WEBHOOK_UPDATE_ACKNOWLEDGED'])
    await plaid.read('/sandbox/item/fire_webhook', { webhook_code: 'NEW_ACCOUNTS_AVAILABLE' })
    assert.deepEqual(plaid.news(), ['NEW_ACCOUNTS_AVAILABLE'])
    await plaid.read('/item/webhook/update', { webhook: null })
    plaid.control('create_transaction', { amount: 3 })
    assert.deepEqual(plaid.news(), [])
    for (const webhook_code of ['SYNC_UPDATES_AVAILABLE', 'NONSENSE']) {
      const { error_code } = await plaid.refused('/sandbox/item/fire_webhook', { webhook_code })
      assert.equal(error_code, 'SANDBOX_WEBHOOK_INVALID')
    }
  })
})

describe('a control action of the played Plaid', () => {
  test('refuses what it does not understand, in a sentence', () => {
    const { act } = playPlaid()
    for (const [action, input, said] of [
      ['nothing', {}, /there is no action nothing; there are create_transaction/],
      ['create_transaction', {}, /amount is missing/],
      ['create_transaction', { amount: '1.234' }, /amount must be an amount in dollars and cents/],
      ['create_transaction', { amount: 1, account: 'x' }, /there is no open account x/],
      ['create_transaction', { amount: 1, date: 'x' }, /date must be a day/],
      ['post_pending', { id: 'x' }, /there is no transaction x/],
      ['expire_consent', { at: 'x' }, /at must be an instant/],
      ['reset_login', { item: 'x' }, /there is no item x/],
      ['close_account', {}, /account is missing/],
    ] as const) {
      assert.throws(() => act(action, input), said)
    }
  })
})
