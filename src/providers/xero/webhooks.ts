import { z } from 'zod'
import type { WebhookChange, Webhooks } from '../provider.ts'
import { identifier, optionalInstant, text } from '../toolkit/exact.ts'
import { isSignedBy } from '../toolkit/signatures.ts'

const event = z.object({
  resourceId: identifier,
  tenantId: identifier,
  eventCategory: text,
  eventType: text,
  /** Without a zone: UTC. */
  eventDateUtc: text,
})

type Event = z.output<typeof event>

// Empty while Xero tries out an address: "intent to receive".
const delivery = z.object({ events: z.array(event) })

const STREAMS: Readonly<Record<string, string>> = {
  CONTACT: 'contacts',
  INVOICE: 'invoices',
  CREDITNOTE: 'credit_notes',
  PREPAYMENT: 'prepayments',
  OVERPAYMENT: 'overpayments',
}

export const webhooks = {
  remoteIdFrom: 'body',
  secretScope: 'app',
  verify: ({ headers, body }, secrets) =>
    isSignedBy(secrets, body, headers['x-xero-signature'] ?? '', 'base64'),
  changes(body) {
    const parsed = delivery.safeParse(body)
    if (parsed.success) return parsed.data.events.map(changeOf)
    throw new Error(`The body is not one of Xero’s notifications. ${z.prettifyError(parsed.error)}`)
  },
} satisfies Webhooks

/** Events carry no record, and there is none for deletion: whatever happened, the record is read again. */
function changeOf(event: Event): WebhookChange {
  const { tenantId, eventCategory, eventType, resourceId, eventDateUtc } = event
  const stream = STREAMS[eventCategory.toUpperCase()]
  return {
    // Events have no number of their own, and sequences count deliveries.
    eventId: [tenantId, eventCategory, resourceId, eventType, eventDateUtc].join('/'),
    remoteId: tenantId,
    at: optionalInstant.safeParse(eventDateUtc).data ?? null,
    what: stream === undefined ? { kind: 'ignore' } : { kind: 'refetch', stream, id: resourceId },
  }
}
