import { createHmac } from 'node:crypto'
import type { Random } from '../kit/random.ts'
import { QUICKBOOKS_INITIAL_REFRESH_TOKEN } from './credentials.ts'

export interface TokenPair {
  accessToken: string
  refreshToken: string
  expiresInSeconds: number
}

export interface Grants {
  /** Null: invalid_grant. */
  refresh(refreshToken: string, now: Date): TokenPair | null
  /** A consent was given; the code is good once, for ten minutes, with the same redirect address. */
  issueCode(redirectUri: string, now: Date): string
  exchange(code: string, redirectUri: string, now: Date): TokenPair | null
  isValid(accessToken: string, now: Date): boolean
  /** The company disconnects the app, or the app itself: every token dies. */
  revoke(): void
  /** Access tokens die, the grant lives. */
  expireAccessTokens(): void
  setLifetime(seconds: number): void
}

const MOST_TOKENS = 1_000
const CODE_LIVES_MS = 600_000

/**
 * Each refresh gives a new refresh token; the one before it stays good until the new one is used, as an answer
 * may be lost. Refresh tokens are numbered and carry a mark made from the number, so that those of an earlier
 * start of the sandbox are known again.
 */
export function createGrants(random: Random): Grants {
  const accessTokens = new Map<string, number>()
  const codes = new Map<string, { redirectUri: string; until: number }>()
  let lifetimeSeconds = 3600
  let issued = 1
  let oldestGood = 1
  let revoked = false

  function issue(now: Date): TokenPair {
    const accessToken = `sandbox-not-a-secret-access-${random.token(24)}`
    accessTokens.set(accessToken, now.getTime() + lifetimeSeconds * 1000)
    dropOldest(accessTokens)
    issued += 1
    return { accessToken, refreshToken: refreshTokenOf(issued), expiresInSeconds: lifetimeSeconds }
  }

  return {
    refresh(refreshToken, now) {
      const number = numberOf(refreshToken)
      if (revoked || number === null || number < oldestGood) return null
      oldestGood = number
      issued = Math.max(issued, number)
      return issue(now)
    },
    issueCode(redirectUri, now) {
      const code = `sandbox-code-${random.token(16)}`
      codes.set(code, { redirectUri, until: now.getTime() + CODE_LIVES_MS })
      dropOldest(codes)
      return code
    },
    exchange(code, redirectUri, now) {
      const grant = codes.get(code)
      codes.delete(code)
      if (grant?.redirectUri !== redirectUri || grant.until < now.getTime()) return null
      revoked = false
      const pair = issue(now)
      oldestGood = issued
      return pair
    },
    isValid: (accessToken, now) => (accessTokens.get(accessToken) ?? 0) > now.getTime(),
    revoke() {
      revoked = true
      accessTokens.clear()
    },
    expireAccessTokens() {
      accessTokens.clear()
    },
    setLifetime(seconds) {
      lifetimeSeconds = seconds
    },
  }
}

function dropOldest(entries: Map<string, unknown>): void {
  const [oldest] = entries.keys()
  if (entries.size > MOST_TOKENS && oldest !== undefined) entries.delete(oldest)
}

function refreshTokenOf(number: number): string {
  const mark = createHmac('sha256', QUICKBOOKS_INITIAL_REFRESH_TOKEN).update(String(number)).digest('hex')
  return `RT${number}-sandbox-not-a-secret-${mark.slice(0, 16)}`
}

function numberOf(refreshToken: string): number | null {
  if (refreshToken === QUICKBOOKS_INITIAL_REFRESH_TOKEN) return 1
  const number = Number(/^RT(\d{1,9})-/.exec(refreshToken)?.[1] ?? 0)
  return number > 1 && refreshTokenOf(number) === refreshToken ? number : null
}
