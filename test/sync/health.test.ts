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
  expiresAt: null,
  circuit: null,
  events: null,
  workerSeenAt: '2026-03-05 11:59:59.5+00',
}
const stream: StreamStanding = {
  name: 'invoices',
  mode: 'REALTIME',
  status: 'LIVE',
  freshAsOf: '2026-03-05 11:59:30+00',
  lastSuccessAt: '2026-03-05 11:59:31+00',
  lastError: null,
  nextRunAt: '2026-03-05 12:00:30+00',
  running: false,
  rereadFailures: null,
  rereadError: null,
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
      circuit: 'CLOSED',
      nextTryAt: '2026-03-05T12:00:30.000Z',
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

  test('is degraded when a stream cannot be read whole again and again, though it is fresh', () => {
    const failing = (rereadFailures: number) =>
      sourceHealth(source, [stream, { ...stream, name: 'bills', rereadFailures, rereadError: fault }], now)
    assert.equal(failing(4).status, 'HEALTHY')
    const { status, reason, actor } = failing(5)
    assert.deepEqual(
      { status, reason, actor },
      {
        status: 'DEGRADED',
        reason: 'Up to date, but cannot be read whole: bills. QuickBooks does not answer.',
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

  test('is stale within seconds once no worker is seen any more, whatever else is wrong', () => {
    const silent = { ...source, workerSeenAt: '2026-03-05 11:59:44+00' }
    for (const it of [stream, { ...stream, status: 'FAILED' as const, lastError: fault }]) {
      const { status, reason, actor, nextTryAt } = sourceHealth(silent, [it], now)
      assert.deepEqual(
        [status, reason, actor, nextTryAt],
        ['STALE', 'Nothing is read: no worker has been at work since 11:59:44 UTC.', 'OPERATOR', null],
      )
    }
    assert.equal(sourceHealth({ ...silent, workerSeenAt: null }, [stream], now).status, 'HEALTHY', 'none yet')
  })

  test('is stale when a stream is due and nobody takes it up, or is never due again', () => {
    const health = (also: Partial<StreamStanding>) => sourceHealth(source, [{ ...stream, ...also }], now)
    for (const nextRunAt of ['2026-03-05 11:58:59+00', null]) {
      const { status, reason, actor } = health({ nextRunAt })
      assert.deepEqual(
        [status, reason, actor],
        ['STALE', 'Due to be read, and not taken up by any worker: invoices.', 'OPERATOR'],
      )
      assert.equal(health({ nextRunAt, running: true }).status, 'HEALTHY')
    }
    assert.equal(health({ nextRunAt: '2026-03-05 11:59:30+00' }).status, 'HEALTHY')
  })

  test('tells of webhooks that nobody works off, and of those that cannot be', () => {
    const health = (events: SourceStanding['events']) => {
      const { status, reason, actor } = sourceHealth({ ...source, events }, [stream], now)
      return [status, reason, actor]
    }
    const none = { dueSince: null, failingSince: null, fault: null }
    const healthy = ['HEALTHY', null, null]
    assert.deepEqual(health({ ...none, dueSince: '2026-03-05 11:58:30+00' }), [
      'STALE',
      'Changes that QuickBooks told of have waited for a worker since 11:58:30 UTC.',
      'OPERATOR',
    ])
    assert.deepEqual(health({ ...none, dueSince: '2026-03-05 11:59:58+00' }), healthy)
    assert.deepEqual(health({ ...none, failingSince: '2026-03-05 11:58:30+00', fault }), [
      'DEGRADED',
      'Changes that QuickBooks told of since 11:58:30 UTC could not be read yet. QuickBooks does not answer.',
      'PROVIDER',
    ])
    assert.deepEqual(health({ ...none, failingSince: '2026-03-05 11:59:50+00', fault }), healthy)
  })

  test('does not hide a stream that fails behind another one’s first reading', () => {
    const unread = { ...stream, name: 'bills', status: 'BACKFILLING' as const, freshAsOf: null }
    const failed = { ...stream, status: 'FAILED' as const, lastError: fault }
    assert.equal(sourceHealth(source, [failed, unread], now).status, 'DEGRADED')
  })

  test('says what a first reading waits for, where all that is left of it waits', () => {
    const waiting = {
      ...stream,
      name: 'bills',
      status: 'WAITING' as const,
      freshAsOf: null,
      lastError: fault,
    }
    const { status, reason, actor } = sourceHealth(source, [stream, waiting], now)
    assert.deepEqual(
      [status, reason, actor],
      [
        'SYNCING',
        'The first reading is put off: 1 of 2 streams are complete. QuickBooks does not answer.',
        'PROVIDER',
      ],
    )
    const going = { ...waiting, name: 'payments', status: 'BACKFILLING' as const }
    assert.equal(sourceHealth(source, [waiting, going], now).actor, null)
  })

  test('is not good where nothing is read at all', () => {
    assert.equal(sourceHealth(source, [], now).status, 'DEGRADED')
    assert.equal(sourceHealth(source, [{ ...stream, status: 'UNSUPPORTED' }], now).status, 'DEGRADED')
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

  test('says when a source that is left alone is asked again', () => {
    const circuit = { retryAt: '2026-03-05 12:00:45.5+00', failures: 8, ofProvider: false, fault }
    const waiting = {
      ...stream,
      status: 'WAITING' as const,
      lastError: fault,
      nextRunAt: '2026-03-05 12:00:46+00',
    }
    const health = sourceHealth({ ...source, circuit }, [stream, waiting], now)
    assert.deepEqual(
      [health.status, health.reason, health.actor, health.circuit, health.nextTryAt],
      [
        'DEGRADED',
        'QuickBooks failed 8 times in a row and is left alone until 12:00:45 UTC. QuickBooks does not answer.',
        'PROVIDER',
        'OPEN',
        '2026-03-05T12:00:46.000Z',
      ],
    )
    const seen = { workerSeenAt: '2026-03-05 12:00:45.5+00' }
    const later = sourceHealth(
      { ...source, ...seen, circuit },
      [stream, waiting],
      new Date('2026-03-05T12:00:46Z'),
    )
    assert.equal(later.circuit, 'HALF_OPEN')
    assert.equal(
      later.reason,
      'QuickBooks failed 8 times in a row and is now tried again. QuickBooks does not answer.',
    )
    const shared = sourceHealth(
      { ...source, circuit: { ...circuit, ofProvider: true, fault: null } },
      [stream],
      now,
    )
    assert.equal(
      shared.reason,
      'QuickBooks fails for most of its sources and is left alone until 12:00:45 UTC.',
    )
  })

  test('tells the next try of what is in trouble, now for what is due or being read, none where someone must act', () => {
    const failed = {
      ...stream,
      status: 'FAILED' as const,
      lastError: fault,
      nextRunAt: '2026-03-05 12:30:00+00',
    }
    const next = (streams: StreamStanding[], also: Partial<SourceStanding> = {}) =>
      sourceHealth({ ...source, ...also }, streams, now).nextTryAt
    assert.equal(next([stream, failed]), '2026-03-05T12:30:00.000Z')
    assert.equal(next([stream, { ...failed, running: true }]), now.toISOString())
    assert.equal(next([{ ...failed, nextRunAt: '2026-03-05 11:00:00+00' }]), now.toISOString())
    assert.equal(next([failed], { pausedAt: '2026-03-01 00:00:00+00' }), null)
  })

  test('is degraded while its provider is under stress', () => {
    const health = sourceHealth(source, [{ ...stream, mode: 'BATCH' }], now)
    assert.equal(health.status, 'DEGRADED')
    assert.match(health.reason ?? '', /^QuickBooks is slower than usual/)
  })
})

describe('access that ends by itself', () => {
  const ending = (expiresAt: string) => {
    const { status, reason, actor } = sourceHealth({ ...source, expiresAt }, [stream], now)
    return { status, reason, actor }
  }

  test('is no matter while there is time', () => {
    assert.equal(ending('2026-03-20 12:00:00+00').status, 'HEALTHY')
  })

  test('warns the customer two weeks before', () => {
    assert.deepEqual(ending('2026-03-19 11:00:00+00'), {
      status: 'DEGRADED',
      reason:
        'The access that the customer gave ends on 2026-03-19. Until then all is read; connect the source again before.',
      actor: 'CUSTOMER',
    })
  })

  test('is over at its instant, whether or not the provider was asked since', () => {
    assert.deepEqual(ending('2026-03-05 12:00:00+00'), {
      status: 'REAUTHORIZE',
      reason: 'The access that the customer gave ended on 2026-03-05. Connect the source again.',
      actor: 'CUSTOMER',
    })
  })
})
