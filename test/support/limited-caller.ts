// A worker that calls as often as the limits let it: node test/support/limited-caller.ts <its orders as JSON>
import { openDatabase } from '../../src/store/database.ts'
import type { Limit } from '../../src/providers/provider.ts'
import type { SourceIds } from '../../src/sources/budget.ts'
import { realClock } from '../../src/sources/clock.ts'
import { enterLimits } from '../../src/sources/limits.ts'

export interface Orders {
  databaseUrl: string
  /** What it calls. */
  url: string
  sources: SourceIds[]
  limits: Limit[]
  app: string
  /** Of each source. */
  calls: number
  atOnce: number
  /** So far its clock is ahead of the true time. */
  aheadMs: number
}

const orders = JSON.parse(process.argv[2] ?? '') as Orders
const database = openDatabase({ url: orders.databaseUrl, role: 'daybook_worker', max: 8 })
const clock = { ...realClock, now: () => new Date(Date.now() + orders.aheadMs) }

async function callOn(ids: SourceIds, left: { calls: number }): Promise<void> {
  while (left.calls > 0) {
    left.calls -= 1
    const leave = await enterLimits({
      ...{ database, ids, app: orders.app, clock },
      provider: { name: 'The provider', limits: orders.limits },
      interactive: false,
      stressed: false,
      patience: { maxWaitMs: 30_000 },
    })
    await fetch(`${orders.url}/${ids.sourceId}`)
    await leave()
  }
}

await Promise.all(
  orders.sources.flatMap((ids) => {
    const left = { calls: orders.calls }
    return Array.from({ length: orders.atOnce }, () => callOn(ids, left))
  }),
)
await database.close()
