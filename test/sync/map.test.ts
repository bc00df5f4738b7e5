import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import type { Provider, SourceFacts, Stream } from '../../src/providers/provider.ts'
import { text } from '../../src/providers/toolkit/exact.ts'
import { mapRecords } from '../../src/sync/map.ts'

const raw = z.looseObject({ Id: text, Name: text })
const rates: Stream<z.infer<typeof raw>> = {
  entity: 'TAX_RATE',
  raw,
  deletions: 'none',
  incremental: false,
  fields: {},
  // eslint-disable-next-line require-yield
  async *pages() {
    return Promise.reject(new Error('not read here'))
  },
  id: (it) => it.Id,
  updatedAt: () => null,
  map: (it) => ({
    records: [
      { type: 'TAX_RATE', key: `rates/${it.Id}`, name: it.Name, code: null, rate: null, active: true },
    ],
  }),
}
const provider: Provider = {
  code: 'QUICKBOOKS',
  name: 'The provider',
  auth: { kind: 'file' },
  limits: [],
  endpoint: () => '',
  headers: {},
  streams: { rates },
  writes: [],
}
const facts: SourceFacts = { remoteId: 'x', environment: 'SANDBOX', baseCurrency: null }

const map = (input: string) => {
  const { accepted, refused } = mapRecords(input, provider, 'rates', facts)
  return { keys: accepted.map((it) => it.key), refused }
}

const isNamed = (it: unknown): it is { by: string } => typeof it === 'object' && it !== null && 'by' in it

const a = '{"Id":"a","Name":"Full","Lines":[{"Id":"inner","Name":"x"}],"Ref":{"value":"1"}}'
const b = '{"Id":"b","Name":"Half"}'
const bad = '{"Id":"c","Lines":[{"Amount":1}],"Ref":{"value":"1"}}'

describe('mapping raw records', () => {
  test('takes an array, one object, JSON lines, and nothing', () => {
    for (const input of [`[${a},${b}]`, `${a}\n${b}`, `\n${a}\r\n\n${b}\r\n`, `\uFEFF[${a},${b}]`]) {
      assert.deepEqual(map(input), { keys: ['rates/a', 'rates/b'], refused: [] })
    }
    assert.deepEqual(map(JSON.stringify(JSON.parse(a), null, 2)), { keys: ['rates/a'], refused: [] })
    for (const nothing of ['', ' \n', '[]']) assert.deepEqual(map(nothing), { keys: [], refused: [] })
  })

  test('finds the records in the provider’s own answers', () => {
    const answers = [
      `{"headers":{"date":"x"},"requestIdentity":{"method":"GET"},"response":{"data":[${a},${b}]}}`,
      `{"statusCode":200,"headers":{},"body":[${a},${b}]}`,
      `{"object":"list","data":[${a},${b}],"has_more":false,"url":"/v1/rates"}`,
      `{"QueryResponse":{"Rate":[${a},${b}],"startPosition":1,"maxResults":2},"time":"2026-03-05T09:12:44Z"}`,
      `{"CDCResponse":[{"QueryResponse":[{"Rate":[${a}],"startPosition":1},{"Rate":[${b}]}]}],"time":"x"}`,
      `[{"Rate":${a},"time":"x"},{"Rate":${b},"time":"x"}]`,
      `{"Rate":${a},"time":"x"}\n{"Rate":${b},"time":"x"}`,
    ]
    for (const answer of answers) assert.deepEqual(map(answer), { keys: ['rates/a', 'rates/b'], refused: [] })
    assert.deepEqual(map('{"object":"list","data":[],"has_more":false}'), { keys: [], refused: [] })
    assert.deepEqual(map('{"QueryResponse":{},"time":"x"}'), { keys: [], refused: [] })
  })

  test('takes what an adapter knows to be an answer as the adapter does', () => {
    const stream = {
      ...rates,
      inAnswer: (it: unknown) => (isNamed(it) ? [{ Id: it.by, Name: 'Full' }] : null),
    }
    const { accepted } = mapRecords(
      `[{"by":"x","Rate":[${a}]},{"Rate":${b}}]`,
      { ...provider, streams: { rates: stream } },
      'rates',
      facts,
    )
    assert.deepEqual(
      accepted.map((it) => it.key),
      ['rates/x', 'rates/b'],
    )
  })

  test('refuses with the record’s place, id and reasons, and maps the rest', () => {
    const refused = [{ index: 1, id: 'c', reasons: [reason('Name')] }]
    assert.deepEqual(map(`[${a},${bad},${b}]`), { keys: ['rates/a', 'rates/b'], refused })
    assert.deepEqual(map(`{"QueryResponse":{"Rate":[${a},${bad},${b}]}}`), {
      keys: ['rates/a', 'rates/b'],
      refused,
    })
  })

  test('does not mistake what is inside a broken record for records', () => {
    const nameless = '{"Name":7,"Lines":[{"Id":"inner","Name":"x"}],"Ref":{"value":"1"}}'
    const { keys, refused } = map(nameless)
    assert.deepEqual([keys, refused.length], [[], 1])
  })

  test('names the line that is not JSON', () => {
    const { keys, refused } = map(`${a}\n{"Id":\n${b}`)
    assert.deepEqual(keys, ['rates/a', 'rates/b'])
    assert.equal(refused[0]?.index, 1)
    assert.match(refused[0].reasons[0] ?? '', /^Line 2 is not JSON: /)
    assert.match(map(`[${a},\n${b}`).refused[0]?.reasons[0] ?? '', /is not JSON/)
    assert.match(map('<html>').refused[0]?.reasons[0] ?? '', /^The input is not JSON: /)
  })

  test('refuses what is no object', () => {
    assert.equal(map('[1,"x",null]').refused.length, 3)
  })
})

const reason = (field: string) => `The record cannot be read: ${field}: is missing`
