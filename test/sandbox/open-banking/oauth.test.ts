import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import type { SandboxResponse } from '../../../src/sandbox/kit/provider.ts'
import { OPEN_BANKING_CLIENT_ID } from '../../../src/sandbox/open-banking/credentials.ts'
import { codeOf, playBank, type PlayedBank } from './support.ts'

const BACK = 'https://app.example/back'
const VERIFIER = 'sandbox-not-a-secret-verifier-of-43-characters'
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')

interface Asked {
  bank: PlayedBank
  consentId: string
  server: Record<string, string>
  ask: (more?: Record<string, string>, decision?: string) => Promise<SandboxResponse>
  token: (form: Record<string, string>) => Promise<SandboxResponse>
}

async function askConsent(): Promise<Asked> {
  const bank = playBank()
  bank.control('set_dialect', { approach: 'oauth' })
  const { consentId, _links } = await bank.get<{
    consentId: string
    _links: Record<string, { href: string }>
  }>('/v1/consents', {
    method: 'POST',
    headers: { 'psu-ip-address': '192.0.2.7', 'tpp-redirect-uri': BACK },
    body: {
      access: { allPsd2: 'allAccounts' },
      ...{ recurringIndicator: true, validUntil: '2026-12-01', frequencyPerDay: 4 },
      combinedServiceIndicator: false,
    },
  })
  const server = await bank.get<Record<string, string>>(_links['scaOAuth']?.href ?? '')
  const ask: Asked['ask'] = async (more = {}, decision) => {
    const url = new URL(server['authorization_endpoint'] ?? '')
    const query = {
      ...{ response_type: 'code', client_id: OPEN_BANKING_CLIENT_ID, redirect_uri: BACK, state: 's' },
      ...{ scope: `AIS:${consentId}`, code_challenge: CHALLENGE, code_challenge_method: 'S256', ...more },
    }
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    if (decision === undefined) return await bank.call(url.href)
    return await bank.call(url.href, { method: 'POST', body: `decision=${decision}` })
  }
  const token: Asked['token'] = async (form) =>
    await bank.call(server['token_endpoint'] ?? '', {
      method: 'POST',
      body: new URLSearchParams({ client_id: OPEN_BANKING_CLIENT_ID, ...form }).toString(),
    })
  return { bank, consentId, server, ask, token }
}

const back = ({ headers }: SandboxResponse) => new URL(headers?.['location'] ?? '').searchParams
const exchange = (code: string, more: Record<string, string> = {}) => ({
  ...{ grant_type: 'authorization_code', code, redirect_uri: BACK, code_verifier: VERIFIER, ...more },
})
const answer = ({ body }: SandboxResponse) => JSON.parse(body) as Record<string, string>

async function agreed(it: Asked): Promise<string> {
  return back(await it.ask({}, 'agree')).get('code') ?? ''
}

describe('the authorization server of the played bank', () => {
  test('is found with its whole address only', async () => {
    const { bank, server } = await askConsent()
    assert.match(server['issuer'] ?? '', /\/oauth$/)
    assert.equal((await bank.call('/oauth/.well-known/oauth-authorization-server')).status, 404)
  })

  test('asks the customer, and sends a code or a refusal back', async () => {
    const it = await askConsent()
    assert.match((await it.ask()).body, /<form method="post">/)
    const refusal = back(await it.ask({}, 'refuse'))
    assert.deepEqual([refusal.get('error'), refusal.get('state')], ['access_denied', 's'])
    assert.equal((await it.ask({}, 'agree')).status, 409)
    const other = await askConsent()
    const agreement = back(await other.ask({}, 'agree'))
    assert.deepEqual([agreement.get('iss'), agreement.get('state')], [other.server['issuer'], 's'])
  })

  test('asks for no other client, scope or kind of proof', async () => {
    const it = await askConsent()
    for (const more of [
      { client_id: 'other' },
      { scope: 'AIS:none' },
      { scope: 'openid' },
      { code_challenge_method: 'plain' },
      { code_challenge: '' },
      { response_type: 'token' },
    ]) {
      assert.equal((await it.ask(more)).status, 400, JSON.stringify(more))
    }
  })

  test('gives tokens for a code once, to who proves to have asked', async () => {
    for (const wrong of [
      { code_verifier: 'another' },
      { redirect_uri: 'https://other.example' },
      { code: 'x' },
    ]) {
      const it = await askConsent()
      const refused = await it.token(exchange(await agreed(it), wrong))
      assert.deepEqual([refused.status, answer(refused)['error']], [400, 'invalid_grant'])
    }
    const it = await askConsent()
    const code = await agreed(it)
    assert.equal((await it.token(exchange(code, { client_secret: 'wrong' }))).status, 401)
    const given = answer(await it.token(exchange(code)))
    assert.deepEqual([given['token_type'], given['expires_in']], ['Bearer', 600])
    assert.equal((await it.token(exchange(code))).status, 400)
  })

  test('opens accounts by a token of their consent, and by each refresh token once', async () => {
    const it = await askConsent()
    const first = answer(await it.token(exchange(await agreed(it))))
    const read = async (token?: string) =>
      await it.bank.call('/v1/accounts', {
        headers: {
          ...{ 'consent-id': it.consentId, 'psu-ip-address': '192.0.2.7' },
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
      })
    assert.equal(codeOf(await read()), '401 TOKEN_UNKNOWN')
    assert.equal(codeOf(await read('another')), '401 TOKEN_INVALID')
    assert.equal((await read(first['access_token'])).status, 200)
    it.bank.wait(1 / 96)
    assert.equal(codeOf(await read(first['access_token'])), '401 TOKEN_EXPIRED')
    const refresh = async (token: string) =>
      await it.token({ grant_type: 'refresh_token', refresh_token: token })
    const second = answer(await refresh(first['refresh_token'] ?? ''))
    assert.equal((await read(second['access_token'])).status, 200)
    assert.equal((await refresh(first['refresh_token'] ?? '')).status, 400)
    assert.equal((await refresh(second['refresh_token'] ?? '')).status, 200)
  })
})
