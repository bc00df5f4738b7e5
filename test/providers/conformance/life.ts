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

export function life({ provider, life }: Conformant, setting: Setting): void {
  const { control, clock, database, ids } = setting
  const stream = setting.stream(life.stream)
  let checkpoint: Checkpoint | null = null
  let id = ''
  const versions: Page[] = []

  async function readOn(): Promise<{ ids: string[]; deleted: string[]; pages: Page[] }> {
    const pages = await read(setting, life.stream, { checkpoint })
    checkpoint = checkpointOf(pages) ?? checkpoint
    const deleted = pages.flatMap((it) => it.deletedIds ?? []).map((it) => it.id)
    return { ids: idsOf(stream, pages), deleted, pages }
  }

  describe(`an incremental reading of ${life.stream}`, () => {
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

    const reportsDeletions = Object.values(provider.streams).some((it) => it.deletions === 'reported')
    test('brings exactly the deletion', { skip: !reportsDeletions && 'it reports none' }, async () => {
      assert.equal(stream.deletions, 'reported', 'the life is one of a stream that reports deletions')
      assert.ok(life.delete)
      clock.move(HOUR_MS)
      life.delete(control, id)
      clock.move(1000)
      const { ids, deleted } = await readOn()
      assert.deepEqual({ ids, deleted }, { ids: [], deleted: [id] })
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
