import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { classify } from '../../../src/providers/stripe/recovery.ts'
import { HttpFailure } from '../../../src/providers/toolkit/http.ts'

function after(status: number | null, error: object = {}, headers: Readonly<Record<string, string>> = {}) {
  const kind = status === null ? 'network' : 'status'
  return classify(
    new HttpFailure('it failed', {
      kind,
      status,
      headers,
      body: { error },
      method: 'GET',
      path: '/v1/charges',
    }),
  )
}

describe('after a failed call, Stripe', () => {
  test('is asked again when it says so, and not when it says no', () => {
    assert.deepEqual(after(500, {}, { 'stripe-should-retry': 'true' }), { action: 'retry' })
    assert.deepEqual(after(400, {}, { 'stripe-should-retry': 'true' }), { action: 'retry' })
    assert.deepEqual(after(500, {}, { 'stripe-should-retry': 'false' }), { action: 'reject' })
  })

  test('is left alone while it throttles, whatever it says of retries', () => {
    const limited = { code: 'rate_limit', type: 'invalid_request_error' }
    assert.deepEqual(after(429, limited), { action: 'wait' })
    assert.deepEqual(after(429, limited, { 'retry-after': '3' }), { action: 'wait', afterMs: 3000 })
    assert.deepEqual(after(429, limited, { 'stripe-should-retry': 'false' }), { action: 'wait' })
    assert.deepEqual(after(429, { code: 'lock_timeout' }), { action: 'retry' })
  })

  test('needs a new key when it refuses this one, and a person when the key lacks a permission', () => {
    assert.deepEqual(after(401, { type: 'invalid_request_error' }), { action: 'reconnect' })
    assert.deepEqual(after(403, { type: 'invalid_request_error' }), { action: 'reject' })
  })

  test('lacks one object, or the one that a listing was to go on from', () => {
    const missing = { code: 'resource_missing', type: 'invalid_request_error' }
    assert.deepEqual(after(404, { ...missing, param: 'id' }), { action: 'skip' })
    assert.deepEqual(after(400, { ...missing, param: 'starting_after' }), { action: 'restart' })
    assert.deepEqual(after(404, { ...missing, param: 'ending_before' }), { action: 'restart' })
  })

  test('still runs the first call of a key, or met the key with other parameters', () => {
    assert.deepEqual(after(409, { code: 'idempotency_key_in_use', type: 'idempotency_error' }), {
      action: 'retry',
    })
    assert.deepEqual(after(400, { type: 'idempotency_error' }), { action: 'reject' })
  })

  test('is judged by the default table in all else', () => {
    assert.equal(after(500), undefined)
    assert.equal(after(402, { type: 'card_error' }), undefined)
    assert.equal(after(404, { type: 'invalid_request_error' }), undefined)
    assert.equal(after(null), undefined)
  })
})
