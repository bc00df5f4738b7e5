import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { recover } from '../../../src/providers/recovery.ts'
import { HttpFailure } from '../../../src/providers/toolkit/http.ts'
import { xero } from '../../../src/providers/xero/index.ts'

function after(status: number, body: unknown = null, headers: Readonly<Record<string, string>> = {}) {
  const path = '/api.xro/2.0/Invoices'
  return recover(
    xero,
    new HttpFailure('it failed', { kind: 'status', status, headers, body, method: 'GET', path }),
  )
}

describe('after a failed call, Xero', () => {
  test('is left alone for as long as it says', () => {
    const headers = { 'retry-after': '45', 'x-rate-limit-problem': 'minute' }
    assert.deepEqual(after(429, null, headers), { action: 'wait', afterMs: 45_000 })
    const day = { 'retry-after': '50400', 'x-rate-limit-problem': 'day' }
    assert.deepEqual(after(429, null, day), { action: 'wait', afterMs: 50_400_000 })
  })

  test('is left alone for as long as the limit takes that it names', () => {
    const wait = (problem: string) => after(429, 'Rate Limit Exceeded', { 'x-rate-limit-problem': problem })
    for (const problem of ['minute', 'Minute', 'appminute', 'app minute']) {
      assert.deepEqual(wait(problem), { action: 'wait', afterMs: 60_000 }, problem)
    }
    for (const problem of ['day', 'Daily']) {
      assert.deepEqual(wait(problem), { action: 'wait', afterMs: 3_600_000 }, problem)
    }
    // Soon over: a moment will do.
    assert.deepEqual([wait('concurrent'), wait('new'), after(429)], Array(3).fill({ action: 'wait' }))
  })

  test('is asked with a new token when this one has expired', () => {
    const expired = {
      Title: 'Unauthorized',
      Status: 401,
      Detail: 'TokenExpired: token expired at 03/05/2026 17:12:44',
    }
    assert.deepEqual(after(401, expired), { action: 'refresh' })
    assert.deepEqual(after(401, 'Unauthorized'), { action: 'refresh' })
  })

  test('is not asked again for what the customer was never asked to allow', () => {
    const unscoped = { Type: null, Title: 'Unauthorized', Status: 401, Detail: 'AuthorizationUnsuccessful' }
    assert.deepEqual(after(401, unscoped), { action: 'reject' })
  })

  test('has to be connected anew once the organisation is no longer connected', () => {
    const gone = { title: 'Forbidden', status: 403, detail: 'AuthenticationUnsuccessful', instance: 'x' }
    assert.deepEqual(after(403, gone), { action: 'reconnect' })
    const capital = { Type: null, Title: 'Forbidden', Status: 403, Detail: 'AuthenticationUnsuccessful' }
    assert.deepEqual(after(403, capital), { action: 'reconnect' })
    assert.deepEqual(after(403, '<html>'), { action: 'reject' })
  })

  test('has nothing there when it says so, in whatever form', () => {
    assert.deepEqual(after(404, "The resource you're looking for cannot be found"), { action: 'skip' })
    assert.deepEqual(after(404, '<ApiException/>'), { action: 'skip' })
  })

  test('is judged by the default table in all else', () => {
    assert.deepEqual(after(400, { ErrorNumber: 16, Type: 'QueryParseException' }), { action: 'reject' })
    assert.deepEqual(after(500), { action: 'retry' })
    assert.deepEqual(after(503, null, { 'retry-after': '9' }), { action: 'wait', afterMs: 9000 })
  })
})

describe('Xero’s access', () => {
  test('is asked for at Xero, or all at the address that takes its place', () => {
    assert.deepEqual(xero.auth.override('http://127.0.0.1:9/xero'), {
      authorize: 'http://127.0.0.1:9/xero/identity/connect/authorize',
      token: 'http://127.0.0.1:9/xero/connect/token',
      revoke: 'http://127.0.0.1:9/xero/connect/revocation',
    })
    assert.equal(xero.endpoint(), 'https://api.xero.com')
  })

  test('is by granular scopes, to read only, and lasts beyond the visit', () => {
    assert.ok(xero.auth.scopes.includes('offline_access'))
    assert.ok(xero.auth.scopes.every((it) => it === 'offline_access' || it.endsWith('.read')))
    assert.ok(!xero.auth.scopes.some((it) => it.startsWith('accounting.transactions')))
  })
})
