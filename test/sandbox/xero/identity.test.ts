import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import {
  XERO_CLIENT_ID,
  XERO_INITIAL_REFRESH_TOKEN,
  XERO_SECOND_TENANT_ID,
} from '../../../src/sandbox/xero/credentials.ts'
import { NOW, openXero, type Row } from './client.ts'

const REDIRECT = 'http://127.0.0.1:4000/back'

describe("the played Xero's identity service", () => {
  test('gives a token of half an hour, and says when it is over', async () => {
    let now = NOW
    const { first, get } = await openXero({ now: () => now })
    assert.deepEqual([first.json.expires_in, first.json.token_type], [1800, 'Bearer'])
    assert.equal((await get('/Organisation')).status, 200)
    now = new Date(NOW.getTime() + 1_800_001)
    const over = await get('/Organisation')
    assert.deepEqual([over.status, over.json.Title], [401, 'Unauthorized'])
    assert.equal(over.json.Detail, 'TokenExpired: token expired at 11/02/2026 20:30:00')
  })

  test('takes the refresh token before the newest for half an hour more', async () => {
    let now = NOW
    const { refresh, first } = await openXero({ now: () => now })
    assert.notEqual(first.json.refresh_token, XERO_INITIAL_REFRESH_TOKEN)
    now = new Date(NOW.getTime() + 1_700_000)
    assert.equal((await refresh(XERO_INITIAL_REFRESH_TOKEN)).status, 200)
    now = new Date(NOW.getTime() + 1_900_000)
    const late = await refresh(XERO_INITIAL_REFRESH_TOKEN)
    assert.deepEqual([late.status, late.json], [400, { error: 'invalid_grant' }])
    assert.equal((await refresh(first.json.refresh_token)).status, 200)
  })

  test('knows the refresh tokens of an earlier start', async () => {
    const { first } = await openXero()
    const { refresh } = await openXero()
    assert.equal((await refresh(first.json.refresh_token)).status, 200)
    assert.equal((await refresh('XR7-sandbox-not-a-secret-0000000000000000')).status, 400)
  })

  test('knows its client', async () => {
    const { token } = await openXero()
    const answer = await token({ grant_type: 'refresh_token' }, { authorization: 'Basic eDp5' })
    assert.deepEqual([answer.status, answer.json], [400, { error: 'invalid_client' }])
  })

  test('asks a person, and gives the code for a token once, whose event is that of the connections', async () => {
    const { base, call, token, control } = await openXero()
    control('revoke_grant')
    const verifier = 'a-verifier-that-is-long-enough-for-rfc-7636-and-more'
    const asked = new URLSearchParams({
      ...{ response_type: 'code', client_id: XERO_CLIENT_ID, redirect_uri: REDIRECT, state: 'a&b' },
      scope: 'openid offline_access accounting.invoices.read',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    const page = await call(`${base}/identity/connect/authorize?${asked}`)
    const action = /action="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const decide = async (decision: string) => {
      const url = new URL(action, `${base}/identity/connect/authorize`)
      const answer = await call(url.href, { method: 'POST', body: new URLSearchParams({ decision }) })
      assert.equal(answer.status, 303)
      return new URL(answer.headers.get('location') ?? '').searchParams
    }
    assert.deepEqual(Object.fromEntries(await decide('deny')), { error: 'access_denied', state: 'a&b' })
    const given = await decide('approve')
    assert.equal(given.get('state'), 'a&b')
    const form = { grant_type: 'authorization_code', code: given.get('code') ?? '', redirect_uri: REDIRECT }
    const answer = await token({ ...form, code_verifier: verifier })
    assert.equal(answer.status, 200)
    assert.equal((await token({ ...form, code_verifier: verifier })).status, 400)
    const claims = JSON.parse(
      Buffer.from(String(answer.json.access_token).split('.')[1] ?? '', 'base64url').toString(),
    ) as Row
    const headers = { authorization: `Bearer ${String(answer.json.access_token)}` }
    const event = String(claims.authentication_event_id)
    const connections = await call(`${base}/connections?authEventId=${event}`, { headers })
    assert.equal((connections.json as unknown as Row[]).length, 2)
  })

  test('refuses a code without the verifier that it was asked with', async () => {
    const { base, call, token } = await openXero()
    const asked = new URLSearchParams({
      ...{ response_type: 'code', client_id: XERO_CLIENT_ID, redirect_uri: REDIRECT },
      ...{ code_challenge: 'x', code_challenge_method: 'S256' },
    })
    const answer = await call(`${base}/identity/connect/authorize?${asked}`, {
      method: 'POST',
      body: new URLSearchParams({ decision: 'approve' }),
    })
    const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
    assert.equal(
      (await token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT })).status,
      400,
    )
  })

  test('ends one connection, and with a revocation all access', async () => {
    const { base, call, headers, get, refresh, first, token } = await openXero()
    const connections = (await call(`${base}/connections`, { headers })).json as unknown as Row[]
    const small = connections.find((it) => it.tenantId === XERO_SECOND_TENANT_ID)
    const removed = await call(`${base}/connections/${String(small?.id)}`, { method: 'DELETE', headers })
    assert.equal(removed.status, 204)
    assert.equal((await get('/Organisation', { 'xero-tenant-id': XERO_SECOND_TENANT_ID })).status, 403)
    assert.equal((await get('/Organisation')).status, 200)
    const revoked = await call(`${base}/connect/revocation`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from('x:y').toString('base64')}` },
      body: new URLSearchParams({ token: 'x' }),
    })
    assert.equal(revoked.status, 400)
    assert.equal((await token({ grant_type: 'client_credentials' })).status, 400)
    assert.equal((await refresh(first.json.refresh_token)).status, 200)
  })

  test('loses everything when the grant is revoked, and only tokens when they expire', async () => {
    const { control, get, refresh, first } = await openXero()
    control('expire_tokens')
    assert.equal((await get('/Organisation')).status, 401)
    assert.equal((await refresh(first.json.refresh_token)).status, 200)
    control('revoke_grant')
    assert.equal((await refresh(first.json.refresh_token)).status, 400)
  })
})
