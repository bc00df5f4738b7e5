import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { describe, test } from 'node:test'
import { newId } from '../../src/domain/ids.ts'
import type { Limit } from '../../src/providers/provider.ts'
import { startAnswering } from '../support/answering.ts'
import { freshDatabase } from '../support/database.ts'
import type { Orders } from '../support/limited-caller.ts'

// A provider that counts by itself, called by workers of their own whose clocks differ.

const db = await freshDatabase()
const CALLER = new URL('../support/limited-caller.ts', import.meta.url)

interface Counted {
  /** When each call arrived, by source. */
  arrivals: Map<string, number[]>
  /** Under way at once, at most. */
  mostAtOnce: number
}

async function startCounting(): Promise<Counted & { url: string }> {
  const answering = await startAnswering()
  const counted = { arrivals: new Map<string, number[]>(), mostAtOnce: 0, url: answering.url }
  let underWay = 0
  answering.answer = ({ path }, response) => {
    counted.arrivals.set(path, [...(counted.arrivals.get(path) ?? []), performance.now()])
    counted.mostAtOnce = Math.max(counted.mostAtOnce, (underWay += 1))
    setTimeout(() => {
      underWay -= 1
      response.end('{}')
    }, 5)
  }
  return counted
}

/** The most that arrived within so many seconds, wherever they begin. */
function mostWithin(arrivals: readonly number[], seconds: number): number {
  const times = arrivals.toSorted((a, b) => a - b)
  return Math.max(
    ...times.map((from) => times.filter((it) => it >= from && it < from + seconds * 1000).length),
  )
}

async function callFrom(workers: number[], orders: Omit<Orders, 'aheadMs' | 'databaseUrl'>): Promise<void> {
  const children = workers.map((aheadMs) =>
    fork(CALLER, [JSON.stringify({ ...orders, databaseUrl: db.url, aheadMs })]),
  )
  const ended = await Promise.all(children.map((it) => once(it, 'exit') as Promise<[number | null]>))
  assert.deepEqual(new Set(ended.map(([code]) => code)), new Set([0]))
}

const someSources = (count: number) =>
  Array.from({ length: count }, () => ({ workspaceId: newId(), sourceId: newId() }))

describe('a provider’s limit', () => {
  test('on a source is kept in any window, by workers whose clocks differ', async () => {
    const counted = await startCounting()
    const limits: Limit[] = [
      { scope: 'source', requests: 40, perSeconds: 2 },
      { scope: 'source', atOnce: 5 },
    ]
    const orders = { url: counted.url, sources: someSources(1), limits, app: 'KEPT-1/SANDBOX' }
    await callFrom([-300, 0, 300], { ...orders, calls: 40, atOnce: 6 })
    const arrivals = [...counted.arrivals.values()].flat()
    assert.equal(arrivals.length, 120)
    assert.ok(mostWithin(arrivals, 2) <= 40, String(mostWithin(arrivals, 2)))
    assert.ok(counted.mostAtOnce <= 5, String(counted.mostAtOnce))
  })

  test('on the whole app is kept in any window, and divided among its sources', async () => {
    const counted = await startCounting()
    const limits: Limit[] = [{ scope: 'app', requests: 60, perSeconds: 2 }]
    const sources = someSources(10)
    const orders = { url: counted.url, sources, limits, app: 'KEPT-2/SANDBOX' }
    await callFrom([-300, 300], { ...orders, calls: 8, atOnce: 2 })
    const arrivals = [...counted.arrivals.values()].flat()
    assert.equal(arrivals.length, 160)
    assert.ok(mostWithin(arrivals, 2) <= 60, String(mostWithin(arrivals, 2)))
  })
})
