import assert from 'node:assert/strict'
import { newId } from '../../../src/domain/ids.ts'
import { runStream } from '../../../src/sync/run.ts'
import type { Setting } from '../../providers/conformance/setting.ts'
import { silentLog } from '../../support/ledger-source.ts'

/** As many runs of one source as a worker has at once. */
const AT_ONCE = 4
const MOST_TURNS = 1_000

type Source = Pick<Setting['ids'], 'workspaceId' | 'sourceId'>

/** Reads all streams of a source as the workers do: what is due, some at once, then on to when the next is due. */
export class Polling {
  readonly #setting: Setting
  readonly #source: Source

  constructor(setting: Setting, source: Source = setting.ids) {
    this.#setting = setting
    this.#source = source
  }

  /** Runs what is due, or moves the clock to when something is. */
  async turn(): Promise<void> {
    const { database, clock } = this.#setting
    const streams = await database.owner.sql<{ stream: string; at: string }[]>`
      select stream, next_run_at as at from stream_states
      where source_id = ${this.#source.sourceId} order by next_run_at limit ${AT_ONCE}`
    const now = clock.now()
    const due = streams.filter((it) => new Date(it.at) <= now)
    await Promise.all(due.map((it) => this.run(it.stream)))
    const [next] = streams
    assert.ok(next)
    // At least a millisecond, so that no two runs of a stream begin at the same instant.
    clock.move(due.length > 0 ? 1 : new Date(next.at).getTime() - now.getTime())
  }

  async run(stream: string): Promise<void> {
    const { database, config, clock, provider } = this.#setting
    await runStream({
      database: database.worker,
      config,
      ...this.#source,
      stream,
      signal: new AbortController().signal,
      log: silentLog,
      requestId: newId(),
      clock,
      find: () => provider,
    })
  }

  /** Until it is so. Fails after a great many turns, or so many hours by the clock. */
  async until(isSo: () => Promise<boolean>, mostHours: number): Promise<void> {
    const { clock } = this.#setting
    const end = clock.now().getTime() + mostHours * 3_600_000
    for (let turn = 0; !(await isSo()); turn++) {
      assert.ok(turn < MOST_TURNS, 'it comes to an end')
      assert.ok(clock.now().getTime() < end, `within ${mostHours} hours`)
      await this.turn()
    }
  }

  /** Until all streams were read whole by runs that begin from now on. */
  async readWhole(mostHours: number): Promise<void> {
    const { clock, database, provider } = this.#setting
    const since = clock.now()
    await this.until(async () => {
      const [row] = await database.owner.sql<{ n: number }[]>`
        select count(*)::int as n from stream_states
        where source_id = ${this.#source.sourceId} and fresh_as_of >= ${since}`
      return row?.n === Object.keys(provider.streams).length
    }, mostHours)
  }

  /** By stream: when the last run that read it to its end began. */
  async lastRead(): Promise<ReadonlyMap<string, Date>> {
    const rows = await this.#setting.database.owner.sql<{ stream: string; at: string }[]>`
      select stream, max(started_at) as at from sync_runs
      where source_id = ${this.#source.sourceId} and status = 'SUCCEEDED' group by stream`
    return new Map(rows.map((it) => [it.stream, new Date(it.at)]))
  }

  /** By runs that began since; and how many of them found no answer, or were turned away. */
  async callsSince(since: Date): Promise<{ calls: number; failed: number }> {
    const [row] = await this.#setting.database.owner.sql<{ calls: number; failed: number }[]>`
      select coalesce(sum(calls), 0)::int as calls,
        coalesce(sum(least(calls, retries + (status <> 'SUCCEEDED')::int)), 0)::int as failed
      from sync_runs where source_id = ${this.#source.sourceId} and started_at >= ${since}`
    return row ?? { calls: 0, failed: 0 }
  }
}
