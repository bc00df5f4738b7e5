import { pino } from 'pino'
import { startWorker } from '../../src/worker.ts'
import { Data } from '../api/client.ts'
import type { Connecting } from '../support/connecting.ts'

/** A worker that reads what is connected; gives what stops it. */
export async function startReading({ db, config }: Connecting): Promise<() => Promise<void>> {
  const log = pino({ level: 'silent' })
  const worker = await startWorker({ databaseUrl: db.url, config: { ...config, statementsDir: null }, log })
  return () => worker.stop()
}

const SOURCE = `query ($id: ID!) { source(id: $id) {
  company { id } provider { code } health { status reason } streams { name status freshAsOf recordCount } } }`

/** A source as the graph tells of it. */
export async function readSource(it: Connecting, id: string): Promise<Data> {
  return new Data((await it.mutate(SOURCE, { id })).at('source'))
}
