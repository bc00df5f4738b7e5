import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { HUBSPOT_CLIENT_ID, HUBSPOT_REFRESH_TOKEN } from '../../../src/sandbox/hubspot/credentials.ts'
import { NOW, openHubSpot } from './client.ts'

const REDIRECT = 'http://127.0.0.1:4000/back'
const VERIFIER = 'a-verifier-that-is-long-enough-for-rfc-7636-and-more'

/** What the address of the app gets after a person's decision. */
async function decide(
  { base, call }: Awaited<ReturnType<typeof openHubSpot>>,
  decision: string,
  scope = 'oauth crm.objects.contacts.read',
): Promise<URLSearchParams> {
  const asked = new URLSearchParams({
    ...{ client_id: HUBSPOT_CLIENT_ID, redirect_uri: REDIRECT, state: 'a&b', scope },
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const page = await call(`${base}/oauth/authorize?${asked}`)
  assert.equal(page.status, 200)
  const action = /action="([^"]+)"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const url = new URL(action, `${base}/oauth/authorize`)
  const answer = await call(url.href, { method: 'POST', body: new URLSearchParams({ decision }) })
  assert.equal(answer.status, 302)
  return new URL(answer.headers.get('location') ?? '').searchParams
}

describe("the played HubSpot's OAuth", () => {
  test('gives tokens of half an hour, and the same refresh token again', async () => {
    const { first } = await openHubSpot()
    const { access_token, scopes, hub_id, user_id, ...rest } = first.json
    assert.deepEqual(rest, {
      ...{ token_type: 'bearer', refresh_token: HUBSPOT_REFRESH_TOKEN },
      ...{ token_use: 'access_token', expires_in: 1800 },
    })
    assert.ok(String(access_token).length > 300)
    assert.equal(typeof hub_id, 'number')
    assert.equal(typeof user_id, 'number')
    assert.ok((scopes as string[]).includes('crm.objects.invoices.read'))
  })

  test('says when a token is over, and that one is missing', async () => {
    let now = NOW
    const { base, call, get } = await openHubSpot({ now: () => now })
    assert.equal((await get('/account-info/v3/details')).status, 200)
    now = new Date(NOW.getTime() + 1_801_000)
    const over = await get('/account-info/v3/details')
    assert.deepEqual([over.status, over.json.category], [401, 'EXPIRED_AUTHENTICATION'])
    assert.equal(over.json.correlationId, over.headers.get('x-hubspot-correlation-id'))
    const none = await call(`${base}/crm/v3/objects/contacts`)
    assert.deepEqual([none.status, none.json.category], [401, 'INVALID_AUTHENTICATION'])
  })

  test('asks a person, and gives one token set for the code, whose verifier fits', async () => {
    const hubspot = await openHubSpot()
    assert.deepEqual(Object.fromEntries(await decide(hubspot, 'deny')), {
      ...{ error: 'access_denied', error_description: 'The user denied access.', state: 'a&b' },
    })
    const exchange = (code: string | null, verifier = VERIFIER) =>
      hubspot.oauth('v3/token', {
        ...{ grant_type: 'authorization_code', code: code ?? '', redirect_uri: REDIRECT },
        code_verifier: verifier,
      })
    const given = await decide(hubspot, 'approve')
    assert.equal(given.get('state'), 'a&b')
    const set = await exchange(given.get('code'))
    assert.equal(set.status, 200)
    assert.deepEqual(set.json.scopes, ['oauth', 'crm.objects.contacts.read'])
    const again = await exchange(given.get('code'))
    assert.deepEqual([again.status, again.json.status], [400, 'BAD_AUTH_CODE'])
    const another = await decide(hubspot, 'approve')
    assert.equal((await exchange(another.get('code'), 'another-verifier')).status, 400)
  })

  test('lets an app do what it was allowed, and names what it was not', async () => {
    const hubspot = await openHubSpot()
    const given = await decide(hubspot, 'approve')
    const set = await hubspot.oauth('v1/token', {
      ...{ grant_type: 'authorization_code', code: given.get('code') ?? '', redirect_uri: REDIRECT },
      code_verifier: VERIFIER,
    })
    const headers = { authorization: `Bearer ${String(set.json.access_token)}` }
    const read = (type: string) => hubspot.call(`${hubspot.base}/crm/v3/objects/${type}`, { headers })
    assert.equal((await read('contacts')).status, 200)
    const refused = await read('invoices')
    assert.equal(refused.status, 403)
    assert.deepEqual(refused.json, {
      ...{ status: 'error', category: 'MISSING_SCOPES', correlationId: refused.json.correlationId },
      message: 'This oauth-token requires all of [crm.objects.invoices.read]',
    })
  })

  test('refuses what the app is not registered for', async () => {
    const { base, call, oauth } = await openHubSpot()
    const asked = new URLSearchParams({ client_id: 'x', redirect_uri: REDIRECT, scope: 'oauth' })
    assert.equal((await call(`${base}/oauth/authorize?${asked}`)).status, 400)
    assert.equal((await oauth('v1/token', { client_id: 'x' })).json.status, 'BAD_CLIENT_ID')
    assert.equal((await oauth('v1/token', { client_secret: 'x' })).json.status, 'BAD_CLIENT_SECRET')
    assert.equal((await oauth('v1/token', { grant_type: 'password' })).json.status, 'BAD_GRANT_TYPE')
  })

  test('loses everything when the app is removed, and only tokens when they expire', async () => {
    const { control, get, refresh } = await openHubSpot()
    control('expire_tokens')
    assert.equal((await get('/crm/v3/owners')).json.category, 'EXPIRED_AUTHENTICATION')
    assert.equal((await refresh()).status, 200)
    control('revoke_grant')
    const refused = await refresh()
    assert.deepEqual(
      [refused.status, refused.json],
      [400, { status: 'BAD_REFRESH_TOKEN', message: 'missing or invalid refresh token' }],
    )
  })

  test('tells of a token whether it is good, and takes back a refresh token', async () => {
    const { first, oauth, refresh, get } = await openHubSpot()
    const introspect = (token: unknown) => oauth('v3/introspect', { token: String(token) })
    assert.equal((await introspect(first.json.access_token)).json.active, true)
    assert.deepEqual((await introspect('x')).json, { active: false })
    assert.equal((await oauth('v3/revoke', { token: HUBSPOT_REFRESH_TOKEN })).status, 200)
    assert.equal((await refresh()).status, 400)
    assert.equal((await get('/crm/v3/owners')).status, 401)
  })
})
