import type { ProviderApp } from '../config.ts'
import type { Auth } from '../providers/provider.ts'

type OAuth = Extract<Auth, { kind: 'oauth2' }>

/**
 * How Daybook's app shows who it is to a provider's token endpoint: RFC 6749, 2.3.1. `none` names it only: its client
 * certificate shows the rest (RFC 8705, 2), or nothing does.
 */
export function clientAuth(
  auth: { clientAuth: OAuth['clientAuth'] | 'none' },
  { clientId, clientSecret }: ProviderApp,
): { headers: Readonly<Record<string, string>>; fields: Readonly<Record<string, string>> } {
  if (auth.clientAuth === 'none') return { headers: {}, fields: { client_id: clientId } }
  if (auth.clientAuth === 'body') {
    return { headers: {}, fields: { client_id: clientId, client_secret: clientSecret } }
  }
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`)
  return { headers: { authorization: `Basic ${basic.toString('base64')}` }, fields: {} }
}
