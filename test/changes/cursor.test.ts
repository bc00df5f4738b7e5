import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { decodeCursor, encodeCursor } from '../../src/changes/cursor.ts'
import { newId } from '../../src/domain/ids.ts'

describe('a cursor', () => {
  const workspaceId = newId()

  test('gives its position back', () => {
    for (const position of [0n, 1n, 2n ** 40n]) {
      assert.equal(decodeCursor(workspaceId, encodeCursor(workspaceId, position)), position)
    }
  })

  test('is refused in another workspace', () => {
    assert.equal(decodeCursor(newId(), encodeCursor(workspaceId, 7n)), null)
  })

  test('is refused when it was never one', () => {
    const good = encodeCursor(workspaceId, 7n)
    for (const text of [
      '',
      'x',
      '7',
      `${good}A`,
      good.slice(1),
      `${good}==`,
      good.replace(/^./, 'B'),
      '💶',
      'A'.repeat(20),
    ]) {
      assert.equal(decodeCursor(workspaceId, text), null, text)
    }
  })
})
