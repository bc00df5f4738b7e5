import { createHash, createHmac } from 'node:crypto'
import type { SandboxWebhook } from '../kit/provider.ts'
import type { Random } from '../kit/random.ts'
import type { Change, Verb } from './books.ts'
import { QUICKBOOKS_REALM_ID, QUICKBOOKS_VERIFIER_TOKEN } from './credentials.ts'

export const WEBHOOK_FORMATS = ['cloudevents', 'legacy'] as const
export type WebhookFormat = (typeof WEBHOOK_FORMATS)[number]

const OPERATIONS: Readonly<Record<Verb, string>> = {
  created: 'Create',
  updated: 'Update',
  deleted: 'Delete',
  merged: 'Merge',
  void: 'Void',
}
const SOURCE = `intuit.${createHash('sha256').update('sandbox').digest('base64')}`

/** One notification of what happened together, in either format; it names objects and carries no data. */
export function notification(
  changes: readonly Change[],
  format: WebhookFormat,
  random: Random,
): SandboxWebhook {
  const body = format === 'legacy' ? legacyBody(changes) : cloudEventsBody(changes, random)
  const id = random.uuid()
  return {
    path: '/quickbooks',
    body: JSON.stringify(body),
    sign: (exact, at) => ({
      'intuit-signature': createHmac('sha256', QUICKBOOKS_VERIFIER_TOKEN).update(exact).digest('base64'),
      'intuit-created-time': at.toISOString(),
      'intuit-t-id': id,
      'intuit-notification-schema-version': format === 'legacy' ? '1.0.0' : '2.0.0',
    }),
  }
}

const cloudEventsBody = (changes: readonly Change[], random: Random) =>
  changes.map(({ name, id, verb, at, deletedId }) => ({
    specversion: '1.0',
    id: random.uuid(),
    source: SOURCE,
    type: `qbo.${name.toLowerCase()}.${verb}.v1`,
    datacontenttype: 'application/json',
    // Nanoseconds, as the real ones have.
    time: at.toISOString().replace('Z', `${String(random.int(0, 999_999)).padStart(6, '0')}Z`),
    intuitentityid: id,
    intuitaccountid: QUICKBOOKS_REALM_ID,
    data: deletedId === undefined ? {} : { deletedid: deletedId },
  }))

const legacyBody = (changes: readonly Change[]) => ({
  eventNotifications: [
    {
      realmId: QUICKBOOKS_REALM_ID,
      dataChangeEvent: {
        entities: changes.map(({ name, id, verb, at, deletedId }) => ({
          name,
          id,
          operation: OPERATIONS[verb],
          lastUpdated: at.toISOString(),
          ...(deletedId === undefined ? {} : { deletedId }),
        })),
      },
    },
  ],
})
