import type { Auth } from '../providers/provider.ts'
import type { Authorization } from '../providers/toolkit/http-client.ts'
import type { Credentials } from './credentials.ts'
import { GrantEndedError, requireApp, type Renewable } from './refresh.ts'
import { AccessToken, isRenewable, tokenIn, type TokenOptions } from './tokens.ts'

/** How a source's calls are authorised. */
export interface Access {
  authorize: () => Promise<Authorization>
  /** Replaces a token that was refused, unless that has happened since it was used. Null for what has no replacement. */
  renew: ((usedAt: Date) => Promise<void>) | null
  /** Of the credentials that calls are authorised by at the moment. */
  version: () => number
}

export function accessOf(credentials: Credentials | null, options: TokenOptions): Access {
  const { provider } = options
  const { auth } = provider
  const { secrets, version = 0 } = credentials ?? {}
  if (auth.kind === 'apiKey' && secrets?.kind === 'apiKey')
    return fixed({ headers: auth.header(secrets.apiKey) }, version)
  if (auth.kind === 'link' && secrets?.kind === 'link') {
    return fixed({ headers: auth.header(requireApp(options)), json: auth.body(secrets.accessToken) }, version)
  }
  if (auth.kind === 'consent' && secrets?.kind === 'consent' && !isRenewable(secrets)) {
    return fixed({ headers: auth.header(secrets.consentId) }, version)
  }
  if (takesTokens(auth) && credentials !== null && isRenewable(secrets)) {
    const access = new AccessToken(options, { ...credentials, secrets })
    return {
      authorize: () => authorizedBy(auth, access, secrets, options),
      renew: (usedAt) => access.renew(usedAt),
      version: () => access.version,
    }
  }
  throw new Error(`grant ${options.ids.grantId} has no credentials for ${provider.name}`)
}

type TokenAuth = Extract<Auth, { kind: 'oauth2' | 'clientCredentials' | 'consent' }>

const takesTokens = (auth: Auth): auth is TokenAuth =>
  auth.kind === 'oauth2' || auth.kind === 'clientCredentials' || auth.kind === 'consent'

async function authorizedBy(
  auth: TokenAuth,
  access: AccessToken,
  loaded: Renewable,
  { leaving }: TokenOptions,
): Promise<Authorization> {
  try {
    // A renewal may have found another consent than the one that was loaded: the two go together.
    const secrets = await access.secrets()
    if (auth.kind !== 'consent') return { headers: auth.header(tokenIn(secrets)) }
    return { headers: auth.header(consentIn(secrets), tokenIn(secrets)) }
  } catch (error) {
    // A consent outlives its tokens, and is to be taken back all the same.
    const isLast = leaving === true && auth.kind === 'consent' && error instanceof GrantEndedError
    if (isLast) return { headers: auth.header(consentIn(loaded)) }
    throw error
  }
}

const consentIn = (secrets: Renewable): string => (secrets.kind === 'consent' ? secrets.consentId : '')

const fixed = (authorization: Authorization, version: number): Access => ({
  authorize: () => Promise.resolve(authorization),
  renew: null,
  version: () => version,
})
