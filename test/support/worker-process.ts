// A worker of its own, which a test can kill: node test/support/worker-process.ts
import { pino } from 'pino'
import { readConfig } from '../../src/config.ts'
import { startWorker } from '../../src/worker.ts'

const config = readConfig()
if (config.databaseUrl === null) throw new Error('DATABASE_URL says which database to work on')
const worker = await startWorker({
  databaseUrl: config.databaseUrl,
  config,
  log: pino({ level: config.logLevel }, pino.destination(2)),
})
process.once('SIGTERM', () => {
  void worker.stop().then(() => process.exit())
})
process.send?.('at work')
