import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '../../../src/sandbox/kit/random.ts'

const draw = (seed: number) => {
  const random = createRandom(seed)
  return Array.from({ length: 20 }, () => [
    random.int(1, 6),
    random.chance(0.5),
    random.token(4),
    random.uuid(),
  ])
}

test('the same seed draws the same, another seed something else', () => {
  assert.deepEqual(draw(42), draw(42))
  assert.notDeepEqual(draw(42), draw(43))
})

test('whole numbers reach both ends and nothing beyond', () => {
  const random = createRandom(1)
  const drawn = new Set(Array.from({ length: 500 }, () => random.int(-2, 2)))
  assert.deepEqual(
    [...drawn].toSorted((a, b) => a - b),
    [-2, -1, 0, 1, 2],
  )
})

test('weights decide how often, and zero means never', () => {
  const random = createRandom(1)
  const items = [
    ['often', 9],
    ['rare', 1],
    ['never', 0],
  ] as const
  const drawn = Array.from({ length: 1000 }, () => random.pickWeighted(items))
  const count = (item: string) => drawn.filter((it) => it === item).length
  assert.ok(count('often') > 850 && count('rare') > 50)
  assert.equal(count('never'), 0)
})

test('a fork is a stream of its own', () => {
  const [one, other] = [createRandom(5), createRandom(5)]
  one.int(1, 100)
  assert.equal(one.fork('a').next(), other.fork('a').next())
  assert.notEqual(other.fork('a').next(), other.fork('b').next())
})

test('nothing to pick from is an error', () => {
  assert.throws(() => createRandom(1).pick([]), RangeError)
})
