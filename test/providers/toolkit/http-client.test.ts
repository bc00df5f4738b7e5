import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { createHttpClient, type CallFacts } from '../../../src/providers/toolkit/http-client.ts'
import { HttpFailure, type HttpRequest } from '../../../src/providers/toolkit/http.ts'
import { json, startAnswering } from '../../support/answering.ts'

const server = await startAnswering()
const other = await startAnswering()

const client = (also: Partial<Parameters<typeof createHttpClient>[0]> = {}) =>
  createHttpClient({
    baseUrl: `${server.url}/v3`,
    headers: { 'x-version': '7' },
    authorize: () => Promise.resolve({ headers: { authorization: 'Bearer test-not-a-secret' } }),
    timeoutMs: 2_000,
    maxBytes: 10_000,
    now: () => new Date('2026-03-05T09:00:00Z'),
    requestId: 'request-1',
    ...also,
  })

async function failureOf(request: HttpRequest, also = {}): Promise<HttpFailure> {
  const outcome = await client(also)
    .request(request)
    .catch((error: unknown) => error)
  assert.ok(outcome instanceof HttpFailure, String(outcome))
  return outcome
}

describe('the HTTP client', () => {
  beforeEach(() => {
    server.requests = []
    server.answer = json(200, {})
  })

  test('keeps every digit of the numbers in an answer', async () => {
    server.answer = (_, response) => response.end('{"small":7,"amount":12.10,"large":12345678901234567890}')
    const { body } = await client().request({ path: '/invoices' })
    assert.equal(JSON.stringify(body), '{"small":7,"amount":12.10,"large":12345678901234567890}')
  })

  test('sends path, repeated query parameters, headers, credentials and the request id', async () => {
    await client().request({ path: '/invoices', query: { id: ['a', 'b'], limit: 5, after: undefined } })
    const [received] = server.requests
    assert.equal(received?.path, '/v3/invoices')
    assert.equal(received.query.toString(), 'id=a&id=b&limit=5')
    assert.equal(received.headers['authorization'], 'Bearer test-not-a-secret')
    assert.equal(received.headers['x-version'], '7')
    assert.equal(received.headers['x-request-id'], 'request-1')
  })

  test('sends JSON, forms and text as what they are', async () => {
    const http = client()
    await http.request({ method: 'POST', path: '/a', json: { n: 1 } })
    await http.request({ method: 'POST', path: '/a', form: { q: 'a b&c' } })
    await http.request({ method: 'POST', path: '/a', text: { body: 'select 1', contentType: 'text/plain' } })
    assert.deepEqual(
      server.requests.map((it) => [it.headers['content-type'], it.body]),
      [
        ['application/json', '{"n":1}'],
        ['application/x-www-form-urlencoded', 'q=a+b%26c'],
        ['text/plain', 'select 1'],
      ],
    )
    await assert.rejects(http.request({ method: 'POST', path: '/a', json: {}, form: {} }), TypeError)
  })

  test('turns a refusal into a failure with status, headers and parsed body, without the query', async () => {
    server.answer = json(429, { error: { code: 'slow' } }, { 'retry-after': '7' })
    const failure = await failureOf({ path: '/invoices', query: { token: 'not-for-logs' } })
    assert.deepEqual(
      [failure.kind, failure.status, failure.headers['retry-after'], failure.body, failure.path],
      ['status', 429, '7', { error: { code: 'slow' } }, '/invoices'],
    )
    assert.equal(failure.message, 'GET /invoices answered 429')
    assert.ok(!JSON.stringify(failure).includes('not-for-logs'))
  })

  test('takes HTML, cut JSON, broken UTF-8 and nothing at all for a bad body', async () => {
    for (const body of [
      '<html>Down for maintenance</html>',
      '{"data":[1,',
      Buffer.from([0x22, 0xff, 0x22]),
      '',
    ]) {
      server.answer = (_, response) => response.end(body)
      assert.equal((await failureOf({ path: '/a' })).kind, 'body')
    }
    server.answer = (_, response) => response.end('<html>Down for maintenance</html>')
    assert.equal((await failureOf({ path: '/a' })).body, '<html>Down for maintenance</html>')
  })

  test('lets an answer of 204 be empty', async () => {
    server.answer = (_, response) => response.writeHead(204).end()
    assert.equal((await client().request({ method: 'DELETE', path: '/a' })).body, null)
  })

  test('gives the whole exchange one deadline, the body included', async () => {
    server.answer = (_, response) => {
      response.writeHead(200).write('{"slow":')
    }
    assert.equal((await failureOf({ path: '/a', timeoutMs: 60 })).kind, 'timeout')
    server.answer = () => undefined
    assert.equal((await failureOf({ path: '/a', timeoutMs: 60 })).kind, 'timeout')
  })

  test('takes a cut connection and a closed port for a network failure', async () => {
    server.answer = (_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"a":', () => response.destroy())
    }
    assert.equal((await failureOf({ path: '/a' })).kind, 'network')
    const closed = await failureOf({ path: '/a' }, { baseUrl: 'http://127.0.0.1:1' })
    assert.deepEqual([closed.kind, closed.status], ['network', null])
  })

  test('stops reading an answer that is too large', async () => {
    server.answer = (_, response) => response.end(JSON.stringify('x'.repeat(20_000)))
    const failure = await failureOf({ path: '/a' })
    assert.equal(failure.kind, 'body')
    assert.match(failure.message, /larger than 10000 bytes/)
  })

  test('never follows a redirect, and never leaves its origin', async () => {
    other.requests = []
    server.answer = (_, response) => response.writeHead(302, { location: `${other.url}/steal` }).end()
    const failure = await failureOf({ path: '/a' })
    assert.deepEqual([failure.kind, failure.status], ['status', 302])
    await assert.rejects(client({ baseUrl: server.url }).request({ path: '@127.0.0.1:1/steal' }), TypeError)
    await assert.rejects(client({ baseUrl: server.url }).request({ path: 'invoices' }), TypeError)
    assert.equal(other.requests.length, 0)
  })

  test('treats what a check throws as the failure of the call', async () => {
    const facts: CallFacts[] = []
    const failure = await failureOf(
      {
        path: '/a',
        check: ({ status, headers, body }) => {
          throw new HttpFailure('a fault', {
            kind: 'status',
            status,
            headers,
            body,
            method: 'GET',
            path: '/a',
          })
        },
      },
      { onCall: (it: CallFacts) => facts.push(it) },
    )
    assert.equal(failure.message, 'a fault')
    assert.equal(facts[0]?.failure, 'status')
  })

  test('tells of each call what may be logged', async () => {
    const facts: CallFacts[] = []
    const http = client({ onCall: (it) => facts.push(it) })
    await http.request({ path: '/a', query: { token: 'not-for-logs' } })
    assert.deepEqual(facts, [
      { method: 'GET', path: '/a', status: 200, failure: null, durationMs: 0, requestId: 'request-1' },
    ])
  })

  test('rejects with the reason of the signal that ends it', async () => {
    server.answer = () => undefined
    const controller = new AbortController()
    const call = client({ signal: controller.signal }).request({ path: '/a' })
    controller.abort(new Error('the worker stops'))
    await assert.rejects(call, /the worker stops/)
  })
})
