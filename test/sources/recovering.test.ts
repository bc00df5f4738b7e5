import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { FaultError, type Fault } from '../../src/domain/errors.ts'
import type { Auth, Provider } from '../../src/providers/provider.ts'
import { createHttpClient } from '../../src/providers/toolkit/http-client.ts'
import { HttpFailure, type HttpRequest } from '../../src/providers/toolkit/http.ts'
import { DeferError, INTERACTIVE, PATIENT, RestartError, STRESSED } from '../../src/sources/calls.ts'
import { withRecovery } from '../../src/sources/recovering.ts'
import { inTurn, json, startAnswering } from '../support/answering.ts'
import { standingClock } from '../support/clock.ts'

const server = await startAnswering()

const apiKey: Auth = { kind: 'apiKey', header: () => ({}) }
const oauth2: Auth = {
  kind: 'oauth2',
  urls: { authorize: '', token: '', revoke: '' },
  scopes: [],
  pkce: false,
  clientAuth: 'basic',
  override: () => ({ authorize: '', token: '', revoke: '' }),
  header: () => ({}),
}

function setUp({
  auth = apiKey,
  patience = PATIENT,
  classify,
}: { auth?: Auth; patience?: typeof PATIENT; classify?: Provider['classify'] } = {}) {
  const clock = standingClock()
  const meter = { calls: 0, retries: 0 }
  const renewed: Date[] = []
  const ended: Fault[] = []
  const outcomes: ('answered' | 'failed' | 'failed again')[] = []
  let inside = 0
  const provider: Provider = {
    code: 'STRIPE',
    name: 'The provider',
    auth,
    limits: [],
    endpoint: () => server.url,
    headers: {},
    streams: {},
    writes: [],
    ...(classify && { classify }),
  }
  const plain = createHttpClient({
    baseUrl: server.url,
    headers: {},
    authorize: () => Promise.resolve({ headers: {} }),
    timeoutMs: 1_000,
    maxBytes: 10_000,
    now: clock.now,
    requestId: 'request-1',
  })
  const http = withRecovery(plain, {
    provider,
    meter,
    patience,
    interactive: patience === INTERACTIVE,
    circuit: {
      enter: () => Promise.resolve(),
      succeeded: () => {
        outcomes.push('answered')
        return Promise.resolve()
      },
      failed: (_fault, counts) => {
        outcomes.push(counts ? 'failed' : 'failed again')
        return Promise.resolve(null)
      },
    },
    measure: () => Promise.resolve(),
    clock,
    enter: () => {
      inside += 1
      return Promise.resolve(() => {
        inside -= 1
      })
    },
    renew: (usedAt) => {
      renewed.push(usedAt)
      return Promise.resolve()
    },
    reconnect: (fault) => {
      ended.push(fault)
      return Promise.resolve()
    },
  })
  const thrown = async (request: HttpRequest = { path: '/a' }): Promise<unknown> => {
    const error: unknown = await http.request(request).then(
      () => assert.fail('the call should have failed'),
      (error: unknown) => error,
    )
    return error
  }
  return { http, clock, meter, renewed, ended, outcomes, thrown, inside: () => inside }
}

const ok = json(200, { ok: true })

describe('a call to a provider', () => {
  beforeEach(() => {
    server.requests = []
  })

  test('is tried again after a server error, with backoff that grows and is jittered', async () => {
    server.answer = inTurn(json(500, {}), json(502, {}), json(503, {}), ok)
    const { http, clock, meter } = setUp()
    assert.deepEqual((await http.request({ path: '/a' })).body, { ok: true })
    assert.deepEqual(clock.slept, [500, 1_000, 2_000])
    assert.deepEqual(meter, { calls: 4, retries: 3 })
  })

  test('gives up after five attempts, and says that the provider is unavailable', async () => {
    server.answer = json(500, {})
    const { thrown, meter, inside } = setUp()
    const error = await thrown()
    assert.ok(error instanceof FaultError)
    assert.equal(error.fault.code, 'PROVIDER_UNAVAILABLE')
    assert.ok(error.cause instanceof HttpFailure)
    assert.deepEqual([meter, inside()], [{ calls: 5, retries: 4 }, 0])
  })

  test('waits as long as Retry-After asks, and a little longer', async () => {
    server.answer = inTurn(json(429, {}, { 'retry-after': '7' }), ok)
    const { http, clock } = setUp()
    await http.request({ path: '/a' })
    assert.deepEqual(clock.slept, [7_350])
  })

  test('is not sent again at once where Retry-After asks for no time, or for one that has passed', async () => {
    for (const header of ['0', 'Thu, 05 Mar 2020 09:00:00 GMT']) {
      server.answer = inTurn(json(429, {}, { 'retry-after': header }), ok)
      const { http, clock } = setUp()
      await http.request({ path: '/a' })
      assert.deepEqual(clock.slept, [500])
    }
  })

  test('is put off when the provider asks for a long wait', async () => {
    server.answer = json(429, {}, { 'retry-after': '600' })
    const { thrown, clock } = setUp()
    const error = await thrown()
    assert.ok(error instanceof DeferError)
    assert.equal(error.fault.code, 'RATE_LIMITED')
    assert.equal(error.retryAt.toISOString(), '2026-03-05T09:10:30.000Z')
    assert.equal(error.fault.retryAt, '2026-03-05T09:10:30.000Z')
    assert.deepEqual(clock.slept, [])
  })

  test('is put off when many waits add up, and when the provider goes on throttling', async () => {
    server.answer = json(429, {}, { 'retry-after': '28' })
    const long = setUp()
    assert.ok((await long.thrown()) instanceof DeferError)
    assert.equal(long.clock.slept.length, 4)
    server.answer = json(429, {})
    const untold = setUp()
    assert.ok((await untold.thrown()) instanceof DeferError)
    assert.equal(untold.meter.calls, 5)
  })

  test('keeps someone who waits for the answer only shortly', async () => {
    server.answer = json(500, {})
    const { thrown, meter } = setUp({ patience: INTERACTIVE })
    await thrown()
    assert.equal(meter.calls, 2)
  })

  test('is tried for longer where the provider is under stress, and counts as no more failures', async () => {
    const failures = Array.from({ length: 30 }, () => json(504, {}))
    server.answer = inTurn(...failures, ok)
    const { http, clock, outcomes } = setUp({ patience: STRESSED })
    await http.request({ path: '/a' })
    assert.deepEqual(
      [
        outcomes.filter((it) => it === 'failed').length,
        outcomes.filter((it) => it === 'failed again').length,
      ],
      [5, 25],
    )
    assert.ok(Math.max(...clock.slept) <= 20_000)
    server.answer = json(504, {})
    const dead = setUp({ patience: STRESSED })
    const error = await dead.thrown()
    assert.ok(error instanceof FaultError)
    assert.deepEqual([error.fault.code, dead.meter.calls], ['PROVIDER_UNAVAILABLE', 40])
  })

  test('is tried for longer by four at most, so that a worker has places for others', async () => {
    server.answer = json(504, {})
    const calls = Array.from({ length: 7 }, () => setUp({ patience: STRESSED }))
    await Promise.all(calls.map((it) => it.thrown()))
    assert.deepEqual(
      calls.map((it) => it.meter.calls).sort((a, b) => a - b),
      [5, 5, 5, 40, 40, 40, 40],
    )
    const next = setUp({ patience: STRESSED })
    await next.thrown()
    assert.equal(next.meter.calls, 40, 'the places are free again')
  })

  test('is sent again with a new token, once', async () => {
    server.answer = inTurn(json(401, {}), ok)
    const { http, renewed, clock } = setUp({ auth: oauth2 })
    await http.request({ path: '/a' })
    assert.equal(renewed.length, 1)
    assert.deepEqual(clock.slept, [])
    server.answer = json(401, {})
    const refused = setUp({ auth: oauth2 })
    const error = await refused.thrown()
    assert.ok(error instanceof FaultError)
    assert.deepEqual([error.fault.code, error.fault.retryable], ['PROVIDER_UNAVAILABLE', true])
    assert.deepEqual([refused.renewed.length, refused.ended.length], [1, 0])
  })

  test('ends the grant when the provider says twice that the key is not good', async () => {
    server.answer = json(401, {})
    const { thrown, ended, meter } = setUp()
    const error = await thrown()
    assert.ok(error instanceof FaultError)
    assert.equal(error.fault.code, 'REAUTHORIZE')
    assert.deepEqual([ended.length, meter.calls], [1, 2])
    server.answer = inTurn(json(401, {}), ok)
    const once = setUp()
    await once.http.request({ path: '/a' })
    assert.equal(once.ended.length, 0)
  })

  test('is not tried again when the provider refuses it', async () => {
    server.answer = json(400, {})
    const { thrown, meter } = setUp()
    const error = await thrown()
    assert.ok(error instanceof FaultError)
    assert.deepEqual([error.fault.code, meter.calls], ['PROVIDER_REJECTED', 1])
  })

  test('leaves it to the adapter what a thing that does not exist means', async () => {
    server.answer = json(404, {})
    const error = await setUp().thrown()
    assert.ok(error instanceof HttpFailure)
    assert.equal(error.status, 404)
  })

  test('says when the position is no longer valid', async () => {
    server.answer = json(400, {})
    const { thrown } = setUp({ classify: () => ({ action: 'restart' }) })
    assert.ok((await thrown()) instanceof RestartError)
  })

  test('that writes is not sent twice unless that is safe or it was not carried out', async () => {
    server.answer = json(500, {})
    const unsafe = setUp()
    const error = await unsafe.thrown({ method: 'POST', path: '/a' })
    assert.ok(error instanceof FaultError)
    assert.deepEqual(
      [error.fault.code, error.fault.retryable, unsafe.meter.calls],
      ['OUTCOME_UNKNOWN', false, 1],
    )
    server.answer = inTurn(json(500, {}), ok)
    await setUp().http.request({ method: 'POST', path: '/a', safe: true })
    server.answer = inTurn(json(429, {}), ok)
    await setUp().http.request({ method: 'POST', path: '/a' })
  })

  test('recovers from a fault that came with status 200', async () => {
    server.answer = inTurn(json(200, { fault: true }), ok)
    const { http, meter } = setUp()
    const check: HttpRequest['check'] = ({ status, headers, body }) => {
      if (JSON.stringify(body).includes('fault')) {
        throw new HttpFailure('a fault', { kind: 'body', status, headers, body, method: 'GET', path: '/a' })
      }
    }
    assert.deepEqual((await http.request({ path: '/a', check })).body, { ok: true })
    assert.equal(meter.retries, 1)
  })
})
