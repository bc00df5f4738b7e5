import type { SandboxWebhook } from '../kit/provider.ts'
import type { ErrorFacts } from './errors.ts'
import type { Item } from './items.ts'
import type { Keys } from './keys.ts'
import { timestamp } from './time.ts'

const PATH = '/plaid'

/** Tells the app what happened to its items. What it sends has no id of its own. */
export class Webhooks {
  readonly #keys: Keys
  readonly #now: () => Date
  readonly #send: (webhook: SandboxWebhook) => void

  constructor(keys: Keys, now: () => Date, send: (webhook: SandboxWebhook) => void) {
    this.#keys = keys
    this.#now = now
    this.#send = send
  }

  /** Of transactions; nothing before the app has asked for them once. */
  updates(item: Item): void {
    if (!item.isRead) return
    this.tell(item, 'TRANSACTIONS', 'SYNC_UPDATES_AVAILABLE', {
      initial_update_complete: item.progress !== 'NOT_READY',
      historical_update_complete: item.progress === 'HISTORICAL_UPDATE_COMPLETE',
    })
  }

  failed(item: Item, code: 'ERROR' | 'USER_PERMISSION_REVOKED', error: ErrorFacts): void {
    this.tell(item, 'ITEM', code, { error: { ...error, status: 400 } })
  }

  /** To the item's address; whether it has one. */
  tell(item: Item, type: 'TRANSACTIONS' | 'ITEM', code: string, more: object = {}): boolean {
    if (item.webhook === null) return false
    this.sendBody({
      webhook_type: type,
      webhook_code: code,
      item_id: item.id,
      ...more,
      environment: 'sandbox',
    })
    item.lastWebhook = { sent_at: timestamp(this.#now()), code_sent: code }
    return true
  }

  sendBody(body: object): void {
    this.#send({ path: PATH, body: JSON.stringify(body), sign: (text, at) => this.#keys.sign(text, at) })
  }
}
