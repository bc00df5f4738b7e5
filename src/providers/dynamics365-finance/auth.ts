import type { Auth } from '../provider.ts'
import { hostOf } from './company.ts'

/** An app of the customer's Microsoft Entra directory. There is no refresh token: a new token is asked for. */
export const auth = {
  kind: 'clientCredentials',
  token: (tenant) => tokenAddress('https://login.microsoftonline.com', tenant),
  scope: ({ remoteId }) => `https://${hostOf(remoteId)}/.default`,
  override: tokenAddress,
  header: (accessToken) => ({ authorization: `Bearer ${accessToken}` }),
} satisfies Auth

function tokenAddress(base: string, tenant: string): string {
  return `${base}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`
}
