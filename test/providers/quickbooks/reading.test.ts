import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Checkpoint, Page } from '../../../src/providers/provider.ts'
import { InMemoryCompany, rows, type Row } from './in-memory-company.ts'
import { SOURCE, streams, type StreamName } from './mapping.ts'

const NOW = new Date('2026-03-05T17:00:01.500Z')
const DAY_MS = 86_400_000

async function read(
  company: InMemoryCompany,
  stream: StreamName,
  {
    checkpoint = null,
    now = NOW,
    most = 100,
  }: { checkpoint?: Checkpoint | null; now?: Date; most?: number } = {},
): Promise<Page[]> {
  const pages: Page[] = []
  for await (const page of streams[stream].pages({ source: SOURCE, http: company, checkpoint, now })) {
    pages.push(page)
    if (pages.length === most) break
  }
  return pages
}

const idsOf = (pages: readonly Page[]) =>
  pages.flatMap(({ records }) => (records as Row[]).map(({ Id }) => Id))
const idsFrom = (from: number, to: number) => rows(from, to).map(({ Id }) => Id)
/** As it comes back from the database. */
const stored = (page: Page | undefined) => JSON.parse(JSON.stringify(page?.checkpoint)) as Checkpoint
const deletionsOf = (pages: readonly Page[]) => pages.flatMap(({ deletedIds }) => deletedIds ?? [])

describe('the first reading of a QuickBooks stream', () => {
  test('gives every record once, tells how far it is, and ends complete', async () => {
    const company = new InMemoryCompany('Invoice', rows(1, 2500), NOW)
    const pages = await read(company, 'invoices')
    assert.deepEqual(idsOf(pages), idsFrom(1, 2500))
    assert.deepEqual(company.requests, [
      'SELECT count(*) FROM Invoice',
      'SELECT * FROM Invoice ORDERBY Id STARTPOSITION 1 MAXRESULTS 1000',
      'SELECT * FROM Invoice ORDERBY Id STARTPOSITION 1000 MAXRESULTS 1000',
      'SELECT * FROM Invoice ORDERBY Id STARTPOSITION 1999 MAXRESULTS 1000',
    ])
    assert.deepEqual(
      pages.map(({ progress, phase, completeSince }) => ({ progress, phase, completeSince })),
      [
        { progress: 0.4, phase: 'backfill', completeSince: undefined },
        { progress: 0.7996, phase: 'backfill', completeSince: undefined },
        { progress: 1, phase: 'backfill', completeSince: NOW },
      ],
    )
    assert.deepEqual(stored(pages.at(-1)), {
      phase: 'changes',
      since: '2026-03-05T17:00:00Z',
      readAt: '2026-03-05T17:00:01.500Z',
    })
  })

  test('goes on where it was cut off, with nothing lost and nothing twice', async () => {
    const company = new InMemoryCompany('Invoice', rows(1, 2500), NOW)
    const before = await read(company, 'invoices', { most: 1 })
    const after = await read(company, 'invoices', { checkpoint: stored(before[0]) })
    assert.deepEqual([...idsOf(before), ...idsOf(after)], idsFrom(1, 2500))
    assert.deepEqual(after.at(-1)?.completeSince, NOW)
  })

  test('misses no record when others are deleted between two pages', async () => {
    const company = new InMemoryCompany('Invoice', rows(1, 2500), NOW)
    company.afterRequest = (request) => {
      if (request.includes('STARTPOSITION 1 ')) company.rows = company.rows.filter(({ Id }) => Number(Id) > 3)
      if (request.includes('STARTPOSITION 1000 '))
        company.rows = company.rows.filter(({ Id }) => Id !== '1000')
    }
    const seen = new Set(idsOf(await read(company, 'invoices')))
    assert.deepEqual(
      company.rows.filter(({ Id }) => !seen.has(Id)),
      [],
    )
  })

  test('gives up with a sentence on a listing that never holds still', async () => {
    const company = new InMemoryCompany('Invoice', rows(1, 3000), NOW)
    company.afterRequest = () => {
      // A new row at the very front of each answer: no page ever begins where the last one ended.
      company.rows = [...rows(-company.requests.length, -company.requests.length), ...company.rows]
    }
    await assert.rejects(read(company, 'invoices'), {
      message: 'QuickBooks lists Invoice in another order each time it is asked.',
    })
    assert.ok(company.requests.length < 50)
  })

  test('of an empty company is one empty, complete page', async () => {
    const [page, ...others] = await read(new InMemoryCompany('Bill', [], NOW), 'bills')
    assert.deepEqual(others, [])
    assert.deepEqual([page?.records, page?.progress, page?.completeSince], [[], 1, NOW])
  })

  test('asks lists of names for their inactive members too', async () => {
    const [active, inactive] = rows(1, 2)
    assert.ok(active && inactive)
    const company = new InMemoryCompany('Customer', [active, { ...inactive, Active: false }], NOW)
    assert.deepEqual(idsOf(await read(company, 'customers')), ['1', '2'])
    assert.equal(company.requests[0], 'SELECT count(*) FROM Customer WHERE Active IN (true, false)')
  })
})

describe('what changed in a QuickBooks stream', () => {
  const checkpoint = { phase: 'changes', since: '2026-03-05T17:00:00Z', readAt: '2026-03-05T17:00:01.500Z' }

  test('comes from change data capture, deletions included, from where the first reading began', async () => {
    const company = new InMemoryCompany('Invoice', rows(1, 3), NOW)
    const backfill = await read(company, 'invoices')
    const [changed] = rows(2, 2)
    const at = '2026-03-05T09:02:10-08:00'
    assert.ok(changed)
    company.captured = [changed, { Id: '3', status: 'deleted', MetaData: { LastUpdatedTime: at } }]
    company.time = '2026-03-05T10:00:00-0800'
    const pages = await read(company, 'invoices', { checkpoint: stored(backfill.at(-1)) })
    assert.equal(
      company.requests.at(-1),
      '/cdc {"entities":"Invoice","changedSince":"2026-03-05T16:55:00Z","minorversion":75}',
    )
    assert.deepEqual(pages, [
      {
        records: [changed],
        deletedIds: [{ id: '3', at: '2026-03-05T17:02:10Z' }],
        fetchedAt: NOW,
        phase: 'incremental',
        checkpoint: { phase: 'changes', since: '2026-03-05T18:00:00Z', readAt: '2026-03-05T17:00:01.500Z' },
      },
    ])
  })

  test('is asked by time of update, and all ids listed, where capture may have left something out', async () => {
    const updated = rows(1, 1200, '2026-03-05T17:30:00Z')
    const company = new InMemoryCompany('Invoice', [...updated, ...rows(1201, 1300)], NOW)
    company.captured = updated.slice(0, 1000)
    const pages = await read(company, 'invoices', { checkpoint })
    assert.deepEqual(idsOf(pages), idsFrom(1, 1200))
    assert.deepEqual(
      pages.flatMap(({ presentIds }) => presentIds ?? []),
      idsFrom(1, 1300),
    )
    assert.match(
      company.requests[1] ?? '',
      /WHERE MetaData\.LastUpdatedTime >= '2026-03-05T16:55:00Z' ORDERBY MetaData/,
    )
    assert.deepEqual(
      pages.map((page) => page.checkpoint !== undefined),
      [false, false, false, true],
    )
    assert.deepEqual(pages.at(-1)?.completeSince, NOW)
    assert.ok(pages.every(({ phase }) => phase === 'incremental'))
  })

  test('is asked the same way when capture no longer reaches back', async () => {
    const company = new InMemoryCompany('Customer', rows(1, 2), NOW)
    const now = new Date(NOW.getTime() + 30 * DAY_MS)
    const pages = await read(company, 'customers', { checkpoint, now })
    assert.ok(company.requests.every((request) => !request.startsWith('/cdc')))
    assert.deepEqual(
      pages.flatMap(({ presentIds }) => presentIds ?? []),
      ['1', '2'],
    )
  })

  test('is not read from a position that nobody understands', async () => {
    const company = new InMemoryCompany('Invoice', [], NOW)
    await assert.rejects(read(company, 'invoices', { checkpoint: { phase: 'elsewhere' } }))
  })
})

describe('QuickBooks streams that capture does not cover', () => {
  test('are read whole each time, so that what is gone shows', async () => {
    const company = new InMemoryCompany('TaxRate', rows(1, 2), NOW)
    const [first] = await read(company, 'tax_rates')
    const [second] = await read(company, 'tax_rates', { checkpoint: stored(first) })
    assert.deepEqual([first?.phase, second?.phase], ['backfill', 'incremental'])
    assert.deepEqual([first?.completeSince, second?.completeSince], [NOW, NOW])
    assert.deepEqual(
      company.requests,
      Array(2).fill(
        'SELECT * FROM TaxRate WHERE Active IN (true, false) ORDERBY Id STARTPOSITION 1 MAXRESULTS 1000',
      ),
    )
    assert.deepEqual(deletionsOf([first, second].filter((page) => page !== undefined)), [])
  })
})
