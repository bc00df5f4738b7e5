import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { minorUnitDigits } from '../../../src/domain/currency.ts'
import { absolute, compare, fromMinorUnits, isZero, parseDecimal } from '../../../src/domain/decimal.ts'
import type { CanonicalRecord } from '../../../src/domain/entities.ts'
import { isExactNumber, parseExactJson } from '../../../src/domain/exact-json.ts'
import { decimalPaths } from './decimals.ts'
import { mapped, type Around } from './mapping.ts'
import { rawsOf, type Books } from './books.ts'

/** More digits than a double holds: 2^53 has sixteen. */
const LONG = '90071992547409931'
/** Trials for one amount; small ones stand for other things too, such as a quantity or a number of lines. */
const MOST_TRIALS = 40

export function amounts(setting: Around, books: Books): void {
  describe('the amounts of a record', () => {
    for (const [name, pages] of books) {
      const stream = setting.stream(name)
      const native = (record: CanonicalRecord) =>
        decimalPaths(record).filter(({ path }) => stream.fields[path[0] ?? ''] === 'NATIVE')

      test(`of ${name} are those of the provider’s text`, () => {
        for (const raw of rawsOf(pages)) {
          const told = numbersIn(raw)
          for (const record of mapped(setting, stream, raw)) {
            for (const { path, value } of native(record).filter(({ path }) => path.length === 1)) {
              const found = told.some((it) => spellings(it, record).some((that) => isSame(that, value)))
              assert.ok(found || isZero(value), `${record.key} ${path.join('.')} ${value}`)
            }
          }
        }
      })

      test(`of ${name} keep all of seventeen digits`, () => {
        const tried = new Map<string, number>()
        const kept = new Set<string>()
        for (const raw of rawsOf(pages)) {
          for (const [index, record] of mapped(setting, stream, raw).entries()) {
            for (const { path, value } of native(record)) {
              const field = path.filter((it) => !/^\d+$/.test(it)).join('.')
              const trials = tried.get(field) ?? 0
              if (kept.has(field) || isZero(value) || trials === MOST_TRIALS) continue
              tried.set(field, trials + 1)
              if (keepsDigits(raw, { index, path, value, record })) kept.add(field)
            }
          }
        }
        assert.deepEqual([...kept].sort(), [...tried.keys()].sort())
      })

      function keepsDigits(
        raw: unknown,
        {
          index,
          path,
          value,
          record,
        }: { index: number; path: string[]; value: string; record: CanonicalRecord },
      ): boolean {
        const told = numbersIn(raw).find((it) => spellings(it, record).some((that) => isSame(that, value)))
        if (told === undefined) return false
        const [long] = mapped(setting, stream, replaced(raw, told)).slice(index)
        const after = long && decimalPaths(long).find((it) => it.path.join('.') === path.join('.'))
        return after !== undefined && spellings(LONG, record).some((it) => isSame(it, after.value))
      }
    }
  })
}

const isSame = (a: string, b: string) => compare(absolute(a), absolute(b)) === 0

/** What a number of the raw record can be: itself, or minor units of the record's currency. */
function spellings(number: string, record: CanonicalRecord): string[] {
  const currency = 'currency' in record ? record.currency : null
  return currency === null ? [number] : [number, fromMinorUnits(number, minorUnitDigits(currency))]
}

const textOf = (value: unknown): string | null => {
  if (isExactNumber(value)) return parseDecimal(value.rawJSON)
  return typeof value === 'number' || typeof value === 'string' ? parseDecimal(String(value)) : null
}

/** Every number in the raw record, also those that are written as text. */
function numbersIn(value: unknown): string[] {
  const number = textOf(value)
  if (number !== null) return [number]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : []
}

/** The raw record with a long number wherever that one stood, spelt as it was. */
function replaced(value: unknown, number: string): unknown {
  const own = textOf(value)
  if (own !== null) {
    if (!isSame(own, number)) return value
    const text = own.startsWith('-') ? `-${LONG}` : LONG
    return typeof value === 'string' ? text : parseExactJson(text)
  }
  if (Array.isArray(value)) return value.map((it) => replaced(it, number))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, it]) => [name, replaced(it, number)]))
}
