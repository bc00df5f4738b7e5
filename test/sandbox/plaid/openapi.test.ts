import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openApi } from '../../support/openapi.ts'
import { CLIENT, KNOWN, playPlaid } from './support.ts'

const DESCRIPTION = fileURLToPath(new URL('../../../../shared/specs/plaid/2020-09-14.yml', import.meta.url))
const skip = existsSync(DESCRIPTION) ? false : 'the official descriptions are not here'

describe('the played Plaid, held against the official description:', { skip }, () => {
  const plaid = playPlaid({ scale: 0.1 })
  const described = skip === false ? openApi(DESCRIPTION, { openEnums: true }) : null

  /** The call and its answer are as described; what it answered. */
  async function holds(
    path: string,
    body: Record<string, unknown>,
    expected = 200,
  ): Promise<Record<string, unknown>> {
    assert.ok(described)
    assert.deepEqual(described.request({ method: 'POST', path, body }), [])
    const { status, body: text } = await plaid.request('POST', path, JSON.stringify(body))
    assert.equal(status, expected, text)
    const answer = JSON.parse(text) as Record<string, unknown>
    assert.deepEqual(described.response({ method: 'POST', path, status, body: answer }), [])
    return answer
  }

  const calls: readonly [path: string, body?: Record<string, unknown>][] = [
    ['/item/get'],
    ['/accounts/get'],
    ['/accounts/balance/get'],
    ['/transactions/refresh'],
    ['/item/webhook/update', { webhook: 'https://receiver.example/plaid' }],
    ['/sandbox/item/fire_webhook', { webhook_code: 'SYNC_UPDATES_AVAILABLE' }],
    ['/transactions/sync', { count: 500, options: { include_original_description: true } }],
  ]
  for (const [path, body] of calls) {
    test(path, async () => {
      await holds(path, { ...KNOWN, ...body })
    })
  }

  test('every page of /transactions/sync, and what changed', async () => {
    let cursor = ''
    let page: Record<string, unknown>
    do {
      page = await holds('/transactions/sync', { ...KNOWN, cursor, count: 200 })
      cursor = String(page['next_cursor'])
    } while (page['has_more'] === true)
    const made = plaid.control('create_transaction', { amount: 4, pending: true })
    plaid.control('modify_transaction', { id: plaid.transactions()[0]?.transaction_id, name: 'Other' })
    const { added, modified } = await holds('/transactions/sync', { ...KNOWN, cursor })
    assert.equal((added as unknown[]).length + (modified as unknown[]).length, 2)
    plaid.control('remove_transaction', { id: made.transaction_id })
    await holds('/transactions/sync', { ...KNOWN, cursor: String(page['next_cursor']) })
  })

  test('linking, from the token to the removal', async () => {
    const asked = {
      ...{ client_name: 'Daybook', language: 'en', country_codes: ['US'], products: ['transactions'] },
      user: { client_user_id: 'workspace-1' },
      hosted_link: { completion_redirect_uri: 'https://app.example/done' },
    }
    const { link_token, hosted_link_url } = await holds('/link/token/create', { ...CLIENT, ...asked })
    const path = new URL(String(hosted_link_url)).pathname.replace('/plaid', '')
    await holds('/link/token/get', { ...CLIENT, link_token })
    await plaid.request('POST', path, 'institution_id=ins_900001&decision=agree')
    await holds('/link/token/get', { ...CLIENT, link_token })
    const { public_token } = await holds('/sandbox/public_token/create', {
      ...CLIENT,
      institution_id: 'ins_900001',
      initial_products: ['transactions'],
    })
    const { access_token } = await holds('/item/public_token/exchange', { ...CLIENT, public_token })
    await holds('/transactions/sync', { ...CLIENT, access_token })
    await holds('/item/get', { ...CLIENT, access_token })
    const { new_access_token } = await holds('/item/access_token/invalidate', { ...CLIENT, access_token })
    await holds('/item/remove', { ...CLIENT, access_token: new_access_token })
    await holds('/item/get', { ...CLIENT, access_token: new_access_token }, 400)
  })

  test('a link that was refused', async () => {
    const asked = {
      ...{ client_name: 'Daybook', language: 'en', country_codes: ['US'], products: ['transactions'] },
      ...{ user: { client_user_id: 'workspace-1' }, hosted_link: {} },
    }
    const { link_token, hosted_link_url } = await holds('/link/token/create', { ...CLIENT, ...asked })
    await plaid.request(
      'POST',
      new URL(String(hosted_link_url)).pathname.replace('/plaid', ''),
      'decision=refuse',
    )
    await holds('/link/token/get', { ...CLIENT, link_token })
  })

  test('the institution, and the key of webhooks', async () => {
    const options = { include_optional_metadata: true }
    const asked = { ...CLIENT, institution_id: 'ins_900001', country_codes: ['US'], options }
    await holds('/institutions/get_by_id', asked)
    const { kid } = plaid.act('rotate_keys') as { kid: string }
    await holds('/webhook_verification_key/get', { ...CLIENT, key_id: kid })
    plaid.act('rotate_keys')
    await holds('/webhook_verification_key/get', { ...CLIENT, key_id: kid })
  })

  test('refusals, also those that are answered in its place', async () => {
    await holds('/accounts/get', { ...KNOWN, secret: 'wrong' }, 400)
    await holds('/sandbox/item/reset_login', KNOWN)
    await holds('/accounts/get', KNOWN, 400)
    await holds('/item/get', KNOWN)
    for (const status of [401, 429, 500, 503]) {
      const answer = plaid.provider.failure?.(status)
      assert.equal(answer?.status, status)
      const body: unknown = JSON.parse(answer.body)
      assert.deepEqual(described?.response({ method: 'POST', path: '/item/get', status, body }), [])
    }
  })
})
