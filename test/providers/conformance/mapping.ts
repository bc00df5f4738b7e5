import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { canonicalRecord, type CanonicalRecord } from '../../../src/domain/entities.ts'
import { isExactNumber } from '../../../src/domain/exact-json.ts'
import { newId, recordKey } from '../../../src/domain/ids.ts'
import type { AnyStream } from '../../../src/providers/provider.ts'
import { apply } from '../../../src/store/apply.ts'
import { interpret } from '../../../src/sync/interpret.ts'
import { rawsOf, type Books } from './books.ts'
import type { Setting } from './setting.ts'

const canonicalRecords = z.array(canonicalRecord)

/** What the records of books are held against the mapping by. */
export type Around = Pick<Setting, 'provider' | 'facts' | 'ids' | 'database' | 'clock' | 'stream'>

/** The records that a raw one gives: read and mapped on frozen input, so that whatever tries to change it throws. */
export function mapped({ facts }: Pick<Around, 'facts'>, stream: AnyStream, raw: unknown): CanonicalRecord[] {
  const parsed: unknown = frozen(stream.raw.parse(frozen(raw)))
  return stream.map(parsed, Object.freeze({ ...facts })).records
}

export function mapping(setting: Around, books: Books): void {
  describe('a record', () => {
    for (const [name, pages] of books) {
      const stream = setting.stream(name)
      const raws = rawsOf(pages)

      test(`of ${name} is mapped the same each time, to what the model allows, under keys of its stream`, () => {
        const keys = new Set<string>()
        for (const raw of raws) {
          const records = mapped(setting, stream, raw)
          assert.deepEqual(mapped(setting, stream, raw), records)
          assert.deepEqual(canonicalRecords.parse(records), records)
          const own = recordKey(name, stream.id(stream.raw.parse(raw)))
          for (const { key } of records) {
            assert.ok(key === own || key.startsWith(`${own}#`), `${key} of ${own}`)
            assert.ok(!keys.has(key), `${key} is given once`)
            keys.add(key)
          }
        }
      })

      test(`of ${name} is read the same with fields that nobody knew`, () => {
        for (const raw of raws.slice(0, 100)) {
          assert.deepEqual(mapped(setting, stream, extended(raw)), mapped(setting, stream, raw))
        }
      })

      test(`of ${name} that cannot be read is set aside, and the rest of its page is kept`, async () => {
        const [first, ...others] = raws.slice(0, 4)
        const [unreadable, ...good] = [wrecked(first), ...others].map((raw) =>
          interpret(setting.provider, name, raw, setting.facts),
        )
        assert.ok(unreadable)
        assert.equal(unreadable.records, null)
        assert.ok(unreadable.findings.every((it) => it.code === 'UNREADABLE_RECORD'))
        const { workspaceId, companyId } = setting.ids
        const applied = await apply(setting.database.worker, {
          workspaceId,
          companyId,
          // A source of its own, so that all of the page is new.
          sourceId: newId(),
          stream: name,
          via: 'BACKFILL',
          syncRunId: null,
          fetchedAt: setting.clock.now(),
          records: [unreadable, ...good],
          deleted: [],
        })
        assert.deepEqual([applied.rejected, applied.created], [1, good.length])
      })
    }
  })
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}

/** With a new field in each of its objects. */
function extended(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(extended)
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return value
  const fields = Object.entries(value).map(([name, it]) => [name, extended(it)] as const)
  return { ...Object.fromEntries(fields), nobodyKnew: { amount: 1, of: ['it'] } }
}

/** With something of another kind in each of its fields. */
function wrecked(raw: unknown): unknown {
  assert.ok(typeof raw === 'object' && raw !== null)
  return Object.fromEntries(Object.keys(raw).map((name) => [name, [name]]))
}
