import type { IncomingMessage, ServerResponse } from 'node:http'
import { MOST_BODY_BYTES, receiveWebhook, type WebhookAnswer } from '../webhooks/receive.ts'
import type { Services } from './context.ts'
import { sendText } from './messages.ts'
import { Receiver } from './slow-senders.ts'

/** Of bodies that are being received, and for each of them. */
const BOUNDS = { bytes: MOST_BODY_BYTES, withinMs: 10_000, atOnce: 1_000, heldBytes: 64_000_000 }
/** So long a refused sender may go on before its connection is cut, so that it can read why. */
const LINGER_MS = 2_000

/** POST /webhooks/<provider>/<remote id, for some>. */
export function webhookRoute(services: Services) {
  const receiver = new Receiver(BOUNDS)
  return async (request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> => {
    const url = request.url ?? '/'
    const [, , provider = '', remoteId] = url.split('?')[0]?.split('/').map(decoded) ?? []
    if (request.method !== 'POST') {
      sendText(response.setHeader('allow', 'POST'), 405, 'Webhooks are sent by POST.')
      return
    }
    const received = await receiver.receive(request)
    if ('refused' in received) {
      refuse(request, response, received.refused)
      return
    }
    const { body } = received
    const { worker: database, config, log } = services
    const answer = receiveWebhook(
      { database, config, log, requestId },
      {
        ...{ provider, body, addressRemoteId: remoteId ?? null, headers: headersOf(request) },
        sender: senderOf(request, config.webhookSender),
        url: `${config.publicUrl ?? `http://${request.headers.host ?? ''}`}${url}`,
      },
    )
    const { status, message } = await within(BOUNDS.withinMs, answer)
    sendText(response, status, message)
  }
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  why: 'too long' | 'too slow' | 'gone',
): void {
  if (why === 'gone') return
  response.setHeader('connection', 'close')
  if (why === 'too long') sendText(response, 413, `A webhook may have ${MOST_BODY_BYTES} bytes at most.`)
  else sendText(response, 408, 'The body did not arrive in time.')
  request.resume()
  const cut = setTimeout(() => request.destroy(), LINGER_MS)
  request.once('close', () => {
    clearTimeout(cut)
  })
}

/** Whoever sends webhooks gives up after some seconds, and sends again what nobody said was kept. */
async function within(ms: number, answer: Promise<WebhookAnswer>): Promise<WebhookAnswer> {
  const late = Promise.withResolvers<WebhookAnswer>()
  const timer = setTimeout(() => {
    late.resolve({ status: 503, message: 'It could not be kept in time. Send it again later.' })
  }, ms)
  try {
    return await Promise.race([answer, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** A part of a path that is not decodable names nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return ''
  }
}

/** A proxy of ours adds the address that it saw at the end of X-Forwarded-For; what stands before it is hearsay. */
function senderOf(
  { headers, socket }: IncomingMessage,
  from: Services['config']['webhookSender'],
): string | undefined {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)?.trim()
  return (from === 'proxy' ? forwarded : socket.remoteAddress)?.replace(/^::ffff:/, '')
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  )
