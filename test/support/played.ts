import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { readConfig, type Config } from '../../src/config.ts'
import { newId } from '../../src/domain/ids.ts'
import { quickbooks } from '../../src/providers/quickbooks/index.ts'
import { stripe } from '../../src/providers/stripe/index.ts'
import * as playedQuickbooks from '../../src/sandbox/quickbooks/credentials.ts'
import * as playedStripe from '../../src/sandbox/stripe/credentials.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/server.ts'
import { createSource } from '../../src/sources/create.ts'
import { receiveWebhook } from '../../src/webhooks/receive.ts'
import type { TestDatabase } from './database.ts'

// The played providers, connected to a test's database, with a receiver for their webhooks.

export interface Played {
  sandbox: Sandbox
  config: Config
  workspaceId: string
  sources: { quickbooks: string; stripe: string }
  control(path: string, input?: object): Promise<void>
  /** A worker in a process of its own, at work. */
  startWorker(): Promise<ChildProcess>
  close(): Promise<void>
}

export async function connectPlayed(db: TestDatabase, { scale }: { scale: number }): Promise<Played> {
  const receiver = createServer()
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const sandbox = await startSandbox({
    port: 0,
    seed: 7,
    scale,
    now: () => new Date(),
    deliverTo: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks`,
    tradeEveryMs: null,
  })
  const env = environment(db, sandbox)
  const config = readConfig(env)
  receiver.on('request', (request, response) => {
    const [, , provider = '', remoteId] = (request.url ?? '').split('/')
    void buffer(request)
      .then((body) =>
        receiveWebhook(
          { database: db.worker, config, log: pino({ level: 'silent' }), requestId: newId() },
          {
            ...{ provider, body, addressRemoteId: remoteId ?? null, url: request.url ?? '' },
            headers: request.headers as Record<string, string>,
          },
        ),
      )
      .then(({ status, message }) => response.writeHead(status).end(message))
  })
  return {
    sandbox,
    config,
    ...(await connect(db, config)),
    control: async (path, input = {}) => {
      const response = await fetch(`${sandbox.url}/control/${path}`, {
        method: 'POST',
        body: JSON.stringify(input),
      })
      if (!response.ok) throw new Error(await response.text())
    },
    startWorker: async () => {
      const child = fork(fileURLToPath(new URL('worker-process.ts', import.meta.url)), { env })
      await once(child, 'message')
      return child
    },
    close: async () => {
      receiver.close()
      receiver.closeAllConnections()
      await sandbox.close()
    },
  }
}

const environment = (db: TestDatabase, sandbox: Sandbox) => ({
  DATABASE_URL: db.url,
  DAYBOOK_LOG: 'warn',
  DAYBOOK_MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
  DAYBOOK_QUICKBOOKS_URL: `${sandbox.url}/quickbooks`,
  DAYBOOK_QUICKBOOKS_CLIENT_ID: playedQuickbooks.QUICKBOOKS_CLIENT_ID,
  DAYBOOK_QUICKBOOKS_CLIENT_SECRET: playedQuickbooks.QUICKBOOKS_CLIENT_SECRET,
  DAYBOOK_QUICKBOOKS_WEBHOOK_SECRETS: playedQuickbooks.QUICKBOOKS_VERIFIER_TOKEN,
  DAYBOOK_STRIPE_URL: `${sandbox.url}/stripe`,
})

async function connect(
  db: TestDatabase,
  { masterKey }: Config,
): Promise<Pick<Played, 'workspaceId' | 'sources'>> {
  const [workspaceId, companyId, now] = [newId(), newId(), new Date()]
  await db.owner.sql`insert into workspaces (workspace_id, name) values (${workspaceId}, 'Test')`
  await db.owner
    .sql`insert into companies (workspace_id, id, name) values (${workspaceId}, ${companyId}, 'Test')`
  const shared = {
    workspaceId,
    companyId,
    environment: 'SANDBOX',
    remoteName: null,
    baseCurrency: null,
    now,
  } as const
  return {
    workspaceId,
    sources: {
      quickbooks: await createSource(db.worker, masterKey, {
        ...shared,
        provider: quickbooks,
        remoteId: playedQuickbooks.QUICKBOOKS_REALM_ID,
        access: {
          kind: 'oauth2',
          accessToken: 'none-yet',
          accessExpiresAt: now.toISOString(),
          refreshToken: playedQuickbooks.QUICKBOOKS_INITIAL_REFRESH_TOKEN,
          refreshExpiresAt: null,
        },
      }),
      stripe: await createSource(db.worker, masterKey, {
        ...shared,
        provider: stripe,
        remoteId: playedStripe.STRIPE_ACCOUNT_ID,
        access: {
          kind: 'apiKey',
          apiKey: playedStripe.STRIPE_SECRET_KEY,
          webhookSecrets: [playedStripe.STRIPE_WEBHOOK_SECRET],
        },
      }),
    },
  }
}
