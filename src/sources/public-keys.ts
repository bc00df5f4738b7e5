import type { Config } from '../config.ts'
import { FaultError, type Fault } from '../domain/errors.ts'
import type { ProviderCode, SourceEnvironment } from '../domain/vocabulary.ts'
import type { Provider, Webhooks } from '../providers/provider.ts'
import { toFault } from '../providers/recovery.ts'
import { createHttpClient } from '../providers/toolkit/http-client.ts'
import { HttpFailure } from '../providers/toolkit/http.ts'
import type { Database } from '../store/database.ts'
import { addressFor } from './address.ts'

const TIMEOUT_MS = 5_000
const MAX_BYTES = 100_000
/** A key that a provider withdraws is taken for so long at most. */
const KEPT_MS = 10 * 60_000
/** A forged signature names a key that does not exist: asked for once in this time. */
const MISSING_MS = 60_000
const MOST_KEPT = 200
/** Who makes up a new id for each forgery makes us ask no more often than this. */
const MOST_ASKED = 20
const ASKED_IN_MS = 60_000
const LONGEST_ID = 200

interface Kept {
  key: Promise<unknown>
  until: number
}

const kept = new Map<string, Kept>()
/** When each provider was asked lately. */
const asked = new Map<string, number[]>()

interface KeyContext {
  config: Pick<Config, 'apps' | 'providerUrls'>
  requestId: string
  /** Of which of a provider's environments the app is; null as long as it has opened no source. */
  environmentOf: (provider: ProviderCode) => Promise<SourceEnvironment | null>
}

/** As `KeyContext` wants it, by the sources of all workspaces. */
export const appEnvironmentIn =
  ({ sql }: Pick<Database, 'sql'>): KeyContext['environmentOf'] =>
  async (provider) => {
    const [row] = await sql<{ environment: SourceEnvironment | null }[]>`
      select app_environment(${provider}) as environment`
    return row?.environment ?? null
  }

/**
 * Finds a provider's public keys by their ids; null for an id that it does not know. Rejects with FaultError when the
 * provider cannot be asked, or must not be: at a plain http address, see addressFor.
 */
export function publicKeys(
  context: KeyContext,
  provider: Provider & { webhooks: Webhooks },
  now: Date,
): (id: string) => Promise<unknown> {
  return async (id) => {
    if (id.length > LONGEST_ID || provider.webhooks.key === undefined) return null
    const name = `${provider.code} ${context.config.providerUrls[provider.code] ?? ''} ${id}`
    const known = kept.get(name)
    if (known !== undefined && now.getTime() < known.until) {
      keep(name, known)
      return await known.key
    }
    // A key that was good is no forger's: its next asking is not theirs to use up.
    if (known === undefined || (await known.key) === null) countAsking(provider, now)
    const entry: Kept = { key: askFor(context, provider, id), until: now.getTime() + KEPT_MS }
    keep(name, entry)
    try {
      const key = await entry.key
      if (key === null) entry.until = now.getTime() + MISSING_MS
      return key
    } catch (error) {
      kept.delete(name)
      throw error
    }
  }
}

/** Throws FaultError when there were too many. */
function countAsking({ code, name }: Provider, now: Date): void {
  const since = now.getTime() - ASKED_IN_MS
  const lately = (asked.get(code) ?? []).filter((at) => at > since)
  if (lately.length >= MOST_ASKED) throw new FaultError(tooMany(name))
  asked.set(code, [...lately, now.getTime()])
}

const tooMany = (name: string): Fault => ({
  code: 'RATE_LIMITED',
  message: `${name} was asked for ${MOST_ASKED} public keys within a minute. Somebody makes their ids up.`,
  actor: 'OPERATOR',
  retryable: true,
})

function keep(name: string, entry: Kept): void {
  kept.delete(name)
  kept.set(name, entry)
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) break
    kept.delete(oldest)
  }
}

/**
 * A provider's environments have keys of their own, and an app belongs to one of them: only that one is asked, as the
 * asking shows it the app's secret. Without a source there is nobody whom a webhook could be about.
 */
async function askFor(
  { config, requestId, environmentOf }: KeyContext,
  provider: Provider & { webhooks: Webhooks },
  id: string,
): Promise<unknown> {
  const { auth, code, webhooks } = provider
  const app = config.apps[code]
  const environment = await environmentOf(code)
  if (environment === null) return null
  const http = createHttpClient({
    baseUrl: addressFor(config, provider, { environment, remoteId: '' }),
    headers: provider.headers,
    authorize: () =>
      Promise.resolve({ headers: auth.kind === 'link' && app !== undefined ? auth.header(app) : {} }),
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_BYTES,
    now: () => new Date(),
    requestId,
  })
  try {
    return (await webhooks.key?.(http, id)) ?? null
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    const { status } = error
    const isUnknown = status !== null && status >= 400 && status < 500 && status !== 429
    if (isUnknown) return null
    throw new FaultError(toFault(provider.name, error, { action: 'retry' }), { cause: error })
  }
}
