import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Fault } from '../../src/domain/errors.ts'
import { sourceHealth, type SourceStanding, type StreamStanding } from '../../src/sync/health.ts'

const now = new Date('2026-03-05T12:00:00Z')

const source: SourceStanding = {
  provider: 'QUICKBOOKS',
  reauthorize: null,
  pausedAt: null,
  disconnectedAt: null,
}
const stream: StreamStanding = {
  name: 'invoices',
  mode: 'REALTIME',
  status: 'LIVE',
  freshAsOf: '2026-03-05 11:59:30+00',
  lastSuccessAt: '2026-03-05 11:59:31+00',
  lastError: null,
}
const fault: Fault = {
  code: 'PROVIDER_UNAVAILABLE',
  message: 'QuickBooks does not answer.',
  actor: 'PROVIDER',
  retryable: true,
}

describe('the health of a source', () => {
  test('is good when its streams are fresh', () => {
    const bills = { ...stream, name: 'bills', freshAsOf: '2026-03-05 11:58:00+00' }
    assert.deepEqual(sourceHealth(source, [stream, bills], now), {
      status: 'HEALTHY',
      reason: null,
      actor: null,
      lastSuccessAt: '2026-03-05 11:59:31+00',
      lagSeconds: 120,
    })
  })

  test('says how far the first reading is', () => {
    const unread = { ...stream, name: 'bills', status: 'BACKFILLING' as const, freshAsOf: null }
    const health = sourceHealth(source, [stream, unread], now)
    assert.equal(health.status, 'SYNCING')
    assert.equal(health.reason, 'The first reading is under way: 1 of 2 streams are complete.')
    assert.equal(health.lagSeconds, null)
  })

  test('is degraded while a stream fails, and says which and whose move it is', () => {
    const health = sourceHealth(source, [stream, { ...stream, status: 'FAILED', lastError: fault }], now)
    assert.deepEqual(
      { status: health.status, reason: health.reason, actor: health.actor },
      {
        status: 'DEGRADED',
        reason: 'Not up to date: invoices. QuickBooks does not answer.',
        actor: 'PROVIDER',
      },
    )
  })

  test('is stale when nothing was read for five intervals', () => {
    const freshAsOf = '2026-03-05 11:54:50+00'
    const late = sourceHealth(source, [{ ...stream, freshAsOf }], now)
    assert.equal(late.status, 'STALE')
    assert.equal(late.actor, 'OPERATOR')
    // Tax rates are read whole and less often.
    assert.equal(sourceHealth(source, [{ ...stream, name: 'tax_rates', freshAsOf }], now).status, 'HEALTHY')
  })

  test('puts what the customer or the operator did before what the streams say', () => {
    const failing = [{ ...stream, status: 'FAILED' as const, lastError: fault }]
    const status = (also: Partial<SourceStanding>) =>
      sourceHealth({ ...source, ...also }, failing, now).status
    assert.equal(status({ reauthorize: { ...fault, code: 'REAUTHORIZE' } }), 'REAUTHORIZE')
    assert.equal(status({ pausedAt: '2026-03-01 00:00:00+00' }), 'PAUSED')
    assert.equal(
      status({ pausedAt: '2026-03-01 00:00:00+00', disconnectedAt: '2026-03-02 00:00:00+00' }),
      'DISCONNECTED',
    )
  })
})
