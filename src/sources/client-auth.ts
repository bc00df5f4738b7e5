import type { ProviderApp } from '../config.ts'
import type { Auth } from '../providers/provider.ts'

type OAuth = Extract<Auth, { kind: 'oauth2' }>

/** How Daybook's app shows who it is to a provider's token endpoint: RFC 6749, 2.3.1. */
export function clientAuth(
  auth: Pick<OAuth, 'clientAuth'>,
  { clientId, clientSecret }: ProviderApp,
): { headers: Readonly<Record<string, string>>; fields: Readonly<Record<string, string>> } {
  if (auth.clientAuth === 'body') {
    return { headers: {}, fields: { client_id: clientId, client_secret: clientSecret } }
  }
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`)
  return { headers: { authorization: `Basic ${basic.toString('base64')}` }, fields: {} }
}
