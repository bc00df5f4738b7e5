import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { WebhookChange, WebhookRequest, Webhooks } from '../provider.ts'
import { optionalInstant, text } from '../toolkit/exact.ts'
import { equalInConstantTime } from '../toolkit/signatures.ts'
import { streamsOf } from './business-events.ts'

// Business and data events, where the customer activated them: a hint that something happened. Dynamics signs
// nothing; what the address's query holds as `code` only the two sides know.

export const webhooks = {
  remoteIdFrom: 'address',
  secretScope: 'source',
  verify,
  changes,
} satisfies Webhooks

/** Every secret is tried, so that the time does not tell which one matched; an empty one never matches. */
function verify({ url }: WebhookRequest, secrets: readonly string[]): boolean {
  const [given, ...others] = URL.parse(url, 'https://address.invalid')?.searchParams.getAll('code') ?? []
  if (given === undefined || given === '' || others.length > 0) return false
  let matched = false
  for (const secret of secrets) {
    matched = (secret !== '' && equalInConstantTime(digest(secret), digest(given))) || matched
  }
  return matched
}

/** Of one length, whatever the lengths of what is compared. */
const digest = (value: string): Buffer => createHash('sha256').update(value).digest()

const event = z.object({
  BusinessEventId: text,
  // With or without braces, in either case.
  EventId: text.transform((id) => id.replace(/[{}\s]/g, '').toLowerCase()),
  EventTimeIso8601: optionalInstant.catch(null),
  EventTime: z.string().nullish(),
})

function changes(body: unknown): WebhookChange[] {
  const { data: told, error } = event.safeParse(body)
  if (told === undefined) {
    throw new Error(`The body is not a business event of Dynamics’. ${z.prettifyError(error)}`)
  }
  const about = { remoteId: null, at: told.EventTimeIso8601 ?? instantOf(told.EventTime) }
  const streams = streamsOf(told.BusinessEventId)
  if (streams.length === 0) return [{ ...about, eventId: told.EventId, what: { kind: 'ignore' } }]
  return streams.map((stream) => ({
    ...about,
    eventId: `${told.EventId}/${stream}`,
    what: { kind: 'poll', stream },
  }))
}

/** "/Date(1772730632000)/" */
function instantOf(time: string | null | undefined): string | null {
  const milliseconds = /^\/Date\((\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(time ?? '')?.[1]
  return milliseconds === undefined ? null : new Date(Number(milliseconds)).toISOString()
}
