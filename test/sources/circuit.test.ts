import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import type { Fault } from '../../src/domain/errors.ts'
import { newId } from '../../src/domain/ids.ts'
import { DeferError } from '../../src/sources/calls.ts'
import { Circuit } from '../../src/sources/circuit.ts'
import { inWorkspace } from '../../src/store/database.ts'
import { standingClock } from '../support/clock.ts'
import { freshDatabase } from '../support/database.ts'

const db = await freshDatabase()
const fault: Fault = {
  code: 'PROVIDER_UNAVAILABLE',
  message: 'The provider cannot be read at the moment: GET /a answered 503.',
  actor: 'PROVIDER',
  retryable: true,
}

interface Place {
  workspaceId: string
  sourceId: string
}

/** A source, each in a workspace of its own, that reads one stream. */
async function addSource(): Promise<Place> {
  const [workspaceId, sourceId] = [newId(), newId()]
  await db.owner.sql`
    insert into sources (workspace_id, id, company_id, provider, environment, remote_id)
    values (${workspaceId}, ${sourceId}, ${newId()}, 'STRIPE', 'PRODUCTION', ${sourceId})`
  await db.owner.sql`
    insert into stream_states (workspace_id, source_id, stream, status, last_error, next_run_at)
    values (${workspaceId}, ${sourceId}, 'invoices', 'WAITING', ${JSON.stringify(fault)}::text::jsonb, '2026-03-05T12:00:00Z')`
  return { workspaceId, sourceId }
}

const circuitOf = (place: Place, clock = standingClock()) => {
  const wiring = {
    ...place,
    provider: { code: 'STRIPE', name: 'Stripe' },
    environment: 'PRODUCTION',
  } as const
  const circuit = new Circuit(db.worker, wiring, clock)
  const look = () => inWorkspace(db.worker, place.workspaceId, (tx) => circuit.look(tx))
  return { circuit, clock, look }
}

/** Another worker's view of the same source: a module of its own shares no memory with the others. */
let workers = 0
async function elsewhere(place: Place, clock = standingClock()) {
  const url = new URL(`../../src/sources/circuit.ts?${(workers += 1)}`, import.meta.url).href
  const { Circuit: Other } = (await import(url)) as typeof import('../../src/sources/circuit.ts')
  const wiring = {
    ...place,
    provider: { code: 'STRIPE', name: 'Stripe' },
    environment: 'PRODUCTION',
  } as const
  const circuit = new Other(db.worker, wiring, clock)
  return { circuit, look: () => inWorkspace(db.worker, place.workspaceId, (tx) => circuit.look(tx)) }
}

async function fail({ circuit }: { circuit: Circuit }, times: number): Promise<DeferError | null> {
  let last: DeferError | null = null
  for (let n = 0; n < times; n++) last = await circuit.failed(fault)
  return last
}

async function deferral(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => null,
    (error: unknown) => error,
  )
  assert.ok(error instanceof Error && 'retryAt' in error && error.retryAt instanceof Date)
  return error.retryAt.toISOString()
}

describe('a circuit', () => {
  beforeEach(async () => {
    await db.owner.sql`delete from sources`
    await db.owner.sql`delete from provider_circuits`
  })

  test('opens at the eighth failure in a row, for all workers', async () => {
    const place = await addSource()
    const one = circuitOf(place)
    assert.equal(await fail(one, 7), null)
    await one.circuit.enter()
    const opened = await fail(one, 1)
    assert.equal(opened?.retryAt.toISOString(), '2026-03-05T09:00:31.500Z')
    assert.match(
      opened.message,
      /^Stripe failed 8 times in a row and is left alone for a while\. .*answered 503/,
    )
    assert.equal(await deferral(one.circuit.enter()), '2026-03-05T09:00:31.500Z')
    const other = await elsewhere(place)
    assert.equal(await deferral(other.look()), '2026-03-05T09:00:31.500Z')
  })

  test('counts anew after a call that was answered', async () => {
    const one = circuitOf(await addSource())
    await fail(one, 7)
    await one.circuit.succeeded()
    assert.equal(await fail(one, 7), null)
  })

  test('lets one call through after a while, over all workers, and all once that was answered', async () => {
    const place = await addSource()
    const one = circuitOf(place)
    await fail(one, 8)
    const later = standingClock('2026-03-05T09:00:30Z')
    const [prober, other] = [await elsewhere(place, later), await elsewhere(place, later)]
    await prober.look()
    await other.look()
    await prober.circuit.enter()
    assert.equal(await deferral(other.circuit.enter()), '2026-03-05T09:00:36.500Z')
    await prober.circuit.succeeded()
    await other.look()
    await other.circuit.enter()
    const [row] = await db.owner
      .sql`select next_run_at from stream_states where source_id = ${place.sourceId}`
    assert.equal(row?.['next_run_at'], '2026-03-05 09:00:32.5+00', 'what waited for it is due')
  })

  /** How many seconds it is open, without the spread, each time that the one call fails. */
  async function probesThatFail({ circuit, clock }: ReturnType<typeof circuitOf>, probes: number) {
    const waits: number[] = []
    for (let probe = 0; probe < probes; probe++) {
      await circuit.enter()
      const again = await fail({ circuit }, 1)
      assert.ok(again !== null)
      const ms = again.retryAt.getTime() - clock.now().getTime()
      waits.push((ms - 1_500) / 1000)
      clock.move(ms)
    }
    return waits
  }

  test('is open for a tenth of the time since a call was last answered, up to a quarter of an hour', async () => {
    const one = circuitOf(await addSource())
    await one.circuit.succeeded()
    one.clock.move(400_000)
    const opened = await fail(one, 8)
    assert.equal(opened?.retryAt.toISOString(), '2026-03-05T09:07:21.500Z', '40 s and the spread')
    one.clock.move(600_000)
    assert.deepEqual(await probesThatFail(one, 2), [100, 110.15])
    one.clock.move(3 * 3_600_000)
    assert.deepEqual(await probesThatFail(one, 3), [900, 900, 900])
  })

  test('of a provider that answers now and then is open for half a minute each time', async () => {
    const one = circuitOf(await addSource())
    for (let hour = 0; hour < 3; hour++) {
      await fail(one, 8)
      one.clock.move(32_000)
      assert.deepEqual(await probesThatFail(one, 4), [30, 30, 30, 30])
      await one.circuit.enter()
      await one.circuit.succeeded()
      one.clock.move(3_600_000)
      await one.circuit.succeeded()
    }
  })

  test('is measured by what any worker knows of the last answer', async () => {
    const place = await addSource()
    const [one, later] = [circuitOf(place), standingClock('2026-03-05T09:30:00Z')]
    await fail(one, 1)
    const other = await elsewhere(place, later)
    await other.circuit.succeeded()
    later.move(1_000_000)
    const opened = await fail(other, 7)
    assert.equal(opened?.retryAt.getTime(), later.now().getTime() + 101_500)
  })

  test('does not count what a single call fails more often than usual, but for the one call that tries', async () => {
    const one = circuitOf(await addSource())
    await fail(one, 7)
    assert.equal(await one.circuit.failed(fault, false), null)
    await one.circuit.enter()
    await fail(one, 1)
    one.clock.move(32_000)
    await one.circuit.enter()
    assert.ok((await one.circuit.failed(fault, false)) !== null, 'it is open again')
  })

  test('of a provider opens with those of three sources and half of all, whatever their workspaces', async () => {
    const sources = [await addSource(), await addSource(), await addSource(), await addSource()].map((it) =>
      circuitOf(it),
    )
    const [a, b, c, d] = sources
    assert.ok(a && b && c && d)
    for (const one of [a, b]) await fail(one, 8)
    await d.look()
    await fail(c, 8)
    assert.match((await d.look().catch(String)) ?? '', /Stripe fails for most of its sources/)

    for (const one of sources) one.clock.move(60_000)
    await b.look()
    await b.circuit.enter()
    await d.look()
    await assert.rejects(d.circuit.enter(), DeferError)
    await b.circuit.succeeded()
    for (const one of [a, c, d]) {
      await one.look()
      await one.circuit.enter()
    }
    const waiting = await db.owner.sql`
      select from stream_states t join sources s on s.id = t.source_id where t.next_run_at > '2026-03-05T09:02:01Z'`
    assert.equal(waiting.length, 0, 'streams of all its sources are due within a minute')
  })

  test('of a provider is not opened by one customer’s many sources failing among many others', async () => {
    const all = await Promise.all(Array.from({ length: 9 }, addSource))
    for (const it of all.slice(0, 4)) await fail(circuitOf(it), 8)
    await circuitOf(all[8] ?? assert.fail()).look()
  })
})
