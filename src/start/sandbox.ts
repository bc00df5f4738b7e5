import * as hubspot from '../sandbox/hubspot/credentials.ts'
import * as openBanking from '../sandbox/open-banking/credentials.ts'
import * as plaid from '../sandbox/plaid/credentials.ts'
import * as quickbooks from '../sandbox/quickbooks/credentials.ts'
import * as xero from '../sandbox/xero/credentials.ts'

/** The environment under which Daybook takes the sandbox at `url` for the providers. */
export const sandboxEnvironment = (url: string): Record<string, string> => ({
  DAYBOOK_QUICKBOOKS_URL: `${url}/quickbooks`,
  DAYBOOK_QUICKBOOKS_CLIENT_ID: quickbooks.QUICKBOOKS_CLIENT_ID,
  DAYBOOK_QUICKBOOKS_CLIENT_SECRET: quickbooks.QUICKBOOKS_CLIENT_SECRET,
  DAYBOOK_QUICKBOOKS_WEBHOOK_SECRETS: quickbooks.QUICKBOOKS_VERIFIER_TOKEN,
  DAYBOOK_STRIPE_URL: `${url}/stripe`,
  DAYBOOK_XERO_URL: `${url}/xero`,
  DAYBOOK_XERO_CLIENT_ID: xero.XERO_CLIENT_ID,
  DAYBOOK_XERO_CLIENT_SECRET: xero.XERO_CLIENT_SECRET,
  DAYBOOK_XERO_WEBHOOK_SECRETS: xero.XERO_WEBHOOK_KEY,
  DAYBOOK_PLAID_URL: `${url}/plaid`,
  DAYBOOK_PLAID_CLIENT_ID: plaid.PLAID_CLIENT_ID,
  DAYBOOK_PLAID_CLIENT_SECRET: plaid.PLAID_SECRET,
  DAYBOOK_HUBSPOT_URL: `${url}/hubspot`,
  DAYBOOK_HUBSPOT_CLIENT_ID: hubspot.HUBSPOT_CLIENT_ID,
  DAYBOOK_HUBSPOT_CLIENT_SECRET: hubspot.HUBSPOT_CLIENT_SECRET,
  // HubSpot signs its webhooks with the app's secret.
  DAYBOOK_HUBSPOT_WEBHOOK_SECRETS: hubspot.HUBSPOT_CLIENT_SECRET,
  DAYBOOK_OPEN_BANKING_URL: `${url}/open-banking`,
  DAYBOOK_OPEN_BANKING_CLIENT_ID: openBanking.OPEN_BANKING_CLIENT_ID,
  DAYBOOK_DYNAMICS365_FINANCE_URL: `${url}/dynamics365-finance`,
})

const TRADE_EVERY_SECONDS = 3

/** From now on something happens in the made-up books every few seconds. */
export async function startTrading(url: string): Promise<void> {
  const response = await fetch(`${url}/control/trading`, {
    method: 'POST',
    body: JSON.stringify({ everySeconds: TRADE_EVERY_SECONDS }),
    signal: AbortSignal.timeout(5_000),
  })
  if (!response.ok) throw new Error(`The sandbox does not trade: ${await response.text()}`)
}
