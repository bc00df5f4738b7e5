import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../../src/sandbox/kit/random.ts'
import { WEBHOOK_MODES } from '../../src/sandbox/kit/webhooks.ts'
import type { StatementFile } from './books.ts'
import type { Role } from './processes.ts'
import type { Subscriber } from './subscriber.ts'

/** Of all calls to the providers. */
const FAILING = 0.2
/** What goes wrong, each as often as the others. */
const WAYS = [
  { kind: 'status', status: 429, retryAfterSeconds: 1 },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503 },
  { kind: 'timeout' },
  { kind: 'slow', delayMs: 2_500 },
  { kind: 'slow_body', delayMs: 2_500 },
  { kind: 'cut' },
  { kind: 'truncated' },
  { kind: 'html', status: 200 },
] as const
/**
 * Where access tokens expire, and the addresses below which they are looked at. Elsewhere a 401 is the provider's word
 * that a key or a consent is no longer good, and a person has to act.
 */
const EXPIRING: Readonly<Record<string, string>> = {
  quickbooks: '/v3/company/',
  xero: '/api.xro/',
  hubspot: '/crm/',
  'dynamics365-finance': '/data/',
}

export interface Disorder {
  random: Random
  sandboxUrl: string
  /** Of the played providers. */
  providers: readonly string[]
  workers: readonly Role[]
  api: Role
  subscriber: Subscriber
  restartDatabase: () => Promise<void>
  statements: { folder: string; files: readonly StatementFile[] }
}

/** What was done to the system. */
export interface Done {
  workersKilled: number
  apiKilled: number
  databaseRestarts: number
  connectionsCut: number
  files: number
  /** Calls to the providers meanwhile, and those of them that failed on purpose. */
  calls: number
  struck: number
}

/** Until the end everything goes wrong that may; then nothing more does. */
export async function wreakHavoc(disorder: Disorder, ms: number): Promise<Done> {
  const { sandboxUrl, providers, random } = disorder
  for (const provider of providers) {
    const expiring = EXPIRING[provider]
    const ways = [...WAYS, ...(expiring === undefined ? [] : [{ kind: 'expired_token', match: expiring }])]
    // Each way in turn is tried on what the ways before it let through.
    const share = 1 - (1 - FAILING) ** (1 / ways.length)
    for (const way of ways) await control(sandboxUrl, 'faults', { ...way, provider, share })
  }
  await control(sandboxUrl, 'trading', { everySeconds: TRADE_EVERY_SECONDS })
  const before = await countsOf(sandboxUrl)
  const done: Done = {
    workersKilled: 0,
    apiKilled: 0,
    databaseRestarts: 0,
    connectionsCut: 0,
    files: 0,
    calls: 0,
    struck: 0,
  }
  const until = performance.now() + ms
  const rest = () => until - performance.now()
  await Promise.all([
    every([2_000, 6_000], rest, random.fork('webhooks'), async (chance) => {
      await control(sandboxUrl, 'webhooks', { mode: chance.pick(WEBHOOK_MODES), delayMs: 1_000 })
    }),
    every([5_000, 15_000], rest, random.fork('workers'), async (chance) => {
      await chance.pick(disorder.workers).kill(chance.int(100, 2_000))
      done.workersKilled += 1
    }),
    every([10_000, 25_000], rest, random.fork('connections'), () => {
      disorder.subscriber.cut()
      done.connectionsCut += 1
    }),
    sleep(ms * 0.35).then(async () => {
      await disorder.restartDatabase()
      done.databaseRestarts += 1
    }),
    sleep(ms * 0.65).then(async () => {
      await disorder.api.kill(1_000)
      done.apiKilled += 1
    }),
    sendStatements(disorder, ms * 0.9, done),
  ])
  await control(sandboxUrl, 'trading', { everySeconds: 0 })
  await control(sandboxUrl, 'webhooks', { mode: 'normal' })
  const { calls, struck } = await countsOf(sandboxUrl)
  done.calls = calls - before.calls
  done.struck = struck - before.struck
  const cleared = await fetch(`${sandboxUrl}/control/faults`, { method: 'DELETE' })
  if (!cleared.ok) throw new Error(`The faults stay: ${await cleared.text()}`)
  return done
}

async function countsOf(sandboxUrl: string): Promise<{ calls: number; struck: number }> {
  const answer = await fetch(`${sandboxUrl}/control/faults`)
  return (await answer.json()) as { calls: number; struck: number }
}

const TRADE_EVERY_SECONDS = 0.25

async function every(
  [from, to]: readonly [number, number],
  rest: () => number,
  chance: Random,
  act: (chance: Random) => void | Promise<void>,
): Promise<void> {
  for (;;) {
    const ms = chance.int(from, to)
    if (ms >= rest()) return
    await sleep(ms)
    await act(chance)
  }
}

/** Laid into the watched folder one by one, some of them twice, some of them slowly. */
async function sendStatements({ statements, random }: Disorder, ms: number, done: Done): Promise<void> {
  const { folder, files } = statements
  const chance = random.fork('statements')
  await mkdir(folder, { recursive: true })
  for (const { name, bytes } of files) {
    await sleep(ms / files.length)
    const path = join(folder, name)
    if (chance.chance(0.3)) {
      await writeFile(`${path}.part`, bytes.subarray(0, bytes.length / 2))
      await writeFile(`${path}.part`, bytes)
      await rename(`${path}.part`, path)
    } else await writeFile(path, bytes)
    if (chance.chance(0.2)) await copyFile(path, join(folder, `again-${name}`)).catch(taken)
    done.files += 1
  }
}

/** The first one was taken away already. */
function taken(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
}

export async function control(sandboxUrl: string, path: string, input: object): Promise<void> {
  const answer = await fetch(`${sandboxUrl}/control/${path}`, { method: 'POST', body: JSON.stringify(input) })
  if (!answer.ok) throw new Error(`The sandbox refuses ${path}: ${await answer.text()}`)
}
