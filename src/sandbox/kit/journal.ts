import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { SandboxProvider, SandboxRequest } from './provider.ts'

/** What the books follow from, besides what was done to them. */
export interface JournalHead {
  seed: number
  scale: number
  /** Where the made-up history ends, RFC 3339. */
  booksEndAt: string
}

type Act =
  | { kind: 'trade' }
  | { kind: 'control'; action: string; input: Readonly<Record<string, unknown>> }
  | {
      kind: 'request'
      method: string
      path: string
      query: string
      headers: Record<string, string>
      body: string
    }

type Entry = { at: string; provider: string } & Act

/** A sandbox's memory: everything that changed its books, with the time of each. One JSON line per act. */
export interface Journal {
  head: JournalHead
  /** Does all of it again, each act at its time. */
  replay(providers: readonly SandboxProvider[], clock: StoppableClock): Promise<void>
  /** The provider, whose changes are written down from now on. */
  keep(provider: SandboxProvider, clock: StoppableClock): SandboxProvider
}

/** A clock that can be held still, so that an act sees the very instant that the journal has. */
export interface StoppableClock {
  now: () => Date
  at<T>(instant: Date, act: () => T): T
}

// A trade every three seconds fills this in two days; then the books stand still instead of being forgotten.
const MOST_ACTS = 60_000
// What may decide the answer; all else is noise that would make the file large.
const KEPT_HEADERS = [
  'authorization',
  'consent-id',
  'content-type',
  'idempotency-key',
  'plaid-client-id',
  'plaid-secret',
  'psu-ip-address',
  'stripe-account',
  'stripe-version',
  'tpp-nok-redirect-uri',
  'tpp-redirect-uri',
  'x-request-id',
  'xero-tenant-id',
]

/** Opens the journal, or begins one with this head. */
export function openJournal(file: string, head: JournalHead): Journal {
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(head)}\n`, { mode: 0o600 })
  // A line that a crash cut short is the last one, and what it tells was not answered yet.
  const [first = '', ...lines] = readFileSync(file, 'utf8').split('\n').slice(0, -1)
  let acts = lines.length

  const record = (provider: string, at: Date, act: Act): void => {
    if (acts >= MOST_ACTS)
      throw new Error(
        `The sandbox has done ${MOST_ACTS} things since ${file} began; remove it to begin anew.`,
      )
    acts += 1
    appendFileSync(file, `${JSON.stringify({ at: at.toISOString(), provider, ...act })}\n`)
  }

  return {
    head: JSON.parse(first) as JournalHead,
    async replay(providers, clock) {
      for (const line of lines) {
        const entry = JSON.parse(line) as Entry
        const provider = providers.find((it) => it.name === entry.provider)
        if (provider === undefined) continue
        await clock.at(new Date(entry.at), () => perform(provider, entry))
      }
    },
    keep: (provider, clock) => {
      const remember = <T>(act: Act, perform: () => T): T => {
        const at = clock.now()
        record(provider.name, at, act)
        return clock.at(at, perform)
      }
      return {
        ...provider,
        handle: (request) =>
          changesBooks(request, provider)
            ? remember(asAct(request), () => provider.handle(request))
            : provider.handle(request),
        control: (action, input) =>
          remember({ kind: 'control', action, input }, () => provider.control(action, input)),
        trade: () => {
          remember({ kind: 'trade' }, () => {
            provider.trade()
          })
        },
      }
    },
  }
}

/** Reading leaves no trace; a consent page is read, but hands out a code. */
const changesBooks = ({ method, path }: SandboxRequest, { reads = [] }: SandboxProvider): boolean =>
  (method !== 'GET' && !path.endsWith('/query') && !reads.includes(path)) || path.startsWith('/connect/')

const asAct = (request: SandboxRequest): Act => ({
  kind: 'request',
  method: request.method,
  path: request.path,
  query: request.query.toString(),
  headers: Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => [[name, request.headers[name]]]).filter(hasValue),
  ),
  body: request.body.toString('base64'),
})

const hasValue = (entry: (string | undefined)[]): entry is [string, string] => entry[1] !== undefined

async function perform(provider: SandboxProvider, act: Act): Promise<void> {
  try {
    if (act.kind === 'trade') provider.trade()
    else if (act.kind === 'control') provider.control(act.action, act.input)
    else {
      const { method, path, headers } = act
      const body = Buffer.from(act.body, 'base64')
      await provider.handle({ method, path, headers, body, query: new URLSearchParams(act.query) })
    }
  } catch {
    // It was refused the first time, too: the refusal went to whoever asked.
  }
}
