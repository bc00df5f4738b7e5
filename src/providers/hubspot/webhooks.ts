import { z } from 'zod'
import type { WebhookChange, Webhooks } from '../provider.ts'
import { identifier, listOf, optionalId, optionalText, text } from '../toolkit/exact.ts'
import { optionalInstant } from './dates.ts'
import { LINE_ITEMS_TYPE, OBJECT_TYPES, streamOfType } from './object-types.ts'
import { verify } from './signature.ts'
import { unreadable } from './unreadable.ts'

export const webhooks = {
  remoteIdFrom: 'body',
  secretScope: 'app',
  verify: (request, secrets, now) => verify(request, secrets, now),
  changes,
} satisfies Webhooks

const event = z.object({
  portalId: identifier,
  subscriptionType: text,
  eventId: optionalId,
  subscriptionId: optionalId,
  occurredAt: optionalInstant.catch(null),
  objectId: optionalId,
  objectTypeId: optionalText,
  propertyName: optionalText,
  // Of associationChange.
  fromObjectId: optionalId,
  fromObjectTypeId: optionalText,
  toObjectId: optionalId,
  toObjectTypeId: optionalText,
  // Of merge.
  primaryObjectId: optionalId,
  mergedObjectIds: listOf(identifier),
  newObjectId: optionalId,
})
type Event = z.output<typeof event>

function changes(body: unknown): WebhookChange[] {
  const { data: events } = z.array(event).safeParse(body)
  if (events === undefined) throw unreadable('The body is not one of HubSpot’s notifications.')
  return events.flatMap(changesOf)
}

/** One event can concern several records: each gets a change of its own, told apart by the end of its eventId. */
function changesOf(event: Event): WebhookChange[] {
  const about = { remoteId: event.portalId, at: event.occurredAt }
  return whatOf(event).map((what) => ({ eventId: eventIdOf(event, what), ...about, what }))
}

/** HubSpot's own number is not always unique, and a repeated delivery has another number of the attempt only. */
function eventIdOf(event: Event, what: WebhookChange['what']): string {
  const { subscriptionId, eventId, subscriptionType, occurredAt, propertyName } = event
  const about = 'stream' in what ? [what.stream, 'id' in what ? what.id : ''] : [event.objectId]
  return [subscriptionId, eventId, subscriptionType, occurredAt, propertyName, ...about].join('/')
}

type What = WebhookChange['what']

/** Older subscriptions name the kind of record by a word, newer ones say "object" and give its number. */
const TYPES_OF_WORDS: Readonly<Record<string, string>> = {
  contact: OBJECT_TYPES.contacts,
  company: OBJECT_TYPES.companies,
  line_item: LINE_ITEMS_TYPE,
}

const IGNORE: What = { kind: 'ignore' }

/**
 * Deliveries come in any order, and a restored record may be told before its deletion: whatever happened, the record
 * is read again, and one that is not there any more is deleted. Only what was purged cannot come back.
 */
function whatOf(event: Event): What[] {
  const [word = '', verb = ''] = event.subscriptionType.split('.')
  const type = word === 'object' ? event.objectTypeId : (TYPES_OF_WORDS[word] ?? null)
  if (verb === 'associationChange') return ofAssociation(event, type)
  // Searches for changed invoices find those of changed line items.
  if (type === LINE_ITEMS_TYPE) return [{ kind: 'poll', stream: 'invoices' }]
  const stream = streamOfType(type)
  if (stream === null) return [IGNORE]
  if (verb === 'merge') return ofMerge(event, stream)
  if (event.objectId === null) return [{ kind: 'poll', stream }]
  const kind = verb === 'privacyDeletion' ? 'deleted' : 'refetch'
  return [{ kind, stream, id: event.objectId }]
}

/** The merged records live on in one of them, or in a new one. */
function ofMerge(event: Event, stream: string): What[] {
  const told = [event.objectId, event.primaryObjectId, ...event.mergedObjectIds, event.newObjectId]
  const ids = new Set(told.filter((id) => id !== null))
  return [...ids].map((id) => ({ kind: 'refetch', stream, id }))
}

/** Who is billed and what was paid stands in associations, which move no date. */
const CARRY_ASSOCIATIONS = new Set<string | null>(['invoices', 'commerce_payments'])

function ofAssociation(event: Event, type: string | null): What[] {
  const sides = [
    { stream: streamOfType(event.fromObjectTypeId ?? type), id: event.fromObjectId },
    { stream: streamOfType(event.toObjectTypeId), id: event.toObjectId },
  ]
  const changed = sides.flatMap(({ stream, id }): What[] =>
    stream !== null && id !== null && CARRY_ASSOCIATIONS.has(stream) ? [{ kind: 'refetch', stream, id }] : [],
  )
  return changed.length > 0 ? changed : [IGNORE]
}
