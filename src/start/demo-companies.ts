import { bankStatement } from '../providers/bank-statement/index.ts'
import { dynamics365Finance } from '../providers/dynamics365-finance/index.ts'
import { hubspot } from '../providers/hubspot/index.ts'
import { openBanking } from '../providers/open-banking/index.ts'
import { plaid } from '../providers/plaid/index.ts'
import { quickbooks } from '../providers/quickbooks/index.ts'
import { stripe } from '../providers/stripe/index.ts'
import { xero } from '../providers/xero/index.ts'
import { bankStatements } from '../sandbox/bank-statement/index.ts'
import * as d365 from '../sandbox/dynamics365-finance/credentials.ts'
import * as playedHubspot from '../sandbox/hubspot/credentials.ts'
import * as bank from '../sandbox/open-banking/credentials.ts'
import * as playedPlaid from '../sandbox/plaid/credentials.ts'
import * as playedQuickbooks from '../sandbox/quickbooks/credentials.ts'
import * as playedStripe from '../sandbox/stripe/credentials.ts'
import * as playedXero from '../sandbox/xero/credentials.ts'
import type { NewSource } from '../sources/create.ts'
import type { Secrets } from '../sources/vault.ts'

export interface DemoSource extends Pick<NewSource, 'provider' | 'remoteId' | 'access'> {
  /** What was uploaded already. */
  files?: readonly { name: string; bytes: Buffer }[]
}

export interface DemoCompany {
  name: string
  baseCurrency: string
  sources: DemoSource[]
}

const SEED = 7
const DAY_MS = 86_400_000

/** A group of two companies, at the sandbox's providers. The first is the other's parent. */
export function demoCompanies(now: Date): readonly [DemoCompany, ...DemoCompany[]] {
  return [
    {
      name: 'Larkfield Works',
      baseCurrency: 'USD',
      sources: [
        {
          provider: quickbooks,
          remoteId: playedQuickbooks.QUICKBOOKS_REALM_ID,
          access: refreshable(playedQuickbooks.QUICKBOOKS_INITIAL_REFRESH_TOKEN, now),
        },
        {
          provider: stripe,
          remoteId: playedStripe.STRIPE_ACCOUNT_ID,
          access: {
            kind: 'apiKey',
            apiKey: playedStripe.STRIPE_SECRET_KEY,
            webhookSecrets: [playedStripe.STRIPE_WEBHOOK_SECRET],
          },
        },
        {
          provider: plaid,
          remoteId: playedPlaid.PLAID_ITEM_ID,
          access: { kind: 'link', accessToken: playedPlaid.PLAID_ACCESS_TOKEN },
        },
        {
          provider: hubspot,
          remoteId: playedHubspot.HUBSPOT_PORTAL_ID,
          access: refreshable(playedHubspot.HUBSPOT_REFRESH_TOKEN, now),
        },
      ],
    },
    {
      name: 'Larkfield Works Ltd',
      baseCurrency: 'GBP',
      sources: [
        {
          provider: xero,
          remoteId: playedXero.XERO_TENANT_ID,
          access: refreshable(playedXero.XERO_INITIAL_REFRESH_TOKEN, now),
        },
        {
          provider: openBanking,
          remoteId: bank.OPEN_BANKING_REMOTE_ID,
          access: {
            kind: 'consent',
            consentId: bank.OPEN_BANKING_CONSENT_ID,
            validUntil: new Date(
              now.getTime() + (bank.OPEN_BANKING_CONSENT_DAYS - bank.OPEN_BANKING_CONSENT_AGE_DAYS) * DAY_MS,
            ).toISOString(),
            clientCertificate: null,
          },
        },
        {
          provider: dynamics365Finance,
          remoteId: d365.D365_REMOTE_ID,
          access: {
            kind: 'clientCredentials',
            tenant: d365.D365_TENANT,
            clientId: d365.D365_CLIENT_ID,
            clientSecret: d365.D365_CLIENT_SECRET,
            access: null,
            webhookSecrets: [d365.D365_WEBHOOK_CODE],
          },
        },
        {
          provider: bankStatement,
          remoteId: 'alster-sparbank',
          access: null,
          files: bankStatements({ seed: SEED, now }),
        },
      ],
    },
  ]
}

/** Expired: the first call fetches a real access token with the refresh token. */
const refreshable = (refreshToken: string, now: Date): Secrets => ({
  kind: 'oauth2',
  accessToken: 'none-yet',
  accessExpiresAt: now.toISOString(),
  refreshToken,
  refreshExpiresAt: null,
})
