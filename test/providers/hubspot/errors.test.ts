import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hubspot } from '../../../src/providers/hubspot/index.ts'
import { recover, toFault } from '../../../src/providers/recovery.ts'
import { HttpFailure } from '../../../src/providers/toolkit/http.ts'

const failure = (status: number, body: unknown = null, headers: Record<string, string> = {}) =>
  new HttpFailure(`GET /crm/v3/objects/invoices answered ${status}`, {
    ...{ kind: 'status', status, headers, body, method: 'GET', path: '/crm/v3/objects/invoices' },
  })

const after = (...told: Parameters<typeof failure>) => recover(hubspot, failure(...told))

const limited = (policyName?: string) => ({
  status: 'error',
  message: 'You have reached your limit.',
  errorType: 'RATE_LIMIT',
  policyName,
})

describe('a call that HubSpot refuses', () => {
  test('for too many calls waits as long as is told, else as long as that limit lasts', () => {
    const wait = (afterMs: number) => ({ action: 'wait', afterMs })
    assert.deepEqual(after(429, limited('TEN_SECONDLY_ROLLING'), { 'retry-after': '4' }), wait(4_000))
    assert.deepEqual(after(429, limited('TEN_SECONDLY_ROLLING')), wait(10_000))
    assert.deepEqual(after(429, limited('SECONDLY')), wait(1_000))
    assert.deepEqual(after(429, limited('DAILY')), wait(3_600_000))
    assert.deepEqual(after(429, limited()), { action: 'wait' })
    assert.deepEqual(after(429, '<html>Too many requests</html>'), { action: 'wait' })
  })

  test('for a moment is sent again', () => {
    assert.deepEqual(after(423), { action: 'wait', afterMs: 2_000 })
    assert.deepEqual(after(477, null, { 'retry-after': '60' }), { action: 'wait', afterMs: 60_000 })
    assert.deepEqual(after(477), { action: 'wait' })
    for (const status of [500, 502, 503, 504, 524]) assert.deepEqual(after(status), { action: 'retry' })
  })

  test('for its token is sent again with a new one', () => {
    assert.deepEqual(after(401, { category: 'EXPIRED_AUTHENTICATION' }), { action: 'refresh' })
    assert.deepEqual(after(530), { action: 'refresh' })
  })

  test('for a scope that was not given is not, and says so', () => {
    const message = 'This oauth-token requires all of [crm.objects.invoices.read]'
    const refused = failure(403, { status: 'error', category: 'MISSING_SCOPES', message })
    assert.deepEqual(recover(hubspot, refused), { action: 'reject' })
    const fault = toFault('HubSpot', refused, { action: 'reject' })
    assert.deepEqual([fault.code, fault.actor], ['FORBIDDEN', 'CUSTOMER'])
    assert.match(fault.message, /requires all of \[crm.objects.invoices.read\]/)
  })

  test('as not found is never taken for a deleted record', () => {
    for (const body of [null, '<html></html>', { category: 'OBJECT_NOT_FOUND' }]) {
      assert.deepEqual(after(404, body), { action: 'reject' })
    }
  })

  test('with a refresh token that is no longer good has the customer connect anew', () => {
    const ended = { status: 'BAD_REFRESH_TOKEN', message: 'missing or invalid refresh token' }
    assert.deepEqual(after(400, ended), { action: 'reconnect' })
    assert.deepEqual(after(400, { status: 'error', category: 'VALIDATION_ERROR' }), { action: 'reject' })
  })
})
