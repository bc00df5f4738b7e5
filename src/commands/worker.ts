import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { requireDatabase } from '../start/database.ts'
import { startWorker } from '../worker.ts'
import { createLog } from './log.ts'
import { serveUntilStopped } from './serve.ts'

export const workerCommand = () =>
  new Command('worker')
    .description('Read the providers: scheduled runs, webhooks, requests. Start as many as you like.')
    .action(async () => {
      const config = readConfig()
      const worker = await startWorker({
        config,
        databaseUrl: await requireDatabase(config),
        log: createLog(config, 'worker'),
      })
      await serveUntilStopped('The worker is at work.', () => worker.stop())
    })
