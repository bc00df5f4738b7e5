import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hubspot } from '../../../src/providers/hubspot/index.ts'
import { GrantEndedError, renewAccess } from '../../../src/sources/refresh.ts'
import { json, startAnswering } from '../../support/answering.ts'

const NOW = new Date('2026-03-05T09:00:00Z')
const SECRETS = {
  kind: 'oauth2',
  accessToken: 'sandbox-not-a-secret-old',
  accessExpiresAt: '2026-03-05T08:00:00Z',
  refreshToken: 'sandbox-not-a-secret-refresh',
  refreshExpiresAt: null,
} as const

const server = await startAnswering()

const renew = () =>
  renewAccess(SECRETS, {
    provider: hubspot,
    app: { clientId: 'app-1', clientSecret: 'sandbox-not-a-secret-app', webhookSecrets: [] },
    override: server.url,
    remoteId: '48213377',
    requestId: 'request-1',
    now: () => NOW,
  })

describe('HubSpot’s access token', () => {
  test('is renewed with the app’s secret in the body, and the refresh token stays', async () => {
    server.answer = json(200, {
      token_type: 'bearer',
      access_token: 'sandbox-not-a-secret-new',
      refresh_token: SECRETS.refreshToken,
      hub_id: 48213377,
      expires_in: 1800,
    })
    assert.deepEqual(await renew(), {
      ...SECRETS,
      accessToken: 'sandbox-not-a-secret-new',
      accessExpiresAt: '2026-03-05T09:30:00.000Z',
    })
    const { method, path, body, headers } = server.requests.at(-1) ?? assert.fail()
    assert.deepEqual([method, path, headers.authorization], ['POST', '/oauth/v3/token', undefined])
    assert.deepEqual(Object.fromEntries(new URLSearchParams(body)), {
      grant_type: 'refresh_token',
      refresh_token: SECRETS.refreshToken,
      client_id: 'app-1',
      client_secret: 'sandbox-not-a-secret-app',
    })
  })

  test('is not renewed any more once the customer removed the app', async () => {
    server.answer = json(400, {
      status: 'BAD_REFRESH_TOKEN',
      message: 'missing or invalid refresh token',
      correlationId: 'correlation-1',
    })
    await assert.rejects(renew(), (error) => {
      assert.ok(error instanceof GrantEndedError)
      assert.deepEqual([error.fault.code, error.fault.actor], ['REAUTHORIZE', 'CUSTOMER'])
      return true
    })
  })

  test('that is refused for the app’s own secret is no matter of the customer’s', async () => {
    server.answer = json(400, { status: 'BAD_CLIENT_SECRET', message: 'missing or invalid client secret' })
    await assert.rejects(renew(), /Check DAYBOOK_HUBSPOT_CLIENT_ID and DAYBOOK_HUBSPOT_CLIENT_SECRET/)
  })
})
