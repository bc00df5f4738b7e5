import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'

/** What a customer uses and Daybook serves: the browser starts here, and comes back. */
export interface Application {
  /** Where it comes back to. */
  returnUrl: string
  /** The Referer of each visit, the oldest first; null where the browser told none. */
  referers: (string | null)[]
}

export async function startApplication(): Promise<Application> {
  const referers: Application['referers'] = []
  const server = createServer(({ url = '', headers }, response) => {
    if (url.startsWith('/connected')) referers.push(headers.referer ?? null)
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end('<!DOCTYPE html><html lang="en"><title>The application</title><h1>Welcome back</h1></html>')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  return { returnUrl: `http://127.0.0.1:${port}/connected`, referers }
}
