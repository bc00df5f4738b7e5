import { FaultError, type Fault } from '../domain/errors.ts'
import { inWorkspace, type Database } from '../store/database.ts'
import type { GrantIds } from './budget.ts'
import type { Clock } from './clock.ts'
import { loadCredentials, storeCredentials } from './credentials.ts'
import { Gate } from './gate.ts'
import { endGrant, isInUse } from './grants.ts'
import { GrantEndedError, renewAccess, type Renewable, type RenewalOptions } from './refresh.ts'
import type { MasterKeys, Secrets } from './vault.ts'

const AHEAD_MS = 5 * 60_000
const AHEAD_SHARE = 0.1
/** How long a failed renewal is left alone while the token in use is still good. */
const RETRY_MS = 30_000

// A renewal holds a connection during the provider's answer, see renewStored; this many of a process's pool at most.
const renewals = new Gate(2)
/** Renewals of this process, by grant and version. */
const underWay = new Map<string, Promise<Held>>()

export interface TokenOptions extends Omit<RenewalOptions, 'now'> {
  database: Database
  keys: MasterKeys
  ids: GrantIds
  clock: Clock
  /** For taking the access back: renewed also when nothing is read by it any more. */
  leaving?: boolean
}

/** Secrets as they are stored. */
export interface Held {
  secrets: Renewable
  version: number
  storedAt: Date
}

/** A grant's access token, always good: renewed before it expires, once for all workers. */
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

  get version(): number {
    return this.#held.version
  }

  /** Throws FaultError when the token has expired and no new one can be had. */
  async get(): Promise<string> {
    return tokenIn(await this.secrets())
  }

  /** The same, with all that belongs to it. */
  async secrets(): Promise<Renewable> {
    const now = this.#options.clock.now()
    const access = accessIn(this.#held.secrets)
    if (access === null) await this.#renew()
    else if (now >= renewAt(access, this.#held) && now >= this.#tryNotBefore) {
      await this.#renewEarly(now, access)
    }
    return this.#held.secrets
  }

  /** Renews a token that the provider refused, unless that has happened since it was used. */
  async renew(usedAt: Date): Promise<void> {
    if (this.#loadedAt <= usedAt) await this.#renew()
  }

  async #renewEarly(now: Date, { expiresAt }: Access): Promise<void> {
    try {
      await this.#renew()
    } catch (error) {
      const isOver = now >= new Date(expiresAt)
      if (isOver || error instanceof GrantEndedError || !(error instanceof FaultError)) throw error
      this.#tryNotBefore = new Date(now.getTime() + RETRY_MS)
    }
  }

  async #renew(): Promise<void> {
    this.#held = await renewOnce(this.#options, this.#held.version)
    this.#loadedAt = this.#options.clock.now()
  }
}

interface Access {
  token: string
  expiresAt: string
}

function accessIn(secrets: Renewable): Access | null {
  if (secrets.kind === 'clientCredentials') return secrets.access
  const { accessToken, accessExpiresAt } = secrets.kind === 'consent' ? secrets.tokens : secrets
  return { token: accessToken, expiresAt: accessExpiresAt }
}

export const tokenIn = (secrets: Renewable): string => accessIn(secrets)?.token ?? ''

/** Five minutes before the end, or a tenth of the lifetime where that is shorter; at the end where nothing renews it. */
function renewAt({ expiresAt }: Access, { storedAt, secrets }: Held): Date {
  const end = Date.parse(expiresAt)
  if (secrets.kind === 'consent' && secrets.tokens.refreshToken === null) return new Date(end)
  return new Date(end - Math.min(AHEAD_MS, (end - storedAt.getTime()) * AHEAD_SHARE))
}

export const isRenewable = (secrets: Secrets | undefined): secrets is Renewable =>
  secrets?.kind === 'oauth2' ||
  secrets?.kind === 'clientCredentials' ||
  (secrets?.kind === 'consent' && secrets.tokens !== undefined)

async function renewOnce(options: TokenOptions, version: number): Promise<Held> {
  const name = `${options.ids.grantId} ${version}`
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
  const { database, ids, keys, clock } = options
  const leave = await renewals.enter()
  try {
    return await inWorkspace(database, ids.workspaceId, async (tx) => {
      const stored = await loadCredentials(tx, keys, ids, { lock: true })
      const { secrets } = stored ?? {}
      const isWanted = options.leaving === true || (await isInUse(tx, ids))
      if (stored === null || !isRenewable(secrets) || !isWanted) throw new FaultError(TAKEN_BACK)
      if (stored.version !== version) return { ...stored, secrets }
      const renewed = await renewAccess(secrets, { ...options, now: () => clock.now() })
      const now = clock.now()
      await storeCredentials(tx, keys.masterKey, ids, { secrets: renewed, now })
      return { secrets: renewed, version: version + 1, storedAt: now }
    })
  } catch (error) {
    if (error instanceof GrantEndedError) {
      // The row was read under the lock. Where it is still this version, no newer token could save the grant.
      const ended = { ...ids, version }
      await inWorkspace(database, ids.workspaceId, (tx) => endGrant(tx, { ended, fault: error.fault }))
    }
    throw error
  } finally {
    leave()
  }
}

const TAKEN_BACK: Fault = {
  code: 'REAUTHORIZE',
  message: 'The source was disconnected while it was read. Connect it again to read it.',
  actor: 'CUSTOMER',
  retryable: false,
}
