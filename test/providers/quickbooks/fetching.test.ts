import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from '../../../src/providers/provider.ts'
import { HttpFailure } from '../../../src/providers/toolkit/http.ts'
import { InMemoryCompany, rows } from './in-memory-company.ts'
import { SOURCE, streams, type StreamName } from './mapping.ts'

const NOW = new Date('2026-03-05T17:00:01.500Z')
const idsFrom = (from: number, to: number) => rows(from, to).map(({ Id }) => Id)

describe('asking QuickBooks for single records', () => {
  const fetchIds = (company: InMemoryCompany, stream: StreamName, ids: readonly string[]) =>
    streams[stream].fetch?.({ source: SOURCE, http: company, now: NOW }, ids)

  test('finds them in a few queries and says which are gone', async () => {
    const company = new InMemoryCompany('Invoice', rows(1, 150), NOW)
    company.rows.push({ Id: '151', status: 'Deleted', MetaData: { LastUpdatedTime: '2026-03-01T00:00:00Z' } })
    const fetched = await fetchIds(company, 'invoices', [...idsFrom(1, 152), '1'])
    assert.equal(fetched?.records.length, 150)
    assert.deepEqual(fetched.missingIds, ['151', '152'])
    assert.equal(company.requests.length, 2)
    assert.match(
      company.requests[0] ?? '',
      /^SELECT \* FROM Invoice WHERE Id IN \('1', '2', .* MAXRESULTS 100$/,
    )
  })

  test('finds inactive names', async () => {
    const company = new InMemoryCompany(
      'Vendor',
      rows(1, 1).map((row) => ({ ...row, Active: false })),
      NOW,
    )
    assert.deepEqual((await fetchIds(company, 'vendors', ['1']))?.missingIds, [])
  })

  test('lets no id out of its quotes', async () => {
    const company = new InMemoryCompany('Invoice', [], NOW)
    await fetchIds(company, 'invoices', [`1') OR ('\\`])
    assert.equal(company.requests[0], `SELECT * FROM Invoice WHERE Id IN ('1\\') OR (\\'\\\\') MAXRESULTS 1`)
  })

  test('for none asks nothing', async () => {
    const company = new InMemoryCompany('Invoice', [], NOW)
    assert.deepEqual(await fetchIds(company, 'invoices', []), { records: [], missingIds: [], fetchedAt: NOW })
    assert.deepEqual(company.requests, [])
  })
})

describe('an answer of QuickBooks that is none', () => {
  const answering = (body: unknown) => ({
    request: (request: Parameters<InMemoryCompany['request']>[0]) => {
      const response = { status: 200, headers: { intuit_tid: 't-1' }, body, sentAt: NOW }
      request.check?.(response)
      return Promise.resolve(response)
    },
  })
  const failureOf = async (body: unknown, stream: StreamName = 'invoices') => {
    const http = answering(body)
    const pages = streams[stream].pages({ source: SOURCE, http, checkpoint: null, now: NOW })
    const failure: unknown = await pages[Symbol.asyncIterator]()
      .next()
      .catch((error: unknown) => error)
    assert.ok(failure instanceof HttpFailure)
    return failure
  }

  test('fails the call when it is a fault, though its status is 200', async () => {
    const body = {
      Fault: { Error: [{ Message: 'ThrottleExceeded', code: '3001' }], type: 'ValidationFault' },
    }
    const failure = await failureOf(body)
    assert.deepEqual([failure.kind, failure.status, failure.body], ['status', 200, body])
    assert.equal(
      failure.message,
      'GET /v3/company/9341450000000001/query answered with a fault: ThrottleExceeded',
    )
  })

  test('fails the call when it is not the answer to a query', async () => {
    assert.equal((await failureOf({ time: 'now' })).kind, 'body')
    assert.equal((await failureOf([], 'preferences')).kind, 'body')
  })
})

test('QuickBooks’ settings are read by their own addresses', async () => {
  const paths: string[] = []
  const http = {
    request: ({ path }: { path: string }) => {
      paths.push(path)
      const body = { Preferences: { Id: '1' }, CompanyInfo: { Id: '1' } }
      return Promise.resolve({ status: 200, headers: {}, body, sentAt: NOW })
    },
  }
  for (const stream of ['preferences', 'company_info'] as const) {
    const pages: Page[] = []
    for await (const page of streams[stream].pages({ source: SOURCE, http, checkpoint: null, now: NOW }))
      pages.push(page)
    assert.deepEqual(
      pages.map(({ records, phase }) => ({ records, phase })),
      [{ records: [{ Id: '1' }], phase: 'backfill' }],
    )
    const fetched = await streams[stream].fetch?.({ source: SOURCE, http, now: NOW }, ['1', '2'])
    assert.deepEqual([fetched?.records, fetched?.missingIds], [[{ Id: '1' }], ['2']])
  }
  assert.deepEqual(
    [...new Set(paths)],
    ['/v3/company/9341450000000001/preferences', '/v3/company/9341450000000001/companyinfo/9341450000000001'],
  )
})
