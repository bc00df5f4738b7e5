import { createHmac } from 'node:crypto'
import type { SandboxWebhook } from '../kit/provider.ts'
import type { Random } from '../kit/random.ts'
import type { BookEvent, EventCategory } from './books/books.ts'
import { XERO_WEBHOOK_KEY } from './credentials.ts'
import type { JsonObject } from './json.ts'

const PATHS: Readonly<Record<EventCategory, string>> = {
  CONTACT: 'Contacts',
  INVOICE: 'Invoices',
  CREDITNOTE: 'CreditNotes',
}

/** Numbers the events of all organisations, in the order of their telling. */
export class Notifier {
  readonly #random: Random
  #sequence = 0

  constructor(random: Random) {
    this.#random = random
  }

  /** What happened together is told together; each event names a record and carries next to nothing of it. */
  notification(events: readonly BookEvent[]): SandboxWebhook {
    const firstEventSequence = this.#sequence + 1
    this.#sequence += events.length
    return this.#webhook(
      { events: events.map(told), firstEventSequence, lastEventSequence: this.#sequence },
      XERO_WEBHOOK_KEY,
    )
  }

  /** Whoever receives webhooks must tell a rightly signed body from a wrongly signed one before any are sent. */
  intentToReceive(isRight: boolean): SandboxWebhook {
    const body = { events: [], firstEventSequence: 0, lastEventSequence: 0 }
    return this.#webhook(body, isRight ? XERO_WEBHOOK_KEY : `${XERO_WEBHOOK_KEY}-wrong`)
  }

  #webhook(body: JsonObject, key: string): SandboxWebhook {
    return {
      path: '/xero',
      body: JSON.stringify({ ...body, entropy: this.#random.token(20).toUpperCase() }),
      sign: (exact) => ({ 'x-xero-signature': createHmac('sha256', key).update(exact).digest('base64') }),
    }
  }
}

const told = ({ category, id, at, verb, tenantId, data }: BookEvent): JsonObject => ({
  resourceUrl: `https://api.xero.com/api.xro/2.0/${PATHS[category]}/${id}`,
  resourceId: id,
  eventDateUtc: new Date(at).toISOString().slice(0, -1),
  eventType: verb,
  eventCategory: category,
  tenantId,
  tenantType: 'ORGANISATION',
  ...(data === null ? {} : { data }),
})
