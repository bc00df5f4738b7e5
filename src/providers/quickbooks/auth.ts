import type { Auth } from '../provider.ts'

export const auth = {
  kind: 'oauth2',
  urls: {
    authorize: 'https://appcenter.intuit.com/connect/oauth2',
    token: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
    revoke: 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
  },
  scopes: ['com.intuit.quickbooks.accounting'],
  pkce: false,
  clientAuth: 'basic',
  override: (base) => ({
    authorize: `${base}/connect/oauth2`,
    token: `${base}/oauth2/v1/tokens/bearer`,
    revoke: `${base}/v2/oauth2/tokens/revoke`,
  }),
  header: (accessToken) => ({ authorization: `Bearer ${accessToken}` }),
} satisfies Auth
