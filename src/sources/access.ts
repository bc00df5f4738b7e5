import type { Authorization } from '../providers/toolkit/http-client.ts'
import type { Credentials } from './credentials.ts'
import { requireApp } from './refresh.ts'
import { AccessToken, isRenewable, type TokenOptions } from './tokens.ts'

/** How a source's calls are authorised. */
export interface Access {
  authorize: () => Promise<Authorization>
  /** Replaces a token that was refused, unless that has happened since it was used. A key has no replacement. */
  renew: (usedAt: Date) => Promise<void>
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
  if (auth.kind === 'consent' && secrets?.kind === 'consent') {
    return fixed({ headers: auth.header(secrets.consentId) }, version)
  }
  if (
    (auth.kind === 'oauth2' || auth.kind === 'clientCredentials') &&
    credentials !== null &&
    isRenewable(secrets)
  ) {
    const token = new AccessToken(options, { ...credentials, secrets })
    return {
      authorize: async () => ({ headers: auth.header(await token.get()) }),
      renew: (usedAt) => token.renew(usedAt),
      version: () => token.version,
    }
  }
  throw new Error(`grant ${options.ids.grantId} has no credentials for ${provider.name}`)
}

const fixed = (authorization: Authorization, version: number): Access => ({
  authorize: () => Promise.resolve(authorization),
  renew: () => Promise.resolve(),
  version: () => version,
})
