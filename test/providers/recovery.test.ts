import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { providers } from '../../src/providers/registry.ts'
import type { Provider, Recovery } from '../../src/providers/provider.ts'
import { recover, toFault } from '../../src/providers/recovery.ts'
import { retryAfterMs } from '../../src/providers/toolkit/retry-after.ts'
import { HttpFailure, type FailureKind } from '../../src/providers/toolkit/http.ts'

const now = new Date('2026-03-05T09:00:00Z')
const apiKey: Pick<Provider, 'auth'> = { auth: { kind: 'apiKey', header: () => ({}) } }
const oauth2: Pick<Provider, 'auth'> = {
  auth: {
    kind: 'oauth2',
    urls: { authorize: '', token: '', revoke: '' },
    scopes: [],
    pkce: false,
    clientAuth: 'basic',
    override: () => ({ authorize: '', token: '', revoke: '' }),
    header: () => ({}),
  },
}

function failure(
  status: number | null,
  facts: { kind?: FailureKind; headers?: Record<string, string>; body?: unknown } = {},
) {
  return new HttpFailure(`GET /invoices answered ${status ?? 'nothing'}`, {
    kind: facts.kind ?? 'status',
    status,
    headers: facts.headers ?? {},
    body: facts.body ?? null,
    method: 'GET',
    path: '/invoices',
  })
}

describe('recovery', () => {
  test('follows the table of statuses', () => {
    const table: [number, Recovery['action']][] = [
      [302, 'reject'],
      [400, 'reject'],
      [403, 'reject'],
      [404, 'skip'],
      [409, 'retry'],
      [410, 'skip'],
      [422, 'reject'],
      [429, 'wait'],
      [500, 'retry'],
      [502, 'retry'],
      [503, 'retry'],
    ]
    assert.deepEqual(
      table.map(([status]) => [status, recover(apiKey, failure(status), now).action]),
      table,
    )
  })

  test('tries again what no answer or no JSON came from', () => {
    for (const kind of ['timeout', 'network', 'body'] as const) {
      assert.deepEqual(recover(apiKey, failure(null, { kind }), now), { action: 'retry' })
    }
  })

  test('answers 401 with a new token where there are tokens, else with the customer', () => {
    assert.deepEqual(recover(oauth2, failure(401), now), { action: 'refresh' })
    assert.deepEqual(recover(apiKey, failure(401), now), { action: 'reconnect' })
  })

  test('reads Retry-After as seconds and as a date', () => {
    assert.equal(retryAfterMs('7', now), 7_000)
    assert.equal(retryAfterMs('Thu, 05 Mar 2026 09:01:30 GMT', now), 90_000)
    assert.equal(retryAfterMs('Thu, 05 Mar 2026 08:00:00 GMT', now), 0)
    for (const neither of ['soon', '1.5', '-5', '2026-03-05']) {
      assert.equal(retryAfterMs(neither, now), undefined, neither)
    }
    const headers = { 'retry-after': '7' }
    assert.deepEqual(recover(apiKey, failure(429, { headers }), now), { action: 'wait', afterMs: 7_000 })
    assert.deepEqual(recover(apiKey, failure(503, { headers }), now), { action: 'wait', afterMs: 7_000 })
  })

  test('lets the provider decide first', () => {
    const provider = { ...apiKey, classify: () => ({ action: 'restart' }) as const }
    assert.deepEqual(recover(provider, failure(400), now), { action: 'restart' })
  })
})

test('every provider that throttles may ask to wait in seconds or until a date', () => {
  for (const provider of providers.filter((it) => it.auth.kind !== 'file')) {
    for (const asks of ['90', 'Thu, 05 Mar 2026 09:01:30 GMT']) {
      const headers = { date: now.toUTCString(), 'retry-after': asks }
      const recovery = recover(provider, failure(429, { headers }), now)
      assert.deepEqual(recovery, { action: 'wait', afterMs: 90_000 }, `${provider.code} ${asks}`)
    }
  }
})

describe('a fault', () => {
  test('names the provider, whose move it is, and what the provider said', () => {
    const body = {
      error: { type: 'invalid_request_error', code: 'parameter_missing', message: 'Missing: limit.' },
    }
    const refused = failure(400, { body, headers: { 'request-id': 'req_1' } })
    assert.deepEqual(toFault('Stripe', refused, { action: 'reject' }, now), {
      code: 'PROVIDER_REJECTED',
      message: 'Stripe refused GET /invoices. It says: Missing: limit.',
      actor: 'OPERATOR',
      retryable: false,
      providerError: {
        status: 400,
        code: 'parameter_missing',
        message: 'Missing: limit.',
        requestId: 'req_1',
      },
    })
  })

  test('reads both of QuickBooks’ envelopes and OAuth’s', () => {
    const bodies = [
      { Fault: { Error: [{ Message: 'Short', Detail: 'Long', code: '3200' }], type: 'AUTHENTICATION' } },
      { fault: { error: [{ message: 'Short', detail: 'Long', code: '3200', element: null }] }, time: 1 },
      { error: 'invalid_grant', error_description: 'Token invalid' },
    ]
    const errors = bodies.map(
      (body) => toFault('X', failure(400, { body }), { action: 'reject' }, now).providerError,
    )
    assert.deepEqual(
      errors.map((it) => [it?.code, it?.message]),
      [
        ['3200', 'Long'],
        ['3200', 'Long'],
        ['invalid_grant', 'Token invalid'],
      ],
    )
  })

  test('tells when to come back', () => {
    const fault = toFault('Stripe', failure(429), { action: 'wait', afterMs: 30_000 }, now)
    assert.deepEqual(
      [fault.code, fault.actor, fault.retryable, fault.retryAt],
      ['RATE_LIMITED', 'PROVIDER', true, '2026-03-05T09:00:30.000Z'],
    )
  })

  test('sends the customer to connect again, and says when access does not suffice', () => {
    const ended = toFault('Stripe', failure(401), { action: 'reconnect' }, now)
    assert.deepEqual([ended.code, ended.actor], ['REAUTHORIZE', 'CUSTOMER'])
    const denied = toFault('Stripe', failure(403), { action: 'reject' }, now)
    assert.deepEqual([denied.code, denied.actor], ['FORBIDDEN', 'CUSTOMER'])
  })
})
