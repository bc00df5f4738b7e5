import { createHmac } from 'node:crypto'
import type { SandboxWebhook } from '../kit/provider.ts'
import type { Clock } from './clock.ts'
import { Collection } from './collection.ts'
import { STRIPE_ACCOUNT_ID, STRIPE_VERSION, STRIPE_WEBHOOK_SECRET } from './credentials.ts'
import { refused } from './errors.ts'
import type { Ids } from './ids.ts'
import type { StripeEvent } from './objects/event.ts'
import {
  webhookEndpoint,
  type WebhookEndpoint,
  type WebhookEndpointFacts,
} from './objects/webhook-endpoint.ts'
import { toSeconds } from './time.ts'

const PATH = `/stripe/${STRIPE_ACCOUNT_ID}`
const MOST_ENDPOINTS = 16

/** One v1 per secret: two while a secret is rolled. */
export function signWebhook(secrets: readonly string[], body: string, at: Date): Record<string, string> {
  const t = toSeconds(at)
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`,
  )
  return { 'stripe-signature': [`t=${t}`, ...signatures].join(',') }
}

/** Who is told of events. */
export class Receivers {
  readonly endpoints = new Collection<WebhookEndpoint>()
  readonly #secrets = new Map<string, readonly string[]>()
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #send: (webhook: SandboxWebhook) => void

  constructor(clock: Clock, ids: Ids, send: (webhook: SandboxWebhook) => void) {
    this.#clock = clock
    this.#ids = ids
    this.#send = send
    const everything = {
      url: `https://receiver.example${PATH}`,
      enabledEvents: ['*'],
      apiVersion: STRIPE_VERSION,
      description: null,
    }
    this.#add(everything, STRIPE_WEBHOOK_SECRET)
  }

  /** Answers with the secret, which no later answer has. */
  create(facts: WebhookEndpointFacts): WebhookEndpoint & { secret: string } {
    if (this.endpoints.size >= MOST_ENDPOINTS) {
      throw refused(`You have reached the maximum of ${MOST_ENDPOINTS} test webhook endpoints.`)
    }
    const secret = this.#ids.next('whsec')
    return { ...this.#add(facts, secret), secret }
  }

  remove(id: string): void {
    this.endpoints.remove(id)
    this.#secrets.delete(id)
  }

  /** From now on webhooks carry a signature by the new secret and one by the old; `finish` ends the old one. */
  roll(id: string, finish: boolean): string {
    const [current] = this.#secrets.get(id) ?? []
    if (current === undefined) throw refused(`No such webhook endpoint: '${id}'`)
    if (finish) {
      this.#secrets.set(id, [current])
      return current
    }
    const secret = this.#ids.next('whsec')
    this.#secrets.set(id, [secret, current])
    return secret
  }

  countFor(type: string): number {
    return this.#listening(type).length
  }

  tell(event: StripeEvent): void {
    for (const { id } of this.#listening(event.type)) {
      const secrets = this.#secrets.get(id) ?? []
      this.#send({
        path: PATH,
        body: JSON.stringify(event),
        sign: (body, at) => signWebhook(secrets, body, at),
      })
    }
  }

  #add(facts: WebhookEndpointFacts, secret: string): WebhookEndpoint {
    const endpoint = webhookEndpoint(this.#ids.next('we'), this.#clock.now, facts)
    this.#secrets.set(endpoint.id, [secret])
    return this.endpoints.add(endpoint)
  }

  #listening(type: string): WebhookEndpoint[] {
    return this.endpoints
      .all()
      .filter(({ enabled_events: wanted }) => wanted.includes('*') || wanted.includes(type))
  }
}
