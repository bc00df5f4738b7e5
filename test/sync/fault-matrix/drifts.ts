import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Setting } from '../../providers/conformance/setting.ts'
import { assertNothingWrong, assertSameBooks, without, type StoredBooks } from './books.ts'
import type { Drifts } from './column.ts'
import type { Reader } from './reader.ts'
import { unless } from './survives.ts'

const NEW_WORD = 'nobody_knew_this_word'

interface Around {
  begin: () => Promise<[Reader, Setting]>
  list: string
  clean: () => StoredBooks
}

/** Answers that are no longer as they were agreed: records are read exactly or set aside, never half understood. */
export function drifts(drift: Drifts, { begin, list, clean }: Around): void {
  /** Reads while the answers have the drift, looks at what came of it, then reads everything without it. */
  async function readWith(
    change: object,
    look: (books: StoredBooks, reader: Reader) => void | Promise<void>,
  ): Promise<void> {
    const [reader, { faults }] = await begin()
    await faults.inject({ kind: 'drift', match: list, drift: change })
    const ended = await reader.run()
    const books = await reader.books()
    if (ended.status !== 'SUCCEEDED') {
      assert.match(ended.error?.code ?? '', /^PROVIDER_(UNAVAILABLE|REJECTED)$/)
      assert.equal(books.raw.size, 0, 'nothing is taken from an answer that cannot be understood')
    }
    await look(books, reader)
    await faults.clear()
    await reader.readAnew()
    const recovered = await reader.books()
    assertSameBooks(recovered, clean())
    assert.deepEqual(recovered.findings, clean().findings, 'nothing else is found wrong than before')
  }

  test('a field that has another name', async () => {
    await readWith({ rename: drift.rename }, assertSetAside)
  })

  test('a currency that has another name', async () => {
    const { field, lost } = drift.currency
    await readWith({ rename: { from: field, to: `${field}Told` } }, (books) => {
      if (lost === 'set aside') assertSetAside(books)
      else if (lost === 'refused') assert.equal(books.raw.size, 0)
      else assertNothingWrong(books, clean())
    })
  })

  test('numbers that are text', unless(drift.numbersAsText), async () => {
    await readWith({ numbersAsText: true }, (books) => {
      if (drift.numbersAsText === 'set aside') assertSetAside(books)
      else if (drift.numbersAsText === 'refused') assert.equal(books.raw.size, 0)
      else assertSameBooks(books, clean(), ['records'])
    })
  })

  const { newWord } = drift
  test('a word that nobody knew', unless(newWord), async () => {
    if ('not' in newWord) return
    await readWith({ enum: { field: newWord.field, value: NEW_WORD } }, (books) => {
      assertNothingWrong(without(knownIn(books), newWord.columns), without(clean(), newWord.columns))
      const unknown = [...books.raw].filter(([, raw]) => raw.includes(NEW_WORD)).map(([id]) => id)
      assert.ok(unknown.length > 0, 'the word came')
      for (const id of unknown) assert.ok(books.setAside.has(id) || showsWord(books, id), id)
      assert.ok([...books.records.values()].some((it) => it.includes('"UNKNOWN"')) || books.setAside.size > 0)
    })
  })

  /** A record that the word would have shown to be deleted, say, is there as well. */
  function knownIn(books: StoredBooks): StoredBooks {
    return { ...books, records: new Map([...books.records].filter(([name]) => clean().records.has(name))) }
  }

  function assertSetAside(books: StoredBooks): void {
    assertNothingWrong(books, clean())
    for (const id of books.raw.keys()) {
      if (!books.setAside.has(id)) continue
      assert.match(books.findings.get(id) ?? '', /UNREADABLE_RECORD/, id)
    }
    assert.equal(books.setAside.size, books.raw.size)
  }
}

/** In a record, or in a finding. */
function showsWord({ records, findings }: StoredBooks, id: string): boolean {
  if (findings.get(id)?.includes(NEW_WORD)) return true
  const own = [...records.values()].filter((it) => (JSON.parse(it) as { remote_id: string }).remote_id === id)
  return own.some((it) => it.includes(NEW_WORD))
}
