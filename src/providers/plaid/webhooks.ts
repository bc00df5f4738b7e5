import { createHash } from 'node:crypto'
import { z } from 'zod'
import { stringifyExactJson } from '../../domain/exact-json.ts'
import type { WebhookChange, WebhookRequest, Webhooks } from '../provider.ts'
import { optionalId, optionalInstant, optionalText, orNull, text } from '../toolkit/exact.ts'
import { needsCustomer } from './errors.ts'
import { HEADER, readKey, verify } from './signature.ts'
import { unreadable } from './unreadable.ts'

export const webhooks: Webhooks = {
  remoteIdFrom: 'body',
  sentFrom: ['52.21.26.131', '52.21.47.157', '52.41.247.19', '52.88.82.239'],
  secretScope: 'app',
  verify,
  key: readKey,
  changes,
}

type What = WebhookChange['what']

const event = z.looseObject({
  webhook_type: text,
  webhook_code: text,
  item_id: optionalId,
  account_id: optionalId,
  error: orNull(z.looseObject({ error_code: optionalText })).catch(null),
  consent_expiration_time: optionalInstant.catch(null),
  disconnect_time: optionalInstant.catch(null),
})
type Event = z.output<typeof event>

/** One event can concern two streams: each gets a change of its own, told apart by the end of its eventId. */
function changes(body: unknown, headers: WebhookRequest['headers'] = {}): WebhookChange[] {
  const { data: told } = event.safeParse(body)
  if (told === undefined) throw unreadable('The body is not one of Plaid’s webhooks.')
  const eventId = `${told.webhook_code}/${digestOf(headers[HEADER] ?? stringifyExactJson(body))}`
  return whatOf(told).map((what) => ({
    eventId: 'stream' in what ? `${eventId}/${what.stream}` : eventId,
    remoteId: told.item_id,
    at: null,
    what,
  }))
}

/**
 * Bodies have neither an id nor a time, so that two events are often equal to the letter. The signature over them is
 * new each time. Plaid signs a repeated delivery anew, too: that only asks once more for what is there.
 */
const digestOf = (delivery: string): string =>
  createHash('sha256').update(delivery).digest('hex').slice(0, 32)

const poll = (stream: string): What => ({ kind: 'poll', stream })
const IGNORE: What = { kind: 'ignore' }

function whatOf(told: Event): What[] {
  if (told.webhook_type === 'TRANSACTIONS')
    return TELLS_OF_TRANSACTIONS.has(told.webhook_code) ? MOVED : [IGNORE]
  return told.webhook_type === 'ITEM' ? [ofItem(told)] : [IGNORE]
}

/** All but the first go with an older method, and are sent beside it all the same. */
const TELLS_OF_TRANSACTIONS = new Set([
  'SYNC_UPDATES_AVAILABLE',
  'INITIAL_UPDATE',
  'HISTORICAL_UPDATE',
  'DEFAULT_UPDATE',
  'TRANSACTIONS_REMOVED',
])

/** Plaid reads the balances with the transactions. */
const MOVED: What[] = [poll('transactions'), poll('accounts')]

function ofItem({ webhook_code, account_id, error, ...told }: Event): What {
  switch (webhook_code) {
    case 'ERROR':
      return needsCustomer(error?.error_code ?? null) ? { kind: 'disconnected' } : IGNORE
    case 'USER_PERMISSION_REVOKED':
      return { kind: 'disconnected' }
    case 'USER_ACCOUNT_REVOKED':
      // Of one account where it is named; the item's others stay.
      return account_id === null ? { kind: 'disconnected' } : poll('accounts')
    case 'LOGIN_REPAIRED':
      return { kind: 'reconnected' }
    case 'PENDING_EXPIRATION':
      return endsAt(told.consent_expiration_time)
    case 'PENDING_DISCONNECT':
      return endsAt(told.disconnect_time)
    case 'NEW_ACCOUNTS_AVAILABLE':
      return poll('accounts')
    default:
      return IGNORE
  }
}

const endsAt = (at: string | null): What => (at === null ? IGNORE : { kind: 'expires', at })
