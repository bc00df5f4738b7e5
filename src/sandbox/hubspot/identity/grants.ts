import { createHash, createHmac } from 'node:crypto'
import type { Random } from '../../kit/random.ts'
import { HUBSPOT_REFRESH_TOKEN } from '../credentials.ts'
import { TYPE_NAMES, objectType } from '../portal/types.ts'

export interface Consent {
  redirectUri: string
  scopes: readonly string[]
  /** Of PKCE; null where the app did not ask for it. */
  challenge: string | null
}

export interface Access {
  scopes: readonly string[]
  expiresAt: number
}

export interface TokenSet {
  accessToken: string
  refreshToken: string
  scopes: readonly string[]
}

export const ACCESS_SECONDS = 1_800
const CODE_LIVES_MS = 60_000
const MOST_KEPT = 1_000

/** All that is played here. */
export const ALL_SCOPES: readonly string[] = [
  'oauth',
  ...new Set(TYPE_NAMES.map((it) => objectType(it).scope)),
  'owners',
  'tax_rates.read',
  'settings.currencies.read',
].flatMap((it) =>
  it === 'oauth' || it.includes('.') ? [it] : [`crm.objects.${it}.read`, `crm.objects.${it}.write`],
)

/**
 * The app's access. A refresh token stays as it is until the app is removed. Refresh tokens are numbered and carry
 * a mark made from the number, so that those of an earlier start of the sandbox are known again.
 */
export class Grants {
  readonly #random: Random
  readonly #access = new Map<string, Access>()
  readonly #codes = new Map<string, Consent & { until: number }>()
  readonly #scopes = new Map<number, readonly string[]>()
  #issued = 1
  #revokedThrough = 0

  constructor(random: Random) {
    this.#random = random
  }

  /** Good once, for a minute, with the same redirect address. */
  issueCode(consent: Consent, now: number): string {
    const code = `na1-sandbox-code-${this.#random.token(24)}`
    keep(this.#codes, code, { ...consent, until: now + CODE_LIVES_MS })
    return code
  }

  /** Null: the code is not good. */
  exchange(code: string, redirectUri: string, verifier: string | null, now: number): TokenSet | null {
    const consent = this.#codes.get(code)
    this.#codes.delete(code)
    if (consent === undefined || consent.redirectUri !== redirectUri || consent.until < now) return null
    if (consent.challenge !== null && consent.challenge !== challengeOf(verifier ?? '')) return null
    this.#issued += 1
    keep(this.#scopes, this.#issued, consent.scopes)
    return this.#issue(this.#issued, now)
  }

  /** Null: the token is not good. */
  refresh(token: string, now: number): TokenSet | null {
    const number = this.numberOf(token)
    return number === null ? null : this.#issue(number, now)
  }

  /** Undefined for a token that never was, or whose grant is gone. */
  accessOf(token: string): Access | undefined {
    return this.#access.get(token)
  }

  /** Null for a refresh token that is not good. */
  numberOf(token: string): number | null {
    const number = Number(/^na1-(\d{1,9})-/.exec(token)?.[1] ?? 0)
    return number > this.#revokedThrough && refreshTokenOf(number) === token ? number : null
  }

  scopesOf(number: number): readonly string[] {
    return this.#scopes.get(number) ?? ALL_SCOPES
  }

  /** The app is removed from the account. */
  revoke(): void {
    this.#revokedThrough = this.#issued
    this.#access.clear()
  }

  /** Access tokens are over, the grant lives. */
  expireAccessTokens(now: number): void {
    for (const access of this.#access.values()) access.expiresAt = now - 1
  }

  #issue(number: number, now: number): TokenSet {
    const scopes = this.scopesOf(number)
    // HubSpot's exceed 300 characters.
    const accessToken = `CSandbox_not-a-secret_${this.#random.token(300)}`
    keep(this.#access, accessToken, { scopes, expiresAt: now + ACCESS_SECONDS * 1000 })
    return { accessToken, refreshToken: refreshTokenOf(number), scopes }
  }
}

function keep<K, V>(entries: Map<K, V>, key: K, value: V): void {
  entries.set(key, value)
  const [oldest] = entries.keys()
  if (entries.size > MOST_KEPT && oldest !== undefined) entries.delete(oldest)
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

function refreshTokenOf(number: number): string {
  if (number === 1) return HUBSPOT_REFRESH_TOKEN
  const mark = createHmac('sha256', HUBSPOT_REFRESH_TOKEN).update(String(number)).digest('hex')
  return `na1-${number}-sandbox-not-a-secret-${mark.slice(0, 16)}`
}
