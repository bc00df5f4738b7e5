import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { HttpClient, HttpRequest } from '../../../src/providers/toolkit/http.ts'
import { fixture, SOURCE, streams, type StreamName } from './mapping.ts'
import { START } from './played.ts'

function answering(...bodies: unknown[]): HttpClient & { calls: HttpRequest[] } {
  const calls: HttpRequest[] = []
  return {
    calls,
    request: (request) => {
      const body = bodies[calls.push(request) - 1]
      return Promise.resolve({ status: 200, headers: {}, body, sentAt: START })
    },
  }
}

async function pagesOf(stream: StreamName, http: HttpClient) {
  const read = { source: SOURCE, http, checkpoint: null, now: START }
  return await Array.fromAsync(streams[stream].pages(read))
}

describe('the account’s details', () => {
  test('are read by the one address that they have', async () => {
    const http = answering(fixture('account'), fixture('account'))
    const [page] = await pagesOf('account', http)
    assert.deepEqual([page?.records, page?.phase], [[fixture('account')], 'backfill'])
    assert.equal(http.calls[0]?.path, '/account-info/v3/details')
    const read = { source: SOURCE, http, now: START }
    const fetched = await streams.account.fetch?.(read, ['48213377', '1'])
    assert.deepEqual(fetched?.missingIds, ['1'])
  })
})

describe('the list of tax rates', () => {
  const rate = (id: string) => ({ id, name: `rate-${id}` })
  const more = (...results: unknown[]) => ({ results, paging: { next: { after: 'MTU5NzAyMzA%3D' } } })

  test('is read whole, its position decoded once', async () => {
    const http = answering(more(rate('1')), { results: [rate('2')] })
    const pages = await pagesOf('tax_rates', http)
    assert.deepEqual(
      pages.map((it) => [it.records.length, it.completeSince, it.checkpoint === undefined]),
      [
        [1, undefined, true],
        [1, START, false],
      ],
    )
    assert.equal(http.calls[1]?.query?.['after'], 'MTU5NzAyMzA=')
  })

  test('gives single rates', async () => {
    const http = answering({ results: [rate('1'), rate('2')] })
    const fetched = await streams.tax_rates.fetch?.({ source: SOURCE, http, now: START }, ['2', '3'])
    assert.deepEqual([fetched?.records, fetched?.missingIds], [[rate('2')], ['3']])
  })

  test('fails when it does not move on', async () => {
    await assert.rejects(pagesOf('tax_rates', answering(more(), more())), /does not move on/)
  })
})
