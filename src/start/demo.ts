import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { newId } from '../domain/ids.ts'
import { quickbooks } from '../providers/quickbooks/index.ts'
import { stripe } from '../providers/stripe/index.ts'
import * as playedQuickbooks from '../sandbox/quickbooks/credentials.ts'
import * as playedStripe from '../sandbox/stripe/credentials.ts'
import { createSource, type NewSource } from '../sources/create.ts'
import { authenticate, createApiKey, SCOPES } from '../sources/keys.ts'
import type { Database } from '../store/database.ts'

export interface Demo {
  workspaceId: string
  key: string
}

const WORKSPACE = 'demo'
const COMPANY = 'Larkfield Works'

/** The demo workspace: one company, its QuickBooks and its Stripe at the sandbox, and a key. Made at the first start. */
export async function ensureDemo(owner: Database, config: Config): Promise<Demo> {
  const [existing] = await owner.sql<{ workspace_id: string }[]>`
    select workspace_id from workspaces where name = ${WORKSPACE}`
  const workspaceId = existing?.workspace_id ?? (await createDemo(owner, config))
  const key = config.demoKey ?? readOrMakeKey(join(config.dataDir, 'demo.key'))
  const known = await authenticate(owner, key)
  if (known === null) await createApiKey(owner, { workspaceId, name: 'demo', scopes: SCOPES, key })
  return { workspaceId, key }
}

async function createDemo(owner: Database, { masterKey }: Config): Promise<string> {
  const workspaceId = newId()
  const companyId = newId()
  await owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, ${WORKSPACE})`
  await owner.sql`insert into companies (workspace_id, id, name) values (${workspaceId}, ${companyId}, ${COMPANY})`
  const now = new Date()
  const shared = {
    workspaceId,
    companyId,
    environment: 'SANDBOX',
    remoteName: null,
    baseCurrency: null,
    now,
  } as const
  for (const source of playedSources(now)) await createSource(owner, masterKey, { ...shared, ...source })
  return workspaceId
}

const playedSources = (now: Date): Pick<NewSource, 'provider' | 'remoteId' | 'secrets'>[] => [
  {
    provider: quickbooks,
    remoteId: playedQuickbooks.QUICKBOOKS_REALM_ID,
    secrets: {
      kind: 'oauth2',
      // Expired: the first call fetches a real one with the refresh token.
      accessToken: 'none-yet',
      accessExpiresAt: now.toISOString(),
      refreshToken: playedQuickbooks.QUICKBOOKS_INITIAL_REFRESH_TOKEN,
      refreshExpiresAt: null,
    },
  },
  {
    provider: stripe,
    remoteId: playedStripe.STRIPE_ACCOUNT_ID,
    secrets: {
      kind: 'apiKey',
      apiKey: playedStripe.STRIPE_SECRET_KEY,
      webhookSecrets: [playedStripe.STRIPE_WEBHOOK_SECRET],
    },
  },
]

function readOrMakeKey(file: string): string {
  if (!existsSync(file)) writeFileSync(file, `dbk_${randomBytes(32).toString('base64url')}`, { mode: 0o600 })
  return readFileSync(file, 'utf8').trim()
}
