import { FaultError } from '../domain/errors.ts'
import { inWorkspace, type Database } from '../store/database.ts'
import type { SourceIds } from './budget.ts'
import type { Clock } from './clock.ts'
import { loadCredentials, storeCredentials } from './credentials.ts'
import { Gate } from './gate.ts'
import { endGrant } from './grants.ts'
import { GrantEndedError, refreshTokens, type RefreshOptions, type Tokens } from './refresh.ts'

const AHEAD_MS = 5 * 60_000
const AHEAD_SHARE = 0.1
/** How long a failed renewal is left alone while the token in use is still good. */
const RETRY_MS = 30_000

// A renewal holds a connection during the provider's answer, see renewStored; this many of a process's pool at most.
const renewals = new Gate(2)
/** Renewals of this process, by source and version. */
const underWay = new Map<string, Promise<Held>>()

export interface TokenOptions extends Omit<RefreshOptions, 'now'> {
  database: Database
  masterKey: Buffer
  ids: SourceIds
  clock: Clock
}

/** Tokens as they are stored. */
export interface Held {
  tokens: Tokens
  version: number
  storedAt: Date
}

/** A source's access token, always good: renewed before it expires, once for all workers. */
export class AccessToken {
  readonly #options: TokenOptions
  #held: Held
  #loadedAt: Date
  #tryNotBefore = new Date(0)

  constructor(options: TokenOptions, loaded: Held) {
    this.#options = options
    this.#held = loaded
    this.#loadedAt = options.clock.now()
  }

  /** Throws FaultError when the token has expired and no new one can be had. */
  async get(): Promise<string> {
    const now = this.#options.clock.now()
    if (now >= renewAt(this.#held) && now >= this.#tryNotBefore) await this.#renewEarly(now)
    return this.#held.tokens.accessToken
  }

  /** Renews a token that the provider refused, unless that has happened since it was used. */
  async renew(usedAt: Date): Promise<void> {
    if (this.#loadedAt <= usedAt) await this.#renew()
  }

  async #renewEarly(now: Date): Promise<void> {
    try {
      await this.#renew()
    } catch (error) {
      const isOver = now >= new Date(this.#held.tokens.accessExpiresAt)
      if (isOver || error instanceof GrantEndedError || !(error instanceof FaultError)) throw error
      this.#tryNotBefore = new Date(now.getTime() + RETRY_MS)
    }
  }

  async #renew(): Promise<void> {
    this.#held = await renewOnce(this.#options, this.#held.version)
    this.#loadedAt = this.#options.clock.now()
  }
}

/** Five minutes before the end, or a tenth of the lifetime where that is shorter. */
function renewAt({ tokens, storedAt }: Held): Date {
  const end = Date.parse(tokens.accessExpiresAt)
  return new Date(end - Math.min(AHEAD_MS, (end - storedAt.getTime()) * AHEAD_SHARE))
}

async function renewOnce(options: TokenOptions, version: number): Promise<Held> {
  const name = `${options.ids.sourceId} ${version}`
  const existing = underWay.get(name)
  if (existing !== undefined) return await existing
  const renewal = renewStored(options, version).finally(() => underWay.delete(name))
  underWay.set(name, renewal)
  return await renewal
}

/**
 * Renews under the lock of the credentials' row: whoever waited for it finds another version and takes that. This is
 * the one place that holds a connection while a provider answers: the lock must last until the rotated refresh token
 * is committed, and it must end with the process. Only then may the access token be used.
 */
async function renewStored(options: TokenOptions, version: number): Promise<Held> {
  const { database, ids, masterKey, clock } = options
  const leave = await renewals.enter()
  try {
    const outcome = await inWorkspace(database, ids.workspaceId, async (tx) => {
      const stored = await loadCredentials(tx, masterKey, ids, { lock: true })
      const { secrets } = stored ?? {}
      if (stored === null || secrets?.kind !== 'oauth2')
        throw new Error(`source ${ids.sourceId} has no tokens`)
      if (stored.version !== version) return { ...stored, tokens: secrets }
      try {
        const tokens = await refreshTokens(secrets, { ...options, now: () => clock.now() })
        const now = clock.now()
        await storeCredentials(tx, masterKey, ids, { secrets: tokens, now })
        return { tokens, version: version + 1, storedAt: now }
      } catch (error) {
        if (!(error instanceof GrantEndedError)) throw error
        // The row was read under the lock, so no newer token exists that could save the grant.
        await endGrant(tx, ids, error.fault)
        return error
      }
    })
    // Thrown only now, so that the note is committed.
    if (outcome instanceof GrantEndedError) throw outcome
    return outcome
  } finally {
    leave()
  }
}
