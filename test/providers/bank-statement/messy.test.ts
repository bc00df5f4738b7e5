import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { bankStatement } from '../../../src/providers/bank-statement/index.ts'
import { leavesOf, outcomeOf, replaced, rewritten } from '../messy.ts'
import { fixture, read, SOURCE } from './files.ts'

const FILES = [
  'german.053.001.08.xml',
  'compact.053.001.02.xml',
  'swiss.053.001.04.xml',
  'intraday.052.001.08.xml',
  'advice.054.001.04.xml',
  'german.mt940.sta',
  'dutch.mt940.sta',
  'paged.mt940.sta',
  'interim.mt942.sta',
]
/** What a record cannot do without: by what it is known, what moved, which way, and ours around it. */
const NEEDED =
  /^(id|asOf|kind|format|part|account\.(number|currency)|.*(Amt\.#text|CdtDbtInd|valueDate|mark|amount|balance|booked\..*|part|format))$/

describe('records of statement files', () => {
  for (const name of FILES) {
    for (const [stream, raws] of Object.entries(read(fixture(name)))) {
      const outcome = (raw: unknown) => outcomeOf(bankStatement, stream, raw, SOURCE)

      test(`${stream} of ${name}: without a value, with null or nothing, they map or name what is missing`, () => {
        for (const raw of raws) {
          for (const path of leavesOf(raw)) {
            const where = path.join('.')
            const outcomes = [undefined, null, ''].map((it) => outcome(replaced(raw, path, it)))
            for (const it of outcomes) {
              if (!it.refused) continue
              assert.match(where, NEEDED, it.reasons.join())
              assert.ok(it.reasons.every((reason) => /^The record cannot be read: ./.test(reason)))
            }
          }
        }
      })

      test(`${stream} of ${name}: unknown fields change nothing`, () => {
        for (const raw of raws) {
          const grown = rewritten(
            raw,
            (it) => it,
            (it) => ({ ...it, brand_new: { amount: '1' } }),
          )
          assert.deepEqual(outcome(grown), outcome(raw))
        }
      })
    }
  }
})
