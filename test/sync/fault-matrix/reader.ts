import assert from 'node:assert/strict'
import type { Fault } from '../../../src/domain/errors.ts'
import { newId } from '../../../src/domain/ids.ts'
import type { AnyStream, Checkpoint, Page, Provider } from '../../../src/providers/provider.ts'
import type { SourceIds } from '../../../src/sources/budget.ts'
import { createSource } from '../../../src/sources/create.ts'
import { loadCredentials } from '../../../src/sources/credentials.ts'
import { inWorkspace } from '../../../src/store/database.ts'
import { requestSync } from '../../../src/sync/request.ts'
import { runStream } from '../../../src/sync/run.ts'
import type { Setting } from '../../providers/conformance/setting.ts'
import { silentLog } from '../../support/ledger-source.ts'
import { storedBooks, type StoredBooks } from './books.ts'
import type { Column } from './column.ts'

/** How a run of the engine ended. */
export interface Ended {
  status: string
  error: Fault | null
  calls: number
}

const MOST_RUNS = 20
const MINUTE_MS = 60_000

/** Reads one stream of a source by the engine, run by run, each when the one before said. */
export class Reader {
  readonly #setting: Setting
  readonly #column: Pick<Column, 'stream' | 'undated'>
  readonly #stream: string
  readonly #ids: SourceIds

  constructor(setting: Setting, column: Pick<Column, 'stream' | 'undated'>, ids: SourceIds = setting.ids) {
    this.#setting = setting
    this.#column = column
    this.#stream = column.stream
    this.#ids = ids
  }

  /** One run. `between` is called once, with the ids on the first page, when that is stored and before the next. */
  async run(between?: (ids: string[]) => void | Promise<void>): Promise<Ended> {
    const { database, config, clock, provider } = this.#setting
    // So that no two runs begin at the same instant.
    clock.move(1)
    await runStream({
      database: database.worker,
      config,
      ...this.#ids,
      stream: this.#stream,
      signal: new AbortController().signal,
      log: silentLog,
      requestId: newId(),
      clock,
      find: () => (between === undefined ? provider : interrupted(provider, this.#stream, between)),
    })
    const [run] = await database.owner.sql<Ended[]>`
      select status, error, calls from sync_runs
      where source_id = ${this.#ids.sourceId} order by started_at desc limit 1`
    assert.ok(run, 'it ran')
    return run
  }

  /** Runs until everything is read, or a person has to act. */
  async readUp(between?: (ids: string[]) => void | Promise<void>): Promise<Ended[]> {
    const runs = [await this.run(between)]
    while (runs.at(-1)?.status !== 'SUCCEEDED' && runs.at(-1)?.error?.code !== 'REAUTHORIZE') {
      assert.ok(runs.length < MOST_RUNS, `it goes on and on: ${JSON.stringify(runs.at(-1))}`)
      await this.#awaitTurn()
      runs.push(await this.run())
    }
    return runs
  }

  /** After the longest of the intervals at which a provider is asked for deletions. */
  async readAgain(): Promise<Ended[]> {
    this.#setting.clock.move(40 * MINUTE_MS)
    return await this.readUp()
  }

  /** From the beginning. */
  async readAnew(): Promise<Ended[]> {
    const { database, clock } = this.#setting
    clock.move(MINUTE_MS)
    await requestSync(database.worker, { ...this.#ids, streams: [this.#stream], full: true }, clock.now())
    return await this.readUp()
  }

  books(): Promise<StoredBooks> {
    const { undated = (text: string) => text } = this.#column
    return storedBooks(this.#setting.database.owner, { ...this.#ids, stream: this.#stream }, undated)
  }

  /** A clean reading of the same books as they are now, by a source of its own. */
  async cleanBooks(): Promise<StoredBooks> {
    const ids = await twin(this.#setting)
    const reader = new Reader(this.#setting, this.#column, ids)
    await reader.readUp()
    return await reader.books()
  }

  async replaceCheckpoint(change: (checkpoint: Checkpoint) => Checkpoint): Promise<void> {
    const { sql } = this.#setting.database.owner
    const { sourceId } = this.#ids
    const [state] = await sql<{ checkpoint: Checkpoint }[]>`
      select checkpoint from stream_states where source_id = ${sourceId} and stream = ${this.#stream}`
    assert.ok(state)
    await sql`
      update stream_states set checkpoint = ${JSON.stringify(change(state.checkpoint))}::text::jsonb
      where source_id = ${sourceId} and stream = ${this.#stream}`
  }

  async #awaitTurn(): Promise<void> {
    const { database, clock } = this.#setting
    const [state] = await database.owner.sql<{ at: string }[]>`
      select next_run_at as at from stream_states
      where source_id = ${this.#ids.sourceId} and stream = ${this.#stream}`
    assert.ok(state)
    clock.move(Math.max(0, new Date(state.at).getTime() - clock.now().getTime()))
  }
}

function interrupted(
  provider: Provider,
  name: string,
  between: (ids: string[]) => void | Promise<void>,
): Provider {
  const stream = provider.streams[name]
  assert.ok(stream)
  const pages = async function* (read: Parameters<AnyStream['pages']>[0]): AsyncGenerator<Page> {
    let isFirst = true
    for await (const page of stream.pages(read)) {
      yield page
      if (isFirst && page.records.length > 0) {
        isFirst = false
        await between(page.records.map((raw) => stream.id(stream.raw.parse(raw))))
      }
    }
  }
  return { ...provider, streams: { ...provider.streams, [name]: { ...stream, pages } } }
}

/** The same account at the provider, connected in another workspace with the access as it is now. */
export async function twin({ database, config, clock, provider, facts, ids }: Setting) {
  const [grant] = await database.owner.sql<{ id: string }[]>`
    select grant_id as id from sources where id = ${ids.sourceId}`
  assert.ok(grant)
  const held = await inWorkspace(database.worker, ids.workspaceId, (tx) =>
    loadCredentials(tx, config, { workspaceId: ids.workspaceId, grantId: grant.id }),
  )
  const [workspaceId, companyId] = [newId(), newId()]
  await database.owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'Twin')`
  await database.owner.sql`
    insert into companies (workspace_id, id, name) values (${workspaceId}, ${companyId}, 'Twin')`
  const access = held?.secrets ?? null
  const sourceId = await createSource(database.worker, config.masterKey, {
    ...{ workspaceId, companyId, provider, ...facts, access },
    remoteName: null,
    now: clock.now(),
  })
  return { workspaceId, sourceId }
}
