import { after } from 'node:test'
import { readConfig, type Config } from '../../../src/config.ts'
import { newId } from '../../../src/domain/ids.ts'
import type { AnyStream, Checkpoint, Page, Provider, SourceFacts } from '../../../src/providers/provider.ts'
import { hostProviders, type Sandbox } from '../../../src/sandbox/kit/host.ts'
import type { Meter } from '../../../src/sources/calls.ts'
import { createSource } from '../../../src/sources/create.ts'
import { openSource } from '../../../src/sources/open.ts'
import { standingClock } from '../../support/clock.ts'
import type { TestDatabase } from '../../support/database.ts'
import type { Conformant, Control } from './conformant.ts'

/** A source of the provider, connected to books of its own. All of it goes by one clock, which only sleep moves. */
export interface Setting {
  provider: Provider
  facts: SourceFacts
  ids: SourceIds
  database: TestDatabase
  config: Config
  clock: ReturnType<typeof standingClock>
  sandbox: Sandbox
  control: Control
  meter: Meter
  faults: FaultBoard
  stream(name: string): AnyStream
  /** Opens the source as a run does, and reads the stream from the checkpoint, page by page. */
  pages(stream: string, checkpoint: Checkpoint | null): AsyncGenerator<Page>
}

interface SourceIds {
  workspaceId: string
  companyId: string
  sourceId: string
}

/** What goes wrong at the provider. */
interface FaultBoard {
  inject(fault: object): Promise<void>
  /** Those that have not happened yet. */
  left(): Promise<unknown[]>
  clear(): Promise<void>
}

interface SettingOptions {
  scale: number
  /** By default one that stands still. */
  clock?: Setting['clock']
  deliverTo?: string
}

export async function connect(
  database: TestDatabase,
  it: Conformant,
  { scale, deliverTo, clock = standingClock() }: SettingOptions,
): Promise<Setting> {
  const { provider, play, env } = it
  const sandbox = await hostProviders(
    {
      port: 0,
      seed: 7,
      scale,
      now: clock.now,
      deliverTo: deliverTo ?? null,
      tradeEveryMs: null,
      // The sandbox counts its own limits by real time, of which hardly any passes here.
      requestLimits: { [pathName(provider)]: [] },
    },
    [play],
  )
  after(() => sandbox.close())
  const [played] = sandbox.providers
  if (played === undefined) throw new Error(`${provider.name} is not played`)
  const config = readConfig({
    DATABASE_URL: database.url,
    DAYBOOK_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
    [`DAYBOOK_${provider.code}_URL`]: `${sandbox.url}/${played.name}`,
    ...env,
  })
  const facts: SourceFacts = { remoteId: it.remoteId, environment: 'SANDBOX', baseCurrency: 'USD' }
  const ids = await createCompanyAndSource(database, it, { facts, config, now: clock.now() })
  const meter = { calls: 0, retries: 0 }
  const stream = (name: string): AnyStream => {
    const found = provider.streams[name]
    if (found === undefined) throw new Error(`${provider.name} has no stream ${name}`)
    return found
  }
  async function* pages(name: string, checkpoint: Checkpoint | null) {
    const opened = await openSource({
      database: database.worker,
      config,
      workspaceId: ids.workspaceId,
      sourceId: ids.sourceId,
      requestId: newId(),
      meter,
      clock,
      find: () => provider,
    })
    yield* stream(name).pages({ source: opened.facts, http: opened.http, checkpoint, now: clock.now() })
  }
  const control: Control = (action, input) => played.control(action, input)
  const faults = faultBoard(sandbox, played.name)
  return { provider, facts, ids, database, config, clock, sandbox, control, meter, faults, stream, pages }
}

/** As in the provider's address at the sandbox and of its webhooks. */
export const pathName = ({ code }: Provider): string => code.toLowerCase().replaceAll('_', '-')

async function createCompanyAndSource(
  database: TestDatabase,
  { provider, secrets }: Conformant,
  { facts, config, now }: { facts: SourceFacts; config: Config; now: Date },
): Promise<SourceIds> {
  const [workspaceId, companyId] = [newId(), newId()]
  await database.owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'Test')`
  await database.owner.sql`
    insert into companies (workspace_id, id, name) values (${workspaceId}, ${companyId}, 'Test')`
  const sourceId = await createSource(database.worker, config.masterKey, {
    workspaceId,
    companyId,
    provider,
    ...facts,
    remoteName: null,
    access: secrets,
    now,
  })
  return { workspaceId, companyId, sourceId }
}

function faultBoard({ url }: Sandbox, provider: string): FaultBoard {
  const board = `${url}/control/faults`
  return {
    inject: async (fault) => {
      const answer = await fetch(board, { method: 'POST', body: JSON.stringify({ provider, ...fault }) })
      if (!answer.ok) throw new Error(await answer.text())
    },
    left: async () => ((await (await fetch(board)).json()) as { faults: unknown[] }).faults,
    clear: async () => {
      await fetch(board, { method: 'DELETE' })
    },
  }
}
