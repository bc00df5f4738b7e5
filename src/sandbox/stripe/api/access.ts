import {
  STRIPE_ACCOUNT_ID,
  STRIPE_RESTRICTED_KEY,
  STRIPE_SECRET_KEY,
  STRIPE_VERSION,
} from '../credentials.ts'
import { StripeError, refused } from '../errors.ts'
import type { SandboxRequest } from '../../kit/provider.ts'

type Headers = SandboxRequest['headers']

/** Throws Stripe's 401 without a key that is known here. */
export function authenticate(headers: Headers): string {
  const key = keyOf(headers.authorization)
  if (key === undefined) throw unauthorized(NO_KEY)
  if (key === STRIPE_SECRET_KEY || key === STRIPE_RESTRICTED_KEY) return key
  throw invalidKey(key)
}

const NO_KEY =
  'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth ' +
  "(e.g. 'Authorization: Bearer YOUR_SECRET_KEY')."

export const invalidKey = (key: string): StripeError =>
  unauthorized(`Invalid API Key provided: ${masked(key)}`)

const unauthorized = (message: string) => new StripeError({ status: 401, message })

/** Bearer, or Basic with the key as the user. */
function keyOf(authorization: string | undefined): string | undefined {
  const [, scheme, value] = /^(Bearer|Basic) +(\S+)$/i.exec(authorization ?? '') ?? []
  if (scheme === undefined || value === undefined) return undefined
  if (scheme.toLowerCase() === 'bearer') return value
  return Buffer.from(value, 'base64').toString().split(':')[0]
}

const masked = (key: string) => `${/^(sk|rk|pk)_(test|live)_/.exec(key)?.[0] ?? ''}***`

/** A platform may name the account that it acts for; there is one here. */
export function checkAccount(headers: Headers, key: string): void {
  const account = headers['stripe-account']
  if (account === undefined || account === STRIPE_ACCOUNT_ID) return
  throw new StripeError({
    status: 403,
    code: 'account_invalid',
    message: `The provided key '${masked(key)}' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
  })
}

/** Answers have the shape of one version; another can't be had here. */
export function checkVersion(headers: Headers): void {
  const version = headers['stripe-version']
  if (version !== undefined && version !== STRIPE_VERSION) {
    throw refused(`Invalid Stripe API version: ${version}. This sandbox plays ${STRIPE_VERSION}.`)
  }
}

/** What a restricted key may do: "invoice_read", "customer_write". A secret key may do everything. */
export class Permissions {
  #granted: ReadonlySet<string> | null = null

  /** Null: read everything, write nothing. */
  set(granted: readonly string[] | null): void {
    this.#granted = granted === null ? null : new Set(granted)
  }

  check(key: string, kind: string, writes: boolean): void {
    if (key !== STRIPE_RESTRICTED_KEY) return
    const permission = `${kind}_${writes ? 'write' : 'read'}`
    const allowed =
      this.#granted === null
        ? !writes
        : this.#granted.has(permission) || (!writes && this.#granted.has(`${kind}_write`))
    if (allowed) return
    throw new StripeError({
      status: 403,
      message: `The provided key '${masked(key)}' does not have the required permissions for this endpoint on account '${STRIPE_ACCOUNT_ID}'. Having the 'rak_${permission}' permission would allow this request to continue.`,
    })
  }
}
