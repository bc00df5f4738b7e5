import { randomUUID } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Provider, SourceFacts } from '../providers/provider.ts'
import { findProvider } from '../providers/registry.ts'
import { createHttpClient, type CallFacts } from '../providers/toolkit/http-client.ts'
import { fetchWithCertificate } from '../providers/toolkit/client-certificate.ts'
import type { HttpClient } from '../providers/toolkit/http.ts'
import { inWorkspace, type Database } from '../store/database.ts'
import { accessOf } from './access.ts'
import { appOf } from './app-budget.ts'
import { addressFor } from './address.ts'
import { DeferError, INTERACTIVE, PATIENT, STRESSED, type Meter } from './calls.ts'
import { Circuit } from './circuit.ts'
import { realClock, type Clock } from './clock.ts'
import { loadCredentials, type Credentials } from './credentials.ts'
import { measure, readStress } from './figures.ts'
import { endAccess } from './grants.ts'
import { enterLimits } from './limits.ts'
import { loadReadable, type ReadableSource } from './load.ts'
import { withRecovery } from './recovering.ts'

/** The largest answers, 1,000 QuickBooks invoices with their lines, are some 5 MB. */
const MAX_BYTES = 64_000_000
/** QuickBooks itself gives up after 120 seconds. */
const TIMEOUT_MS = 60_000
/** So much more time has a provider that is slower than it usually is. */
const STRESSED_TIMES = 2
const SPARED_MS = 120_000

/** A source that can be read: who it is, and the way to its provider. */
export interface OpenSource {
  workspaceId: string
  companyId: string
  sourceId: string
  provider: Provider
  facts: SourceFacts
  /** Authorised, within the provider's limits, recovering; see calls.ts for what it throws. */
  http: HttpClient
}

export interface OpenOptions {
  /** In the worker's role. */
  database: Database
  config: Pick<
    Config,
    'providerUrls' | 'apps' | 'masterKey' | 'formerMasterKeys' | 'callTimeoutMs' | 'liveTimeoutMs'
  >
  workspaceId: string
  sourceId: string
  requestId: string
  meter: Meter
  /** Someone waits for the answer: short deadlines, few retries, the limits' reserve. */
  interactive?: boolean
  /** A reading of many calls, which goes on for longer with a source under stress: see STRESSED. */
  long?: boolean
  /** Ends waits and calls under way. */
  signal?: AbortSignal
  onCall?: (facts: CallFacts) => void
  clock?: Clock
  /** Where providers are looked up; by default the registry. */
  find?: typeof findProvider
}

/** Opens a source for reading. Throws FaultError when it is unknown, paused, disconnected or to be connected anew. */
export async function openSource(options: OpenOptions): Promise<OpenSource> {
  const { database, config, workspaceId, sourceId } = options
  const ids = { workspaceId, sourceId }
  const opened = await inWorkspace(database, workspaceId, async (tx) => {
    const source = await loadReadable(tx, ids)
    const provider = (options.find ?? findProvider)(source.provider)
    if (provider === undefined) throw new Error(`no adapter for ${source.provider}`)
    const { grantId, facts } = source
    const credentials = grantId === null ? null : await loadCredentials(tx, config, { workspaceId, grantId })
    const wiring = { ...ids, provider, environment: facts.environment }
    const circuit = new Circuit(database, wiring, options.clock ?? realClock)
    await circuit.look(tx)
    return { source, provider, credentials, circuit, stressed: await readStress(tx, ids) }
  })
  const { source, provider } = opened
  if (opened.stressed && options.interactive === true) throw spared(provider, options.clock ?? realClock)
  const http = provider.auth.kind === 'file' ? nothingToCall : clientOf(options, opened)
  return { ...ids, companyId: source.companyId, provider, facts: source.facts, http }
}

interface Opened {
  provider: Provider
  source: ReadableSource
  credentials: Credentials | null
  circuit: Circuit
  stressed: boolean
}

function clientOf(options: OpenOptions, opened: Opened): HttpClient {
  const { provider, source, credentials, circuit, stressed } = opened
  const { database, config, workspaceId, sourceId, requestId, meter, signal, onCall } = options
  const { interactive = false, long = false, clock = realClock } = options
  const ids = { workspaceId, sourceId }
  const override = config.providerUrls[provider.code]
  const { grantId, facts } = source
  if (grantId === null) throw new Error(`source ${sourceId} of ${provider.name} has no grant`)
  const access = accessOf(credentials, {
    database,
    ids: { workspaceId, grantId },
    provider,
    app: config.apps[provider.code],
    override,
    remoteId: facts.remoteId,
    keys: config,
    requestId,
    clock,
  })
  const http = createHttpClient({
    baseUrl: addressFor(config, provider, facts),
    headers: provider.headers,
    authorize: access.authorize,
    timeoutMs: timeoutMs(options, stressed),
    maxBytes: MAX_BYTES,
    now: clock.now,
    requestId,
    ...certified(credentials),
    ...(provider.auth.kind === 'consent' && { callId: randomUUID }),
    ...(signal && { signal }),
    ...(onCall && { onCall }),
  })
  const patience = interactive ? INTERACTIVE : stressed && long ? STRESSED : PATIENT
  const waiting = { patience, clock, ...(signal && { signal }) }
  return withRecovery(http, {
    ...waiting,
    provider,
    meter,
    interactive,
    circuit,
    measure: (call) => measure(database, ids, { ...call, now: clock.now() }),
    enter: (countsAs) =>
      enterLimits({
        ...waiting,
        database,
        ids,
        provider,
        app: appOf(provider, facts),
        interactive,
        stressed,
        countsAs,
      }),
    renew: access.renew,
    reconnect: (fault) => {
      const ended = { workspaceId, grantId, version: access.version() }
      return inWorkspace(database, workspaceId, (tx) => endAccess(tx, ids, { ended, fault }))
    },
  })
}

function timeoutMs({ config, interactive = false }: OpenOptions, stressed: boolean): number {
  if (interactive) return config.liveTimeoutMs
  return (config.callTimeoutMs ?? TIMEOUT_MS) * (stressed ? STRESSED_TIMES : 1)
}

/** Who asks for the newest gets what is stored instead, so that the provider can recover. */
const spared = ({ name }: Provider, clock: Clock): DeferError =>
  new DeferError(
    {
      code: 'PROVIDER_UNAVAILABLE',
      message: `${name} is slower than usual, or fails more often, and is asked only for what has to be read.`,
      actor: 'PROVIDER',
      retryable: true,
    },
    new Date(clock.now().getTime() + SPARED_MS),
  )

/** For what comes in files. */
const nothingToCall: HttpClient = {
  request: ({ path }) => Promise.reject(new Error(`there is no provider to ask for ${path}`)),
}

const certified = (credentials: Credentials | null) => {
  const { secrets } = credentials ?? {}
  return secrets?.kind === 'consent' && secrets.clientCertificate !== null
    ? { fetch: fetchWithCertificate(secrets.clientCertificate) }
    : {}
}
