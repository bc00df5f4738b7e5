import assert from 'node:assert/strict'
import { request } from 'node:http'
import { describe, test } from 'node:test'
import { getIntrospectionQuery } from 'graphql'
import { freshDatabase } from '../support/database.ts'
import { Data, startTestApi, type Answer } from './client.ts'
import { seedBooks, seedContact, seedInvoice } from './seed.ts'

const database = await freshDatabase()
const api = await startTestApi(database)
const books = await seedBooks(database.owner)
const authorization = `Bearer ${books.key}`

async function send(body: unknown, headers: Record<string, string> = {}) {
  const response = await api.post(body, { authorization, ...headers })
  const text = await response.text()
  assert.doesNotMatch(text, /\bat .*\.[tj]s:\d+/, 'a stack trace leaves')
  return { response, text, answer: JSON.parse(text) as Answer }
}

describe('bad input is answered with a code', () => {
  const cases: Readonly<Record<string, [unknown, string, RegExp]>> = {
    'a syntax error': [{ query: '{ invoices(' }, 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
    'an unknown field': [
      { query: '{ invoicez { id } }' },
      'GRAPHQL_VALIDATION_FAILED',
      /Cannot query field "invoicez"/,
    ],
    'a wrong literal': [
      { query: '{ invoices(first: "x") { totalCount } }' },
      'GRAPHQL_VALIDATION_FAILED',
      /Int cannot/,
    ],
    'a float for a decimal': [
      { query: '{ invoices(filter: { total: { min: 1.5 } }) { totalCount } }' },
      'GRAPHQL_VALIDATION_FAILED',
      /plain decimal number/,
    ],
    'a day that does not exist': [
      { query: '{ invoices(filter: { due: { to: "2026-02-30" } }) { totalCount } }' },
      'GRAPHQL_VALIDATION_FAILED',
      /a day that exists/,
    ],
    'a wrong variable': [
      { query: 'query ($n: Int!) { invoices(first: $n) { totalCount } }', variables: { n: 'x' } },
      'BAD_USER_INPUT',
      /Variable "\$n" got invalid value/,
    ],
    'a missing variable': [
      { query: 'query ($n: Int!) { invoices(first: $n) { totalCount } }' },
      'BAD_USER_INPUT',
      /Variable "\$n" of required type/,
    ],
    'an operation that is not there': [
      { query: 'query A { workspace { name } } query B { workspace { name } }', operationName: 'C' },
      'OPERATION_RESOLUTION_FAILURE',
      /operation/,
    ],
    'a search that is too long': [
      { query: `{ contacts(filter: { search: "${'x'.repeat(201)}" }) { totalCount } }` },
      'BAD_USER_INPUT',
      /filter: search: at most 200 characters/,
    ],
    'a text that no database keeps': [
      { query: '{ contacts(filter: { search: "\\u0000" }) { totalCount } }' },
      'BAD_USER_INPUT',
      /cannot be read/,
    ],
    'a negative age': [
      { query: '{ invoice(id: "x", maxAge: -1) { id } }' },
      'BAD_USER_INPUT',
      /0 or more seconds/,
    ],
    'a cursor of no feed': [
      { query: '{ changes(after: "x") { hasMore } }' },
      'BAD_USER_INPUT',
      /not a cursor/,
    ],
    'too many ids': [
      { query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: Array(201).fill('x') } },
      'BAD_USER_INPUT',
      /at most 200 ids/,
    ],
  }
  for (const [name, [body, code, message]] of Object.entries(cases)) {
    test(name, async () => {
      // Twice, because a query that comes again is compiled.
      for (let time = 0; time < 3; time++) {
        const { response, answer } = await send(body)
        assert.ok(response.status < 500, `${response.status} ${JSON.stringify(answer)}`)
        assert.equal(answer.errors?.[0]?.extensions.code, code)
        assert.match(answer.errors[0].message, message)
      }
    })
  }

  test('a body that is no GraphQL request', async () => {
    for (const body of ['', '{', '[]', '{}', '[{"query":"{__typename}"}]', '{"query":1}']) {
      const { response, answer } = await send(body)
      assert.ok(response.status < 500, `${body}: ${response.status}`)
      assert.ok(answer.errors?.[0]?.message)
    }
  })
})

describe('limits', () => {
  const nested = (depth: number): string => (depth === 0 ? 'id' : `parent { ${nested(depth - 1)} }`)

  test('twelve levels are fine, a hundred are not', async () => {
    const deep = (levels: number) => ({ query: `{ companies { nodes { ${nested(levels)} } } }` })
    assert.equal((await send(deep(9))).answer.errors, undefined)
    assert.equal((await send(deep(100))).answer.errors?.[0]?.extensions.code, 'QUERY_TOO_COMPLEX')
  })

  test('page sizes multiply', async () => {
    const wide = (first: number) => ({
      query: `{ contacts(first: ${first}) { nodes { invoices(first: ${first}) { nodes { id number lines { position } } } } } }`,
    })
    assert.equal((await send(wide(50))).answer.errors, undefined)
    assert.equal((await send(wide(200))).answer.errors?.[0]?.extensions.code, 'QUERY_TOO_COMPLEX')
  })

  test('aliases count, those of __typename too', async () => {
    const aliases = (field: string) => Array.from({ length: 1100 }, (_, n) => `a${n}: ${field}`).join(' ')
    const { answer } = await send({ query: `{ workspace { ${aliases('name')} } }` })
    assert.equal(answer.errors?.[0]?.extensions.code, 'QUERY_TOO_COMPLEX')
    const many = await send({ query: `{ ${aliases('__typename')} ${aliases('b: __typename')} }` })
    assert.ok(many.answer.errors?.[0]?.extensions.code)
  })

  test('a document has so many tokens at most, a body so many bytes', async () => {
    const { answer } = await send({ query: `{ workspace { ${'name '.repeat(6000)} } }` })
    assert.equal(answer.errors?.[0]?.extensions.code, 'GRAPHQL_PARSE_FAILED')
    const { response } = await send({ query: `#${'x'.repeat(1_000_001)}` })
    assert.equal(response.status, 413)
  })

  test('introspection works', async () => {
    const { answer } = await send({ query: getIntrospectionQuery() })
    assert.equal(answer.errors, undefined)
    assert.ok(new Data(answer.data).list('__schema.types').length > 50)
  })
})

describe('a fault of ours', () => {
  test('is told by its request id only, and leaves the rest of the answer', async () => {
    const own = await seedBooks(database.owner)
    await seedInvoice(own, 'invoices/1')
    await database.owner.sql`delete from raw_records where workspace_id = ${own.workspaceId}`
    const query =
      '{ workspace { name } invoice: invoices { nodes { provenance { remoteId } } } node(id: "x") { id } contacts { nodes { provenance { via } } } }'
    await seedContact(own, 'customers/1')
    await database.owner.sql`delete from raw_records where workspace_id = ${own.workspaceId}`
    for (let time = 0; time < 3; time++) {
      const { response, answer } = await send(
        { query },
        { authorization: `Bearer ${own.key}`, 'x-request-id': 'ask-me-7' },
      )
      assert.equal(response.headers.get('x-request-id'), 'ask-me-7')
      const internal = answer.errors?.find((it) => it.extensions.code === 'INTERNAL_SERVER_ERROR')
      assert.equal(internal?.message, 'Internal error, request ask-me-7.')
    }
  })
})

test('a request gets an id of ours where it brings none that is fit', async () => {
  const plain = await send({ query: '{ workspace { name } }' })
  assert.match(plain.response.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
  const odd = await send({ query: '{ workspace { name } }' }, { 'x-request-id': 'a b"c' })
  assert.match(odd.response.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/)
})

test('GET reads, and never writes', async () => {
  const get = (query: string) =>
    fetch(`${api.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { authorization, accept: 'application/json' },
    })
  const answer = (await (await get('{ workspace { name } }')).json()) as Answer
  assert.deepEqual(answer.data, { workspace: { name: 'Harbour' } })
  const refused = await get('mutation { requestSync(input: { sourceId: "x" }) { userErrors { code } } }')
  assert.equal(refused.status, 405)
})

test('health is answered without a key, and other paths are nothing', async () => {
  assert.equal((await fetch(`${api.url}/healthz`)).status, 200)
  assert.equal((await fetch(`${api.url}/readyz`)).status, 200)
  assert.equal((await fetch(`${api.url}/`)).status, 404)
  assert.equal((await fetch(`${api.url}/webhooks/nobody`, { method: 'POST', body: '{}' })).status, 404)
  assert.equal((await fetch(`${api.url}/webhooks/stripe`)).status, 405)
})

test('a body that is not JSON is refused with a sentence', async () => {
  const headers = { authorization, 'content-type': 'text/plain' }
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers,
    body: '{ workspace { name } }',
  })
  assert.equal(response.status, 415)
  const { errors } = (await response.json()) as {
    errors: { message: string; extensions: { code: string } }[]
  }
  assert.match(errors[0]?.message ?? '', /^Send the request as JSON/)
  assert.equal(errors[0]?.extensions.code, 'BAD_USER_INPUT')
})

test('a body without a length is refused', async () => {
  const status = await new Promise((resolve, reject) => {
    const call = request(`${api.url}/graphql`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
    })
    call.on('response', (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    call.on('error', reject)
    call.write('{"query":')
    call.end('"{ workspace { name } }"}')
  })
  assert.equal(status, 411)
})
