import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { CanonicalRecord } from '../../../src/domain/entities.ts'
import { fieldsOf } from './decimals.ts'
import { mapped, type Around } from './mapping.ts'
import { rawsOf, type Books } from './books.ts'
import type { Conformant } from './conformant.ts'

export function fidelity({ notPlayed }: Pick<Conformant, 'notPlayed'>, setting: Around, books: Books): void {
  describe('what is said of the fields', () => {
    for (const [name, pages] of books) {
      const stream = setting.stream(name)

      test(`of ${name} is so in the whole books`, () => {
        const all = rawsOf(pages).flatMap((raw) => mapped(setting, stream, raw))
        const types = [...new Set(all.map((it) => it.type))]
        const type = types.find((it) =>
          isDeepStrictEqual(fieldsOf(it).sort(), Object.keys(stream.fields).sort()),
        )
        if (type === undefined) {
          // It brings only links that are parts of its entity's records, as an allocation is of a payment.
          assert.ok(stream.entity !== null && !types.includes(stream.entity), 'all its fields are described')
          return
        }
        const records = all.filter((it) => it.type === type)
        const told = new Set(records.flatMap(toldFields))
        const untold = Object.keys(stream.fields).filter((it) => !told.has(it))
        const missing = Object.keys(stream.fields).filter(
          (it) => stream.fields[it] === 'MISSING' || Object.hasOwn(notPlayed, `${name}.${it}`),
        )
        assert.deepEqual(untold.sort(), missing.sort(), 'the fields that say nothing')
      })
    }

    test('names no field as not played that does not exist', () => {
      for (const it of Object.keys(notPlayed)) {
        const [stream = '', field = ''] = it.split('.')
        assert.ok(Object.hasOwn(setting.stream(stream).fields, field), it)
      }
    })
  })
}

/** Fields that say something; an empty text or list does not. */
const toldFields = (record: CanonicalRecord): string[] =>
  Object.entries(record).flatMap(([field, value]) =>
    value === null || value === '' || (Array.isArray(value) && value.length === 0) ? [] : [field],
  )
