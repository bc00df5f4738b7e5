import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Documents } from '../../src/api/documents.ts'

test('the documents used last are kept, as many as their characters allow', () => {
  const documents = new Documents<number>(10)
  documents.set('aaaa', 1)
  documents.set('bbbb', 2)
  assert.equal(documents.get('aaaa'), 1)
  documents.set('cccc', 3)
  assert.deepEqual(
    ['aaaa', 'bbbb', 'cccc'].map((it) => documents.get(it)),
    [1, undefined, 3],
  )
})

test('a document that is longer than all may be is not kept, and pushes out no other', () => {
  const documents = new Documents<number>(10)
  documents.set('aaaa', 1)
  documents.set('a much longer text', 2)
  assert.equal(documents.get('aaaa'), 1)
  assert.equal(documents.get('a much longer text'), undefined)
})

test('a document that comes again counts once', () => {
  const documents = new Documents<number>(10)
  for (let made = 0; made < 5; made++) documents.set('aaaa', made)
  documents.set('bbbb', 9)
  assert.equal(documents.get('aaaa'), 4)
  assert.equal(documents.get('bbbb'), 9)
})
