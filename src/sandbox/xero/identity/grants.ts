import { createHash, createHmac } from 'node:crypto'
import type { Random } from '../../kit/random.ts'
import { XERO_CLIENT_ID, XERO_INITIAL_REFRESH_TOKEN } from '../credentials.ts'
import { DAY } from '../time.ts'
import { jwtOf } from './jwt.ts'

export interface Consent {
  redirectUri: string
  scope: string
  /** Of PKCE; null where the app did not ask for it. */
  challenge: string | null
}

export interface TokenSet {
  access_token: string
  refresh_token: string
  id_token: string
  expires_in: number
  scope: string
}

const ISSUER = 'https://identity.xero.com'
const ACCESS_SECONDS = 1_800
const CODE_LIVES_MS = 300_000
const GRACE_MS = 1_800_000
const UNUSED_MS = 60 * DAY
const MOST_KEPT = 1_000
const SCOPE =
  'openid profile email offline_access accounting.settings.read accounting.contacts.read accounting.invoices.read accounting.payments.read accounting.banktransactions.read accounting.manualjournals.read'

/**
 * The app's access. Each refresh gives a new refresh token, and the one before it stays good for half an hour, as
 * an answer may be lost. Refresh tokens are numbered and carry a mark made from the number, so that those of an
 * earlier start of the sandbox are known again.
 */
export class Grants {
  readonly #random: Random
  readonly #access = new Map<string, number>()
  readonly #codes = new Map<string, Consent & { until: number }>()
  readonly #refresh = new Map<number, { issuedAt: number; replacedAt: number | null; scope: string }>()
  #issued = 1
  #revokedThrough = 0
  /** Of the consent that the present connections came with. */
  authEventId: string

  constructor(random: Random) {
    this.#random = random
    this.authEventId = random.uuid()
  }

  /** The code is good once, for five minutes, with the same redirect address. */
  issueCode(consent: Consent, now: number): string {
    const code = `sandbox-code-${this.#random.token(24)}`
    this.authEventId = this.#random.uuid()
    keep(this.#codes, code, { ...consent, until: now + CODE_LIVES_MS })
    return code
  }

  /** Null: invalid_grant. */
  exchange(code: string, redirectUri: string, verifier: string | null, now: number): TokenSet | null {
    const consent = this.#codes.get(code)
    this.#codes.delete(code)
    if (consent === undefined || consent.redirectUri !== redirectUri || consent.until < now) return null
    if (consent.challenge !== null && consent.challenge !== challengeOf(verifier ?? '')) return null
    return this.#issue(consent.scope, now)
  }

  refresh(token: string, now: number): TokenSet | null {
    const number = numberOf(token)
    if (number === null || number <= this.#revokedThrough) return null
    const known = this.#refresh.get(number) ?? { issuedAt: now, replacedAt: null, scope: SCOPE }
    if (known.replacedAt !== null && known.replacedAt + GRACE_MS < now) return null
    if (known.issuedAt + UNUSED_MS < now) return null
    keep(this.#refresh, number, { ...known, replacedAt: known.replacedAt ?? now })
    this.#issued = Math.max(this.#issued, number)
    return this.#issue(known.scope, now)
  }

  /** When the access token ends or ended; null when it never was one, or was revoked. */
  expiryOf(accessToken: string): number | null {
    return this.#access.get(accessToken) ?? null
  }

  revoke(): void {
    this.#revokedThrough = this.#issued
    this.#access.clear()
  }

  /** Access tokens are over, the grant lives. */
  expireAccessTokens(now: number): void {
    for (const token of this.#access.keys()) this.#access.set(token, now - 1)
  }

  #issue(scope: string, now: number): TokenSet {
    this.#issued += 1
    keep(this.#refresh, this.#issued, { issuedAt: now, replacedAt: null, scope })
    const seconds = Math.floor(now / 1000)
    const claims = { nbf: seconds, iss: ISSUER, sub: '7a6f0d2e5f6c4b0e9a51000000000001', auth_time: seconds }
    const accessToken = jwtOf({
      ...claims,
      exp: seconds + ACCESS_SECONDS,
      aud: `${ISSUER}/resources`,
      client_id: XERO_CLIENT_ID,
      xero_userid: '7a6f0d2e-5f6c-4b0e-9a51-000000000001',
      jti: this.#random.token(32),
      authentication_event_id: this.authEventId,
      scope: scope.split(' '),
    })
    keep(this.#access, accessToken, now + ACCESS_SECONDS * 1000)
    return {
      id_token: jwtOf({
        ...claims,
        exp: seconds + 300,
        aud: XERO_CLIENT_ID,
        email: 'ida.lund@larkfield-works.example',
      }),
      access_token: accessToken,
      expires_in: ACCESS_SECONDS,
      refresh_token: refreshTokenOf(this.#issued),
      scope,
    }
  }
}

function keep<K, V>(entries: Map<K, V>, key: K, value: V): void {
  entries.set(key, value)
  const [oldest] = entries.keys()
  if (entries.size > MOST_KEPT && oldest !== undefined) entries.delete(oldest)
}

const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url')

function refreshTokenOf(number: number): string {
  const mark = createHmac('sha256', XERO_INITIAL_REFRESH_TOKEN).update(String(number)).digest('hex')
  return `XR${number}-sandbox-not-a-secret-${mark.slice(0, 16)}`
}

function numberOf(token: string): number | null {
  if (token === XERO_INITIAL_REFRESH_TOKEN) return 1
  const number = Number(/^XR(\d{1,9})-/.exec(token)?.[1] ?? 0)
  return number > 1 && refreshTokenOf(number) === token ? number : null
}
