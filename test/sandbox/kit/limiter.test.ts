import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLimiter } from '../../../src/sandbox/kit/limiter.ts'

test('a window lets so many through and opens again as it slides', () => {
  let now = 0
  const limiter = createLimiter([{ path: '/v3/', requests: 2, perSeconds: 60 }], () => now)
  assert.ok(limiter.enter('/v3/a'))
  now = 30_000
  assert.ok(limiter.enter('/v3/b'))
  assert.equal(limiter.enter('/v3/c'), null)
  assert.ok(limiter.enter('/oauth2/token'), 'another path has no such limit')
  now = 60_000
  assert.ok(limiter.enter('/v3/d'))
  assert.equal(limiter.enter('/v3/e'), null)
})

test('what is under way counts until it leaves, and what was refused does not count', () => {
  const limiter = createLimiter([{ path: '/', atOnce: 1 }], () => 0)
  const leave = limiter.enter('/a')
  assert.equal(limiter.enter('/b'), null)
  leave?.()
  assert.ok(limiter.enter('/c'))
})
