import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import type { Checkpoint, Page } from '../../../src/providers/provider.ts'
import { apply, type Applied } from '../../../src/store/apply.ts'
import { interpret } from '../../../src/sync/interpret.ts'
import { checkpointOf, idsOf, rawsOf, read } from './books.ts'
import type { Conformant } from './conformant.ts'
import type { Setting } from './setting.ts'

// Longer than any overlap of an incremental reading with the one before.
const HOUR_MS = 3_600_000

export function life({ provider, life, deletion = life }: Conformant, setting: Setting): void {
  const { control, clock, database, ids } = setting
  const stream = setting.stream(life.stream)
  const readOn = follow(setting, life.stream)
  let id = ''
  const versions: Page[] = []

  describe(`${stream.incremental ? 'an incremental' : 'another'} reading of ${life.stream}`, () => {
    before(async () => {
      await readOn()
      clock.move(HOUR_MS)
      await readOn()
    })

    const acts = {
      made: () => {
        id = life.create(control)
      },
      changed: () => {
        life.change(control, id)
      },
    }
    for (const [what, act] of Object.entries(acts)) {
      test(`brings exactly the record that was ${what}`, async () => {
        clock.move(HOUR_MS)
        act()
        clock.move(1000)
        const { pages, ...brought } = await readOn()
        assert.deepEqual(brought, { ids: [id], deleted: [] })
        versions.push(...pages.filter((it) => it.records.length > 0))
      })
    }

    test('brings nothing when nothing happened', async () => {
      clock.move(HOUR_MS)
      await readOn()
      clock.move(HOUR_MS)
      const { ids, deleted } = await readOn()
      assert.deepEqual([...ids, ...deleted], [])
    })

    const streams = Object.values(provider.streams)
    const telling = ['reported', 'swept'].find((way) => streams.some((it) => it.deletions === way))
    test('brings exactly the deletion', { skip: telling === undefined && 'it tells none' }, async () => {
      const { deletions } = setting.stream(deletion.stream)
      assert.equal(deletions, telling, `the life is one of a stream whose deletions are ${String(telling)}`)
      assert.ok(deletion.delete)
      const isSame = deletion.stream === life.stream
      const readDeletions = isSame ? readOn : follow(setting, deletion.stream)
      const doomed = isSame ? id : deletion.create(control)
      clock.move(HOUR_MS)
      if (!isSame) assert.ok((await readDeletions()).ids.includes(doomed))
      deletion.delete(control, doomed)
      clock.move(1000)
      const { ids, deleted } = await readDeletions()
      assert.deepEqual({ ids, deleted }, { ids: [], deleted: [doomed] })
    })
  })

  describe('an older version of a record', () => {
    test('never wins over a newer one', async () => {
      const [older, newer] = versions
      assert.ok(older && newer)
      await write(newer)
      const late = await write(older)
      assert.deepEqual([late.updated, late.unchanged, late.position], [0, 1, null])
      const [row] = await database.owner.sql`
        select raw from raw_records
        where source_id = ${ids.sourceId} and stream = ${life.stream} and remote_id = ${id}`
      assert.equal(row?.['raw'], JSON.stringify(rawsOf([newer])[0]))
    })

    test('does not win by a fresher fetch either, where the provider stamps its versions', async (t) => {
      const [older, newer] = versions
      assert.ok(older && newer)
      if (stream.updatedAt(stream.raw.parse(rawsOf([newer])[0])) === null) {
        t.skip('it does not')
        return
      }
      const late = await write({ ...older, fetchedAt: clock.now() })
      assert.deepEqual([late.updated, late.unchanged, late.position], [0, 1, null])
    })
  })

  const write = (page: Page): Promise<Applied> =>
    apply(database.worker, {
      ...ids,
      stream: life.stream,
      via: 'INCREMENTAL',
      syncRunId: null,
      fetchedAt: page.fetchedAt,
      deleted: [],
      records: page.records.map((raw) => interpret(provider, life.stream, raw, setting.facts)),
    })
}

interface Brought {
  ids: string[]
  deleted: string[]
  /** With what was brought only. */
  pages: Page[]
}

/** Reads on from where it was last; of whole readings, it tells what one says otherwise than the one before. */
function follow(setting: Setting, name: string): () => Promise<Brought> {
  const stream = setting.stream(name)
  let checkpoint: Checkpoint | null = null
  let listed = new Map<string, string>()
  const idOf = (raw: unknown): string => stream.id(stream.raw.parse(raw))

  function sinceLast(pages: Page[]): Brought {
    assert.ok(pages.at(-1)?.completeSince, 'what is not listed is gone')
    const before = listed
    listed = new Map(pages.flatMap((page) => page.records.map((raw) => [idOf(raw), JSON.stringify(raw)])))
    const isNews = (raw: unknown) => before.get(idOf(raw)) !== JSON.stringify(raw)
    const news = pages.map((page) => ({ ...page, records: page.records.filter(isNews) }))
    return {
      ids: idsOf(stream, news),
      deleted: [...before.keys()].filter((it) => !listed.has(it)),
      pages: news,
    }
  }

  return async () => {
    const pages = await read(setting, name, { checkpoint })
    checkpoint = checkpointOf(pages) ?? checkpoint
    if (!stream.incremental) return sinceLast(pages)
    const deleted = pages.flatMap((it) => it.deletedIds ?? []).map((it) => it.id)
    return { ids: idsOf(stream, pages), deleted, pages }
  }
}
