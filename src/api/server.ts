import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { openWaker } from '../changes/wake.ts'
import type { Config } from '../config.ts'
import { openDatabase } from '../store/database.ts'
import { authenticationBy } from './authentication.ts'
import type { Services } from './context.ts'
import type { Observe } from './execution.ts'
import { createRoutes } from './routes.ts'
import { boundSilent, timeouts } from './slow-senders.ts'
import { serveSockets } from './sockets.ts'
import { createGraph } from './yoga.ts'

const READING_CONNECTIONS = 10
const WRITING_CONNECTIONS = 4
const CLOSE_WITHIN_MS = 3_000

export interface ApiOptions {
  config: Config
  databaseUrl: string
  log: Logger
  now?: () => Date
  /** Told what each execution cost. */
  observe?: Observe
}

export interface Api {
  /** Without a slash at its end; the graph is at /graphql. */
  url: string
  close(): Promise<void>
}

/** Serves the graph, its subscriptions and the providers' webhooks on 127.0.0.1 and the configured port; 0: any. */
export async function startApi(options: ApiOptions): Promise<Api> {
  const { config, databaseUrl: url, log, now = () => new Date() } = options
  const database = openDatabase({ url, role: 'daybook_api', max: READING_CONNECTIONS })
  const worker = openDatabase({ url, role: 'daybook_worker', max: WRITING_CONNECTIONS })
  const waker = await openWaker(url)
  const services: Services = {
    config,
    log,
    database,
    worker,
    waker,
    authentication: authenticationBy(database),
    ownUrl: () => config.publicUrl ?? addressOf(server),
    now,
  }
  const observe: Observe = (executed) => {
    log.debug(executed, 'executed')
    options.observe?.(executed)
  }
  const yoga = createGraph(services, observe)
  const routes = createRoutes(services, yoga)
  const server = createServer(timeouts, (request, response) => void routes(request, response))
  boundSilent(server)
  const closeStore = () => Promise.all([waker.close(), database.close(), worker.close()])
  try {
    server.listen(config.port, '127.0.0.1')
    await once(server, 'listening')
  } catch (error) {
    await closeStore()
    throw error
  }
  const closeSockets = serveSockets(server, yoga, services)
  return {
    url: addressOf(server),
    async close() {
      await Promise.all([closeSockets(), closeServer(server)])
      await closeStore()
    },
  }
}

const addressOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

/** Lets requests that are under way end, for a while. */
async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const patience = setTimeout(() => {
    server.closeAllConnections()
  }, CLOSE_WITHIN_MS)
  await closed
  clearTimeout(patience)
}
