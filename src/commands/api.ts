import { Command } from 'commander'
import { startApi } from '../api/server.ts'
import { readConfig } from '../config.ts'
import { requireDatabase } from '../start/database.ts'
import { createLog } from './log.ts'
import { serveUntilStopped } from './serve.ts'

export const apiCommand = () =>
  new Command('api')
    .description('Serve the graph: HTTP, subscriptions, and the providers’ webhooks.')
    .action(async () => {
      const config = readConfig()
      const api = await startApi({
        config,
        databaseUrl: await requireDatabase(config),
        log: createLog(config, 'api'),
      })
      await serveUntilStopped(api.url, () => api.close())
    })
