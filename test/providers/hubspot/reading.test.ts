import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Checkpoint } from '../../../src/providers/provider.ts'
import type { HttpRequest } from '../../../src/providers/toolkit/http.ts'
import { streams } from './mapping.ts'
import * as play from './played.ts'
import { checkpointOf, deletedIdsOf, idsOf, LONG_AGO, minutesLater, playHubSpot, START } from './played.ts'

const read = play.readStream
const DAY_MINUTES = 24 * 60

const companies = (...ids: string[]): play.Books => ({
  records: { companies: ids.map((id) => ({ id, at: LONG_AGO })) },
  associations: [],
})

const pathsOf = (calls: readonly HttpRequest[]) => calls.map((it) => it.path.replace('/crm/v3/objects/', ''))

/** An account that was read whole, and where that reading ended. */
async function afterBackfill(books: play.Books): Promise<{ http: play.Played; checkpoint: Checkpoint }> {
  const http = playHubSpot(books)
  const checkpoint = checkpointOf(await read('companies', { http }))
  http.calls.length = 0
  return { http, checkpoint }
}

describe('reading everything from HubSpot', () => {
  test('goes page by page by the plain list, and notes where changes take over', async () => {
    const http = playHubSpot(companies('5', '1', '3', '2', '40'))
    const pages = await read('companies', { http })
    assert.deepEqual(idsOf(pages), ['1', '2', '3', '5', '40'])
    assert.deepEqual(
      pages.map((it) => [it.phase, it.completeSince]),
      [
        ['backfill', undefined],
        ['backfill', undefined],
        ['backfill', START],
      ],
    )
    const now = START.toISOString()
    assert.deepEqual(checkpointOf(pages), { since: now, binReadAt: now })
    const [first, second] = http.calls
    assert.equal(first?.path, '/crm/v3/objects/companies')
    assert.deepEqual([first.query?.['limit'], first.query?.['archived']], [100, 'false'])
    assert.match(String(first.query?.['properties']), /(^|,)name,domain(,|$)/)
    assert.deepEqual([first.query?.['after'], second?.query?.['after']], [undefined, '3'])
  })

  test('goes on after a kill where it was, and still covers what happened since its beginning', async () => {
    const books = companies('1', '2', '3')
    const http = playHubSpot(books)
    const before = await read('companies', { http, pages: 1 })
    books.records['companies']?.splice(0, 1, { id: '1', at: minutesLater(5).toISOString() })
    http.at = minutesLater(10)
    const rest = await read('companies', { http, checkpoint: checkpointOf(before) })
    assert.deepEqual([idsOf(rest), rest.at(-1)?.completeSince, rest.at(-1)?.asOf], [['3'], START, START])
    http.at = minutesLater(11)
    const changed = await read('companies', { http, checkpoint: checkpointOf(rest) })
    assert.deepEqual(idsOf(changed), ['1'])
  })

  test('is wanted again every night, so that nothing stays that left no trace', () => {
    const changing = Object.entries(streams).filter(([, it]) => it.incremental)
    assert.ok(changing.length > 0)
    for (const [name, { reread }] of changing) assert.equal(reread, 'nightly', name)
  })

  test('fails on a list that does not move on, and on an answer that is none', async () => {
    const standing = playHubSpot(companies('1'))
    const same = { results: [], paging: { next: { after: 'same' } } }
    standing.request = () => Promise.resolve({ status: 200, headers: {}, body: same, sentAt: START })
    await assert.rejects(read('companies', { http: standing }), /does not move on/)
    standing.request = () => Promise.resolve({ status: 200, headers: {}, body: {}, sentAt: START })
    await assert.rejects(read('companies', { http: standing }), /is no list/)
  })
})

describe('reading what changed at HubSpot', () => {
  test('asks for it by searches, page after page by the last id, never by an offset', async () => {
    const books = companies('1', '2', '3', '4', '5')
    const { http, checkpoint } = await afterBackfill(books)
    for (const it of books.records['companies'] ?? []) it.at = minutesLater(1).toISOString()
    http.at = minutesLater(2)
    const pages = await read('companies', { http, checkpoint })
    assert.deepEqual(idsOf(pages), ['1', '2', '3', '4', '5'])
    const turn = ['companies/search', 'companies/batch/read']
    assert.deepEqual(pathsOf(http.calls), [...turn, ...turn, ...turn])
    const searches = http.calls.filter((it) => it.countsAs === 'search')
    const filters = searches.map(
      ({ json }) => (json as { filterGroups: [{ filters: unknown[] }] }).filterGroups,
    )
    const value = String(START.getTime() - 5 * 60_000)
    const since = { propertyName: 'hs_lastmodifieddate', operator: 'GTE', value }
    const beyond = (id: string) => ({ propertyName: 'hs_object_id', operator: 'GT', value: id })
    assert.deepEqual(filters, [
      [{ filters: [since] }],
      [{ filters: [since, beyond('2')] }],
      [{ filters: [since, beyond('4')] }],
    ])
    assert.ok(http.calls.every((it) => it.safe === true))
    assert.ok(searches.every((it) => !JSON.stringify(it.json).includes('after')))
  })

  test('asks contacts by the date that is theirs', async () => {
    const http = playHubSpot({ records: { contacts: [{ id: '1', at: LONG_AGO }] }, associations: [] })
    const checkpoint = checkpointOf(await read('contacts', { http }))
    await read('contacts', { http, checkpoint })
    assert.match(JSON.stringify(http.calls.at(-1)?.json), /"propertyName":"lastmodifieddate"/)
  })

  test('is one page, with nothing on it, when nothing changed', async () => {
    const { http, checkpoint } = await afterBackfill(companies('1', '2'))
    http.at = minutesLater(10)
    const pages = await read('companies', { http, checkpoint })
    assert.deepEqual([pages.length, idsOf(pages), deletedIdsOf(pages)], [1, [], []])
    assert.equal(checkpointOf(pages)['since'], http.at.toISOString())
    assert.deepEqual(pathsOf(http.calls), ['companies/search'])
  })

  test('goes on after a kill where it was, and never moves past the start of the reading', async () => {
    const books = companies('1', '2', '3')
    const { http, checkpoint } = await afterBackfill(books)
    for (const it of books.records['companies'] ?? []) it.at = minutesLater(1).toISOString()
    http.at = minutesLater(2)
    const before = await read('companies', { http, checkpoint, pages: 1 })
    const beganAt = http.at
    http.at = minutesLater(20)
    const rest = await read('companies', { http, checkpoint: checkpointOf(before) })
    assert.deepEqual([idsOf(before), idsOf(rest)], [['1', '2'], ['3']])
    assert.deepEqual(new Date(String(checkpointOf(rest)['since'])), beganAt)
    assert.deepEqual(rest.at(-1)?.asOf, beganAt)
  })
})

describe('a search of HubSpot’s that does not move on', () => {
  test('fails', async () => {
    const { http, checkpoint } = await afterBackfill(companies('1'))
    const body = { results: [{ id: '1', properties: {} }], paging: { next: { after: '1' } } }
    http.request = () => Promise.resolve({ status: 200, headers: {}, body, sentAt: START })
    await assert.rejects(read('companies', { http, checkpoint }), /does not move on/)
  })
})

describe('what was deleted at HubSpot', () => {
  test('is no longer brought though searches still find it', async () => {
    const books = companies('1', '2')
    const { http, checkpoint } = await afterBackfill(books)
    const found = { results: [{ id: '1' }, { id: '2' }] }
    books.records['companies']?.splice(0, 1)
    const lagging: typeof http = {
      ...http,
      request: async (request) =>
        request.countsAs === 'search'
          ? { status: 200, headers: {}, body: found, sentAt: START }
          : await http.request(request),
    }
    const [page] = await read('companies', { http: lagging, checkpoint })
    assert.deepEqual([idsOf([page ?? assert.fail()]), page?.deletedIds], [['2'], [{ id: '1', at: null }]])
  })

  test('is found in the recycling bin every half hour', async () => {
    const books = companies('1', '2', '3', '4')
    const archived = (id: string, at: Date) => ({ id, at: LONG_AGO, archivedAt: at.toISOString() })
    books.records['companies']?.push(archived('9', minutesLater(-DAY_MINUTES)))
    const { http, checkpoint } = await afterBackfill(books)
    books.records['companies']?.splice(0, 2, archived('1', minutesLater(1)), archived('2', minutesLater(2)))
    http.at = minutesLater(10)
    const early = await read('companies', { http, checkpoint })
    assert.deepEqual(deletedIdsOf(early), [])
    http.at = minutesLater(31)
    const [page] = await read('companies', { http, checkpoint: checkpointOf(early) })
    assert.deepEqual(page?.deletedIds, [
      { id: '1', at: null },
      { id: '2', at: null },
    ])
    const bin = http.calls.filter((it) => it.query?.['archived'] === 'true')
    assert.deepEqual([bin.length, bin[0]?.query?.['properties']], [2, 'hs_object_id'])
    http.at = minutesLater(62)
    const later = await read('companies', { http, checkpoint: checkpointOf([page]) })
    assert.deepEqual(deletedIdsOf(later), [])
  })
})
