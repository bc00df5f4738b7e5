import { z } from 'zod'
import type { WebhookChange, WebhookRequest, Webhooks } from '../provider.ts'
import { isSignedBy } from '../toolkit/signatures.ts'
import { EVENT_TYPES, event, isDeletion, subjectOf, type Event, type EventStream } from './events.ts'
import { secondsOf } from './fields.ts'
import { unreadable } from './unreadable.ts'

const TOLERANCE_SECONDS = 300
// Two while a secret is rolled; more than that is nobody's signature.
const MOST_SIGNATURES = 10

export const webhooks: Webhooks = {
  remoteIdFrom: 'address',
  secretScope: 'source',
  verify,
  changes,
}

/** Stripe-Signature: t=<Unix seconds>,v1=<hex HMAC of "t.body">[,v1=…]; other schemes (v0) are not for live events. */
function verify({ headers, body }: WebhookRequest, secrets: readonly string[], now: Date): boolean {
  const parts = (headers['stripe-signature'] ?? '').split(',').map((part) => part.trim().split('='))
  const timestamp = parts.find(([scheme]) => scheme === 't')?.[1]
  const signatures = parts.flatMap(([scheme, value]) =>
    scheme === 'v1' && value !== undefined ? [value] : [],
  )
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return false
  if (signatures.length === 0 || signatures.length > MOST_SIGNATURES) return false
  if (Math.abs(secondsOf(now) - Number(timestamp)) > TOLERANCE_SECONDS) return false
  const signed = Buffer.concat([Buffer.from(`${timestamp}.`), body])
  return signatures.map((signature) => isSignedBy(secrets, signed, signature, 'hex')).includes(true)
}

const thin = z.object({ id: z.string().min(1), object: z.literal('v2.core.event') })

/** One event can concern several streams: each gets a change of its own, told apart by the end of its eventId. */
function changes(body: unknown): WebhookChange[] {
  const unrelated = thin.safeParse(body).data
  if (unrelated !== undefined) {
    return [{ eventId: unrelated.id, remoteId: null, at: null, what: { kind: 'ignore' } }]
  }
  const { data: told } = event.safeParse(body)
  if (told === undefined) throw unreadable('The body is not one of Stripe’s events.')
  const change = (what: WebhookChange['what'], suffix = ''): WebhookChange => ({
    eventId: `${told.id}${suffix}`,
    remoteId: told.account,
    at: told.created,
    what,
  })
  if (told.type === 'account.application.deauthorized') return [change({ kind: 'disconnected' })]
  const found = [
    ...aboutObjects(told).map((what) => change(what, `/${what.stream}`)),
    ...polledBy(told).map((stream) => change({ kind: 'poll', stream }, `/${stream}`)),
  ]
  return found.length > 0 ? found : [change({ kind: 'ignore' })]
}

const READ_BY_ID = (Object.keys(EVENT_TYPES) as EventStream[]).filter((it) => it !== 'payout_items')

function aboutObjects(told: Event) {
  return READ_BY_ID.filter((stream) => EVENT_TYPES[stream].includes(told.type)).flatMap((stream) => {
    const id = subjectOf(told, stream)
    if (id === null) return []
    return [{ kind: isDeletion(told, stream) ? ('deleted' as const) : ('refetch' as const), stream, id }]
  })
}

const MOVES_MONEY = /^(charge|refund|payout|balance|topup|transfer|application_fee)\./

/** Streams of which an event tells that something changed, but not what. */
function polledBy({ type }: Event): string[] {
  if (type === 'account.updated') return ['account']
  if (type === 'invoice.paid') return ['invoice_payments']
  if (!MOVES_MONEY.test(type)) return []
  const settled = type === 'payout.reconciliation_completed' ? ['payout_items'] : []
  return ['balances', 'balance_transactions', ...settled]
}
