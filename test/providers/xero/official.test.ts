import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, test } from 'node:test'
import { isExactNumber, parseExactJson } from '../../../src/domain/exact-json.ts'
import { xero } from '../../../src/providers/xero/index.ts'
import { mapRecords } from '../../../src/sync/map.ts'
import { SOURCE, streamNames, streams, type StreamName } from './mapping.ts'

// Answers that nobody here made: the examples of Xero's own description.
const EXAMPLES = '../shared/specs/xero/examples'
const FACTS = '../shared/providers/accounting.md'
const skip = (path: string) => ({ skip: existsSync(path) ? false : 'the official descriptions are not here' })

type Row = Readonly<Record<string, unknown>>

const streamOf = (wireName: string) => streamNames.find((it) => streams[it].wireName === wireName)

/** What an answer holds: the rows under the one name that is a stream's. */
function rowsIn(text: string): { stream: StreamName; rows: Row[] } | null {
  const answer = parseExactJson(text) as Row
  for (const [name, rows] of Object.entries(answer)) {
    const stream = streamOf(name)
    if (stream !== undefined) return { stream, rows: rows as Row[] }
  }
  return null
}

const facts = { ...SOURCE, baseCurrency: 'NZD' }
const mapAll = (stream: StreamName, text: string) => mapRecords(text, xero, stream, facts)

/** Where the amounts of a stream's records come from. */
const AMOUNTS: Readonly<Record<string, string>> = {
  total: 'Total',
  subtotal: 'SubTotal',
  taxTotal: 'TotalTax',
  amountDue: 'AmountDue',
  amountPaid: 'AmountPaid',
  amount: 'Amount',
}

const digits = (value: unknown): string | null =>
  isExactNumber(value) ? value.rawJSON : typeof value === 'number' ? String(value) : null

describe('Xero’s own examples', skip(EXAMPLES), () => {
  const answers = globSync(`${EXAMPLES}/*.200.json`)
    .map((file) => ({ name: basename(file, '.200.json'), text: readFileSync(file, 'utf8') }))
    .flatMap(({ name, text }) => {
      const held = rowsIn(text)
      return held === null ? [] : [{ name, text, ...held }]
    })

  test('are of every stream', () => {
    assert.deepEqual([...new Set(answers.map((it) => it.stream))].sort(), [...streamNames].sort())
  })

  for (const { name, text, stream, rows } of answers) {
    test(`${name} maps with every digit`, () => {
      const { accepted, refused, deleted } = mapAll(stream, text)
      assert.deepEqual([refused, deleted], [[], []])
      for (const row of rows) {
        const id = streams[stream].id(streams[stream].raw.parse(row))
        const record: Row | undefined = accepted.find((it) => it.key === `${stream}/${id}`)
        for (const [field, wire] of Object.entries(AMOUNTS)) {
          const [told, mapped] = [digits(row[wire]), record?.[field]]
          if (told === null || typeof mapped !== 'string') continue
          assert.equal(mapped.replace('-', ''), told, `${id} ${field}`)
        }
      }
    })
  }

  test('a merchant’s three invoices are void, paid and open', () => {
    const { text = '' } = answers.find((it) => it.name === 'getInvoices') ?? {}
    const { accepted } = mapAll('invoices', text)
    assert.deepEqual(
      accepted.map((it) => it.type === 'INVOICE' && [it.number, it.status, it.settlement, it.amountDue]),
      [
        ['INV-0001', 'VOID', 'UNPAID', '0.0'],
        ['INV-0002', 'OPEN', 'PAID', '0.0'],
        ['INV-0003', 'OPEN', 'UNPAID', '115.0'],
      ],
    )
  })

  test('a validation error holds no record', () => {
    for (const file of globSync(`${EXAMPLES}/*.400.json`)) {
      assert.equal(rowsIn(readFileSync(file, 'utf8')), null, file)
    }
  })
})

describe('samples in the shapes of recorded answers', skip(FACTS), () => {
  test('map, each whole answer as it came', () => {
    const seen = samples().flatMap((text) => {
      const held = rowsIn(text)
      if (held === null) return []
      const { accepted, refused } = mapAll(held.stream, text)
      assert.deepEqual(refused, [])
      assert.notEqual(accepted.length, 0)
      return [held.stream]
    })
    assert.deepEqual(seen, ['accounts', 'invoices', 'payments', 'contacts', 'bank_transactions'])
  })
})

function samples(): string[] {
  const text = readFileSync(FACTS, 'utf8')
  const [, xeroFacts = ''] = text.split('### 2.10 Samples')
  const [section = ''] = xeroFacts.split('\n---')
  return [...section.matchAll(/```json\n(\{.*?)\n```/gs)].map((it) => it[1] ?? '')
}
