import { createHash } from 'node:crypto'
import type { Random } from '../../kit/random.ts'

/** What a customer agreed to, until the client comes for it. */
export interface Agreement {
  consentId: string
  redirectUri: string
  /** Of PKCE, S256. */
  challenge: string
}

export interface TokenSet {
  access_token: string
  refresh_token: string
  expires_in: number
}

const ACCESS_SECONDS = 600
const CODE_LIVES_MS = 60_000
const MOST_KEPT = 1_000

/** What the authorization server has given. A refresh token is good once: each refresh gives another. */
export class Tokens {
  readonly #random: Random
  readonly #codes = new Map<string, Agreement & { until: number }>()
  readonly #access = new Map<string, { consentId: string; until: number }>()
  readonly #refresh = new Map<string, string>()

  constructor(random: Random) {
    this.#random = random
  }

  /** Good once, for a minute, at the same address and with the verifier. */
  issueCode(agreement: Agreement, now: number): string {
    const code = `sandbox-not-a-secret-code-${this.#random.token(24)}`
    keep(this.#codes, code, { ...agreement, until: now + CODE_LIVES_MS })
    return code
  }

  /** Null: invalid_grant. */
  exchange(code: string, redirectUri: string, verifier: string, now: number): TokenSet | null {
    const agreement = this.#codes.get(code)
    this.#codes.delete(code)
    if (agreement === undefined || agreement.until < now) return null
    if (agreement.redirectUri !== redirectUri || agreement.challenge !== challengeOf(verifier)) return null
    return this.#issue(agreement.consentId, now)
  }

  /** Null: invalid_grant. */
  refresh(token: string, now: number): TokenSet | null {
    const consentId = this.#refresh.get(token)
    this.#refresh.delete(token)
    return consentId === undefined ? null : this.#issue(consentId, now)
  }

  /** The consent for which an access token is good; null when it never was one. */
  consentOf(accessToken: string, now: number): { consentId: string; isOver: boolean } | null {
    const access = this.#access.get(accessToken)
    return access === undefined ? null : { consentId: access.consentId, isOver: access.until <= now }
  }

  expireAccess(now: number): void {
    for (const access of this.#access.values()) access.until = Math.min(access.until, now)
  }

  /** From now on nothing can be had anew. */
  endRefresh(): void {
    this.#refresh.clear()
  }

  #issue(consentId: string, now: number): TokenSet {
    const [access, refresh] = ['access', 'refresh'].map(
      (it) => `sandbox-not-a-secret-${it}-${this.#random.token(24)}`,
    ) as [string, string]
    keep(this.#access, access, { consentId, until: now + ACCESS_SECONDS * 1000 })
    keep(this.#refresh, refresh, consentId)
    return { access_token: access, refresh_token: refresh, expires_in: ACCESS_SECONDS }
  }
}

function keep<V>(entries: Map<string, V>, key: string, value: V): void {
  entries.set(key, value)
  const [oldest] = entries.keys()
  if (entries.size > MOST_KEPT && oldest !== undefined) entries.delete(oldest)
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')
