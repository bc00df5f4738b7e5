import type { IncomingMessage, ServerResponse } from 'node:http'
import { finishConnect, type Finished } from '../sources/connect/finish.ts'
import { withResult } from '../sources/connect/return-url.ts'
import { connectContext } from './connecting.ts'
import type { Services } from './context.ts'
import { encodeId } from './ids.ts'
import { sendText } from './messages.ts'
import { sendPage } from './page.ts'

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  requestId: string
}

/** Whoever reloads the page, or goes back to it, may have connected already. */
const NOBODY_WAITS = {
  title: 'This link cannot be used any more',
  sentences: [
    'It is good once, and for a short time. If you have just agreed, your accounts may be connected already.',
    'Go back to the application that you came from. It shows what is connected, and there you can begin again.',
  ],
}

/**
 * GET /connect/callback/<provider>: the customer's browser comes back from the provider. It is sent on to the address
 * that beginConnect was given, with the sources' ids or with what went wrong. Without a state that somebody waits for
 * it is sent nowhere.
 */
export async function finishVisit(
  services: Services,
  { request, response, requestId }: Exchange,
): Promise<void> {
  // The address holds a code: it is kept by no cache and told to no other site.
  response.setHeader('cache-control', 'no-store')
  response.setHeader('referrer-policy', 'no-referrer')
  if (request.method !== 'GET') {
    sendText(response, 405, 'A browser comes back here by GET.')
    return
  }
  const url = new URL(request.url ?? '/', 'http://daybook.invalid')
  const [, , , provider = ''] = url.pathname.split('/')
  const finished = await finishConnect(connectContext(services, requestId), {
    provider,
    query: url.searchParams,
  })
  if (finished === null) {
    services.log.warn({ requestId, provider }, 'a browser came back with a state that nobody waits for')
    sendPage(response, 400, NOBODY_WAITS)
    return
  }
  const result = resultOf(finished)
  const { outcome } = finished
  if ('error' in outcome) services.log.warn({ requestId, provider, err: outcome.error }, 'connecting failed')
  else services.log.info({ requestId, provider, ...result }, 'connected')
  const state = url.searchParams.get('state') ?? ''
  response.writeHead(303, { location: withResult(finished.returnUrl, { ...result, state }) }).end()
}

function resultOf({ outcome }: Finished): Record<string, string> {
  if ('sourceIds' in outcome) {
    return { sources: outcome.sourceIds.map((it) => encodeId('Source', it)).join(',') }
  }
  const { code, message, actor, retryable } = outcome.error.fault
  return { error: code, error_description: message, actor, retryable: String(retryable) }
}
