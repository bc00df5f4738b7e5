import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Page } from '../../../src/providers/provider.ts'
import { checkpointOf, idsOf, read, type Books } from './books.ts'
import type { Conformant } from './conformant.ts'
import type { Setting } from './setting.ts'

/** At how many of its pages, spread evenly, a reading is cut. */
const CUTS = 6

export function reading({ paged }: Conformant, setting: Setting, books: Books): void {
  describe('a reading', () => {
    for (const name of paged) {
      test(`of ${name} goes on to further pages, and stops`, () => {
        const full = (books.get(name) ?? []).filter((it) => it.records.length > 0)
        assert.ok(full.length >= 2, `${full.length} pages with records`)
      })
    }

    for (const [name, pages] of books) {
      test(`of ${name} brings each record once`, () => {
        const ids = idsOf(setting.stream(name), pages)
        assert.ok(ids.length > 0, 'something is read')
        assert.equal(new Set(ids).size, ids.length)
      })

      test(`of ${name} that is cut goes on from its checkpoint, losing and repeating nothing, and is as old as its beginning`, async () => {
        const stream = setting.stream(name)
        const whole = new Set(idsOf(stream, pages))
        for (const cut of cutsOf(pages.length)) {
          const before = pages.slice(0, cut)
          setting.clock.move(1000)
          const resumedAt = setting.clock.now()
          const rest = await read(setting, name, { checkpoint: checkpointOf(before) })
          const ids = new Set([...idsOf(stream, before), ...idsOf(stream, rest)])
          assert.deepEqual(ids, whole, `cut after page ${cut}`)
          // What came after the last checkpoint comes again, and so may what changed a moment before.
          const behind = before.slice(0, before.findLastIndex((it) => it.checkpoint !== undefined) + 1)
          const listed = rest.filter((it) => it.phase === 'backfill')
          const repeated = new Set(idsOf(stream, behind)).intersection(new Set(idsOf(stream, listed)))
          assert.deepEqual([...repeated], [], `cut after page ${cut}`)
          // One that was put off for long may have begun anew.
          const isPutOff = setting.clock.now() > resumedAt
          if (listed.length > 0 && behind.length > 0 && !isPutOff) assertAsOf(behind, rest)
        }
      })
    }
  })
}

/** What changed at a record after its page was read is not in the rest. */
function assertAsOf(behind: readonly Page[], rest: readonly Page[]): void {
  const [first] = behind
  const asOf = rest.findLast((it) => it.asOf !== undefined)?.asOf
  assert.ok(first && asOf && asOf <= first.fetchedAt, `as of ${asOf?.toISOString()}`)
}

/** Numbers of the pages after which to cut, the last one always. */
const cutsOf = (pages: number): Set<number> =>
  new Set(Array.from({ length: CUTS }, (_, index) => Math.ceil((pages * (index + 1)) / CUTS)))
