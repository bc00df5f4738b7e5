import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  QUICKBOOKS_CLIENT_ID,
  QUICKBOOKS_CLIENT_SECRET,
  QUICKBOOKS_INITIAL_REFRESH_TOKEN,
} from '../../../src/sandbox/quickbooks/credentials.ts'
import { NOW, openQuickBooks } from './client.ts'

const INVALID_GRANT = { error_description: 'Token invalid', error: 'invalid_grant' }

describe('tokens', () => {
  test('a refresh gives a new pair, and the refresh token before it dies once the new one is used', async () => {
    const { first, refresh } = await openQuickBooks()
    assert.equal(first.json.token_type, 'bearer')
    assert.equal(first.json.expires_in, 3600)
    assert.ok(first.json.x_refresh_token_expires_in > 0)
    assert.notEqual(first.json.refresh_token, QUICKBOOKS_INITIAL_REFRESH_TOKEN)

    const lost = await refresh(QUICKBOOKS_INITIAL_REFRESH_TOKEN)
    assert.equal(lost.status, 200, 'its answer may have been lost, so the old one is still good')
    const second = await refresh(lost.json.refresh_token)
    assert.equal(second.status, 200)
    const late = await refresh(QUICKBOOKS_INITIAL_REFRESH_TOKEN)
    assert.equal(late.status, 400)
    assert.deepEqual(late.json, INVALID_GRANT)
  })

  test('a refresh token of an earlier start of the sandbox is known again', async () => {
    const before = await openQuickBooks()
    const again = await before.refresh(before.first.json.refresh_token)
    const after = await openQuickBooks()
    assert.equal((await after.refresh(again.json.refresh_token)).status, 200)
    assert.equal((await after.refresh('RT9-sandbox-not-a-secret-0000000000000000')).status, 400)
  })

  test('an access token ends after its lifetime, or on demand, with a 401 in the lower-case envelope', async () => {
    let now = NOW
    const quickbooks = await openQuickBooks({ now: () => now })
    assert.equal((await quickbooks.get('/preferences')).status, 200)
    now = new Date(NOW.getTime() + 3_600_000)
    const { status, json, headers } = await quickbooks.get('/preferences')
    assert.equal(status, 401)
    assert.deepEqual(
      [json.fault.type, json.fault.error[0].code, typeof json.time, json.cdcresponse],
      ['AUTHENTICATION', '3200', 'number', []],
    )
    assert.match(headers.get('www-authenticate') ?? '', /error="invalid_token"/)

    const other = await openQuickBooks()
    await other.control('quickbooks/expire_tokens', {})
    assert.equal((await other.get('/preferences')).status, 401)
    assert.equal((await other.refresh(other.first.json.refresh_token)).status, 200)
  })

  test('a client must say who it is, in the header or in the form', async () => {
    const { token } = await openQuickBooks()
    const form = { grant_type: 'refresh_token', refresh_token: QUICKBOOKS_INITIAL_REFRESH_TOKEN }
    assert.equal((await token(form, {})).status, 401)
    const inForm = { client_id: QUICKBOOKS_CLIENT_ID, client_secret: QUICKBOOKS_CLIENT_SECRET }
    assert.equal((await token({ ...form, ...inForm }, {})).status, 200)
    assert.equal((await token({ grant_type: 'password' })).json.error, 'unsupported_grant_type')
  })

  test('a consent leads back with code, state and realmId; the code is good once', async () => {
    const { base, call, token } = await openQuickBooks()
    const redirect = 'http://127.0.0.1:9/callback'
    const ask = new URLSearchParams({
      client_id: QUICKBOOKS_CLIENT_ID,
      response_type: 'code',
      scope: 'com.intuit.quickbooks.accounting',
      redirect_uri: redirect,
      state: 'a&b',
    })
    const page = await call(`${base}/connect/oauth2?${ask}`)
    const link = /id="approve" href="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const approved = await call(new URL(link, `${base}/connect/`).href)
    assert.equal(approved.status, 302)
    const back = new URL(approved.headers.get('location') ?? '')
    assert.equal(back.searchParams.get('state'), 'a&b')
    assert.equal(back.searchParams.get('realmId'), '9341450000000001')

    const form = {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code') ?? '',
      redirect_uri: redirect,
    }
    assert.equal((await token(form)).status, 200)
    assert.deepEqual((await token(form)).json, INVALID_GRANT)

    const deny = await call(`${base}/connect/oauth2?${ask}&decision=deny`)
    assert.match(deny.headers.get('location') ?? '', /error=access_denied/)
    ask.set('client_id', 'somebody else')
    assert.equal((await call(`${base}/connect/oauth2?${ask}`)).status, 400)
  })

  test('a revoked grant ends every token until the next consent', async () => {
    const quickbooks = await openQuickBooks()
    await quickbooks.control('quickbooks/revoke_grant', {})
    assert.equal((await quickbooks.get('/preferences')).status, 401)
    assert.deepEqual((await quickbooks.refresh(quickbooks.first.json.refresh_token)).json, INVALID_GRANT)
  })

  test('another company is out of reach, and every answer has a request id', async () => {
    const { base, call, first } = await openQuickBooks()
    const { status, headers } = await call(`${base}/v3/company/42/preferences`, {
      headers: { authorization: `Bearer ${first.json.access_token}`, accept: 'application/json' },
    })
    assert.equal(status, 403)
    assert.match(headers.get('intuit_tid') ?? '', /^[0-9a-f-]{36}$/)
  })
})
