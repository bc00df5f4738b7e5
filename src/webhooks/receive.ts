import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { FaultError } from '../domain/errors.ts'
import { parseExactJson } from '../domain/exact-json.ts'
import type { Provider, WebhookChange, WebhookRequest, Webhooks } from '../providers/provider.ts'
import { pathName, providers } from '../providers/registry.ts'
import { realClock, type Clock } from '../sources/clock.ts'
import type { Database } from '../store/database.ts'
import { keepEvents } from './events.ts'
import { addressEvents, trustedBy } from './trust.ts'

export const MOST_BODY_BYTES = 1_000_000

/** A call to /webhooks/<provider>/<remote id, for some>. */
export interface Delivery extends WebhookRequest {
  /** As in the path: "quickbooks". */
  provider: string
  /** The IP address that it came from, where the configuration says how to tell it. */
  sender?: string | undefined
  /** As in the path; null where the provider's bodies say it. */
  addressRemoteId: string | null
}

export interface WebhookContext {
  database: Database
  config: Config
  log: Logger
  requestId: string
  clock?: Clock
}

/** What to answer the provider: `message` is a sentence as text/plain. Xero takes no other 200 and 401 than empty ones. */
export interface WebhookAnswer {
  status: 200 | 400 | 401 | 404 | 413 | 503
  message: string
}

/**
 * Takes a provider's webhook: verified over its exact bytes before anything in it is believed, kept before it is
 * answered, processed later. Nothing is kept of one that fails. A second delivery of an event changes nothing.
 */
export async function receiveWebhook(context: WebhookContext, delivery: Delivery): Promise<WebhookAnswer> {
  const { database, log, requestId, clock = realClock } = context
  const provider = providers.find((it) => pathName(it) === delivery.provider)
  if (!hasWebhooks(provider)) return { status: 404, message: 'No provider sends webhooks here.' }
  if (delivery.body.length > MOST_BODY_BYTES) {
    return { status: 413, message: `A webhook may have ${MOST_BODY_BYTES} bytes at most.` }
  }
  const receivedAt = clock.now()
  const about = { provider: provider.code, requestId }
  if (!isFromProvider(context.config, provider, delivery)) {
    log.warn(
      { ...about, sender: delivery.sender },
      'a webhook from an address that is not its provider’s was refused',
    )
    return { status: 401, message: '' }
  }
  const trust = await trustedBy(context, provider, delivery, receivedAt).catch(unverifiable)
  if (trust instanceof FaultError) {
    log.warn({ ...about, err: trust }, 'a webhook could not be verified')
    return { status: 503, message: 'The signature cannot be verified at the moment. Send it again later.' }
  }
  if (trust === null) {
    log.warn(about, 'a webhook without a valid signature was refused')
    return { status: 401, message: '' }
  }
  const changes = readChanges(provider.webhooks, delivery)
  if (changes instanceof Error) {
    log.warn({ ...about, err: changes }, 'a signed webhook was not understood')
    return { status: 400, message: 'The body is not an event of this provider.' }
  }
  const { addressRemoteId } = delivery
  const events = await addressEvents(database, provider, { trust, changes, addressRemoteId })
  const kept = await keepEvents(database, events, { provider: provider.code, receivedAt })
  log.info({ ...about, changes: changes.length, events: events.length, kept }, 'webhook received')
  return { status: 200, message: '' }
}

/** One more lock before the signature, for providers that say where they send from. Off unless configured. */
const isFromProvider = (
  { webhookSender }: Config,
  { webhooks: { sentFrom } }: { webhooks: Webhooks },
  { sender }: Delivery,
): boolean =>
  webhookSender === null || sentFrom === undefined || (sender !== undefined && sentFrom.includes(sender))

/** Nobody's fault who sent it: the provider is to send it again. */
function unverifiable(error: unknown): FaultError {
  if (error instanceof FaultError) return error
  throw error
}

const hasWebhooks = (provider: Provider | undefined): provider is Provider & { webhooks: Webhooks } =>
  provider?.webhooks !== undefined

function readChanges(webhooks: Webhooks, { body, headers }: Delivery): WebhookChange[] | Error {
  try {
    return webhooks.changes(parseExactJson(body.toString('utf8')), headers)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}
