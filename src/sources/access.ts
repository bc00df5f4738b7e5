import type { Auth } from '../providers/provider.ts'
import type { Credentials } from './credentials.ts'
import { AccessToken, type TokenOptions } from './tokens.ts'

/** How a source's calls are authorised. */
export interface Access {
  headers: () => Promise<Record<string, string>>
  /** Replaces a token that was refused, unless that has happened since it was used. A key has no replacement. */
  renew: (usedAt: Date) => Promise<void>
}

export function accessOf(
  auth: Auth,
  credentials: Credentials | null,
  options: Omit<TokenOptions, 'auth'>,
): Access {
  if (auth.kind === 'file') return fixed({})
  const { secrets } = credentials ?? {}
  if (auth.kind === 'apiKey' && secrets?.kind === 'apiKey') return fixed(auth.header(secrets.apiKey))
  if (auth.kind === 'oauth2' && credentials !== null && secrets?.kind === 'oauth2') {
    const token = new AccessToken({ ...options, auth }, { ...credentials, tokens: secrets })
    return {
      headers: async () => auth.header(await token.get()),
      renew: (usedAt) => token.renew(usedAt),
    }
  }
  throw new Error(`source ${options.ids.sourceId} has no credentials for ${options.provider.name}`)
}

const fixed = (headers: Record<string, string>): Access => ({
  headers: () => Promise.resolve(headers),
  renew: () => Promise.resolve(),
})
