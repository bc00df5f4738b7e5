import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AtOnce } from '../../src/api/at-once.ts'

test('a caller has so much open at once, whatever others have; what has ended counts no more, and ends once', () => {
  const atOnce = new AtOnce(2)
  const first = atOnce.enter('one')
  assert.ok(first)
  assert.ok(atOnce.enter('one'))
  assert.equal(atOnce.enter('one'), null)
  assert.ok(atOnce.enter('other'))
  first()
  first()
  assert.ok(atOnce.enter('one'))
  assert.equal(atOnce.enter('one'), null)
})
