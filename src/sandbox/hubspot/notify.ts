import { createHash, createHmac } from 'node:crypto'
import type { SandboxWebhook } from '../kit/provider.ts'
import type { Random } from '../kit/random.ts'
import { HUBSPOT_CLIENT_SECRET, HUBSPOT_PORTAL_ID } from './credentials.ts'
import { propertiesOf } from './portal/properties.ts'
import type { PortalEvent } from './portal/record.ts'
import { APP_ID } from './portal/settings.ts'
import { objectType, TYPE_NAMES } from './portal/types.ts'

const PATH = '/hubspot'
const MOST_IN_ONE = 100
const FIRST_SUBSCRIPTION = 3_923_621

/** Bodies of at most a hundred events; an event names a record, and carries next to nothing of it. */
export function notifications(events: readonly PortalEvent[], random: Random): SandboxWebhook[] {
  const told = events.flatMap((it) => toldOf(it, random))
  return Array.from({ length: Math.ceil(told.length / MOST_IN_ONE) }, (_, index) => ({
    path: PATH,
    body: JSON.stringify(told.slice(index * MOST_IN_ONE, (index + 1) * MOST_IN_ONE)),
    sign: signWebhook,
  }))
}

/** Empty where the app subscribed to nothing of the kind: one follows each property that is not HubSpot's alone. */
function toldOf({ type, kind, at, source, facts }: PortalEvent, random: Random): object[] {
  const { eventName, id } = objectType(type)
  if (eventName === null || isQuiet(type, facts.propertyName)) return []
  return [
    {
      eventId: random.int(1, 4_000_000_000),
      subscriptionId: subscriptionOf(type, kind, facts.propertyName),
      portalId: Number(HUBSPOT_PORTAL_ID),
      appId: APP_ID,
      occurredAt: at,
      subscriptionType: `${eventName}.${kind}`,
      ...(eventName === 'object' ? { objectTypeId: id } : {}),
      attemptNumber: 0,
      ...facts,
      ...source,
    },
  ]
}

const isQuiet = (type: PortalEvent['type'], property: unknown): boolean =>
  typeof property === 'string' &&
  (property.startsWith('hs_object_') ||
    /_in_\w+_currency$/.test(property) ||
    !propertiesOf(type).has(property))

const KINDS: readonly PortalEvent['kind'][] = [
  'creation',
  'deletion',
  'restore',
  'merge',
  'privacyDeletion',
  'associationChange',
]

/** One for each kind of event of a type, and for each property that is followed. */
function subscriptionOf(type: PortalEvent['type'], kind: PortalEvent['kind'], property: unknown): number {
  const names = [...propertiesOf(type).keys()]
  const place = typeof property === 'string' ? KINDS.length + names.indexOf(property) : KINDS.indexOf(kind)
  return FIRST_SUBSCRIPTION + TYPE_NAMES.indexOf(type) * 100 + place
}

/** The third version, over the whole address, and the first, over the body alone. */
export function signWebhook(body: string, at: Date, url: string): Record<string, string> {
  const timestamp = String(at.getTime())
  const source = `POST${decoded(url)}${body}${timestamp}`
  return {
    'x-hubspot-request-timestamp': timestamp,
    'x-hubspot-signature-v3': createHmac('sha256', HUBSPOT_CLIENT_SECRET).update(source).digest('base64'),
    'x-hubspot-signature-version': 'v1',
    'x-hubspot-signature': createHash('sha256')
      .update(HUBSPOT_CLIENT_SECRET + body)
      .digest('hex'),
  }
}

/** HubSpot signs these characters of an address as themselves. */
const decoded = (url: string): string =>
  url.replaceAll(/%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
