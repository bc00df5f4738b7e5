import { z } from 'zod'
import type { WebhookChange, Webhooks } from '../provider.ts'
import { identifier, optionalId, optionalInstant, orNull, text } from '../toolkit/exact.ts'
import { isSignedBy } from '../toolkit/signatures.ts'

/** One event of either format. */
interface Event {
  eventId: string
  remoteId: string
  /** In lower case: "creditmemo". */
  entity: string
  /** In lower case, without an ending: "delete", "merge". */
  verb: string
  id: string
  at: string | null
  /** The record that was merged into this one. */
  deletedId: string | null
}

const cloudEvent = z
  .object({
    id: text,
    type: z.string().regex(/^qbo\.[a-z]+\.[a-z]+\.v\d+$/i, 'must be like qbo.invoice.updated.v1'),
    time: optionalInstant,
    intuitentityid: identifier,
    intuitaccountid: identifier,
    data: orNull(z.object({ deletedid: optionalId })),
  })
  .transform((event): Event => {
    const [, entity = '', verb = ''] = event.type.toLowerCase().split('.')
    return {
      eventId: event.id,
      remoteId: event.intuitaccountid,
      entity,
      verb,
      id: event.intuitentityid,
      at: event.time,
      deletedId: event.data?.deletedid ?? null,
    }
  })

const legacyEntity = z.object({
  name: text,
  id: identifier,
  operation: text,
  lastUpdated: optionalInstant,
  deletedId: optionalId,
})

const legacyNotification = z
  .object({ realmId: identifier, dataChangeEvent: z.object({ entities: z.array(legacyEntity) }) })
  .transform(({ realmId, dataChangeEvent }) =>
    dataChangeEvent.entities.map((it): Event => ({
      // This format numbers nothing: what happened to what, and when, is its identity.
      eventId: [realmId, it.name, it.id, it.operation, it.lastUpdated].join('/'),
      remoteId: realmId,
      entity: it.name.toLowerCase(),
      verb: it.operation.toLowerCase(),
      id: it.id,
      at: it.lastUpdated,
      deletedId: it.deletedId,
    })),
  )

const cloudEvents = z.union([z.array(cloudEvent), cloudEvent.transform((event) => [event])])
const legacy = z
  .object({ eventNotifications: z.array(legacyNotification) })
  .transform(({ eventNotifications }) => eventNotifications.flat())

const TRANSACTIONS: Readonly<Record<string, string>> = {
  invoice: 'invoices',
  bill: 'bills',
  creditmemo: 'credit_memos',
  vendorcredit: 'vendor_credits',
  payment: 'payments',
  billpayment: 'bill_payments',
  purchase: 'purchases',
  deposit: 'deposits',
  transfer: 'transfers',
  journalentry: 'journal_entries',
}

// Never deleted: what the event calls so was made inactive, or merged into another.
const NAMES: Readonly<Record<string, string>> = {
  account: 'accounts',
  customer: 'customers',
  vendor: 'vendors',
  class: 'classes',
  department: 'departments',
}

// Short, and read whole.
const POLLED: Readonly<Record<string, string>> = {
  taxrate: 'tax_rates',
  taxcode: 'tax_codes',
  preferences: 'preferences',
  companyinfo: 'company_info',
}

export const webhooks = {
  remoteIdFrom: 'body',
  secretScope: 'app',
  verify: ({ headers, body }, secrets) =>
    isSignedBy(secrets, body, headers['intuit-signature'] ?? '', 'base64'),
  changes(body) {
    const parsed = (Array.isArray(body) ? cloudEvents : z.union([legacy, cloudEvents])).safeParse(body)
    if (parsed.success) return parsed.data.flatMap(changesOf)
    throw new Error(`The notification is in neither of Intuit’s formats. ${z.prettifyError(parsed.error)}`)
  },
} satisfies Webhooks

/** Events carry no data: all but a deletion asks for the record itself. */
function changesOf(event: Event): WebhookChange[] {
  const about = { eventId: event.eventId, remoteId: event.remoteId, at: event.at }
  const polled = POLLED[event.entity]
  if (polled !== undefined) return [{ ...about, what: { kind: 'poll', stream: polled } }]
  const stream = TRANSACTIONS[event.entity] ?? NAMES[event.entity]
  if (stream === undefined) return [{ ...about, what: { kind: 'ignore' } }]
  const deleted = event.verb.startsWith('delete') && Object.hasOwn(TRANSACTIONS, event.entity)
  const kind = deleted ? 'deleted' : 'refetch'
  const changes: WebhookChange[] = [{ ...about, what: { kind, stream, id: event.id } }]
  if (event.deletedId !== null) {
    const vanished = { kind: 'deleted', stream, id: event.deletedId } as const
    changes.push({ ...about, eventId: `${event.eventId}#${event.deletedId}`, what: vanished })
  }
  return changes
}
