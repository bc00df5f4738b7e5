import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { getOperationAST, parse } from 'graphql'
import { breadthOf } from '../../src/api/breadth.ts'
import { MOST } from '../../src/api/limits.ts'
import { freshDatabase } from '../support/database.ts'
import { startTestApi } from './client.ts'
import { seedBooks } from './seed.ts'

function breadth(query: string): number {
  const document = parse(query)
  const operation = getOperationAST(document)
  assert.ok(operation)
  return breadthOf(document, operation)
}

/** Each fragment uses the next one twice, so that the last field is named 2 to the power of `length - 1` times. */
const doubling = (length: number) =>
  Array.from({ length }, (_, index) =>
    index === length - 1
      ? `fragment F${index} on Account { id }`
      : `fragment F${index} on Account { a: parent { ...F${index + 1} } b: parent { ...F${index + 1} } }`,
  ).join(' ')

describe("a query's breadth", () => {
  test('counts fields wherever their fragments are used', () => {
    assert.equal(breadth('{ a { b c } d }'), 4)
    assert.equal(breadth('{ a { ...F } b { ...F ... on B { c } } } fragment F on A { x y }'), 7)
  })

  test('is worked out without opening every fragment', () => {
    assert.ok(breadth(`{ account { ...F0 } } ${doubling(200)}`) > 2 ** 199)
  })
})

test('a query that is too broad is never compiled, though a condition hides it from the limits', async () => {
  const database = await freshDatabase()
  const api = await startTestApi(database)
  const { key } = await seedBooks(database.owner)
  const query = `query ($hide: Boolean!) { accounts @skip(if: $hide) { nodes { ...F0 } } } ${doubling(40)}`
  for (let time = 0; time < 3; time++) {
    const hidden = await api.query(key, query, { hide: true })
    assert.equal(hidden.errors, undefined)
    const shown = await api.query(key, query, { hide: false })
    assert.deepEqual(
      shown.errors?.map((it) => it.extensions.code),
      ['QUERY_TOO_COMPLEX'],
    )
  }
  assert.ok(breadth(query) > MOST.fields)
})
