import { addDays, dayOf } from '../kit/days.ts'
import { PLAID_ACCESS_TOKEN, PLAID_ITEM_ID } from './credentials.ts'
import { type ErrorFacts, invalidInput, itemNotFound, refusal } from './errors.ts'
import type { Ids } from './ids.ts'
import { timestamp } from './time.ts'

/** How far Plaid has come with reading the transactions of a new item. */
export type Progress = 'NOT_READY' | 'INITIAL_UPDATE_COMPLETE' | 'HISTORICAL_UPDATE_COMPLETE'

/** One login at the bank that a customer has linked. All items see the same bank under the same ids. */
export interface Item {
  id: string
  createdAt: string
  webhook: string | null
  /** Null as long as Plaid can log in. */
  error: ErrorFacts | null
  consentExpiresAt: string | null
  progress: Progress
  /** Transactions before it are not read: at first those of a month, then those of the days asked for. */
  floor: string
  daysRequested: number
  /** Whether /transactions/sync was ever called: before that, no webhook tells of transactions. */
  isRead: boolean
  updatedAt: string
  lastWebhook: { sent_at: string; code_sent: string } | null
}

interface Wanted {
  webhook: string | null
  daysRequested: number
}

/** Plaid's own bound for a client that has not been let go further. */
const MOST_ITEMS = 100
const DAYS_AT_FIRST = 30
/** Tokens that are remembered as an item's that is gone. */
const MOST_REMOVED = 1_000

export class Items {
  readonly #ids: Ids
  readonly #now: () => Date
  readonly #byToken = new Map<string, Item>()
  readonly #removedTokens = new Set<string>()

  constructor(ids: Ids, now: () => Date) {
    this.#ids = ids
    this.#now = now
    this.#byToken.set(PLAID_ACCESS_TOKEN, {
      ...this.#newItem(PLAID_ITEM_ID, { webhook: 'https://receiver.example/plaid', daysRequested: 730 }),
      progress: 'HISTORICAL_UPDATE_COMPLETE',
      floor: addDays(dayOf(now()), -730),
      isRead: true,
    })
  }

  /** Its access token is had by exchange. */
  link(wanted: Wanted): { item: Item; accessToken: string } {
    if (this.#byToken.size >= MOST_ITEMS) {
      const message = `addition limit exceeded for this client_id: there are ${MOST_ITEMS} items`
      throw refusal('RATE_LIMIT_EXCEEDED', 'ADDITION_LIMIT', message, 429)
    }
    const item = this.#newItem(this.#ids.next(), wanted)
    const accessToken = this.#ids.token('access')
    this.#byToken.set(accessToken, item)
    return { item, accessToken }
  }

  all(): Item[] {
    return [...this.#byToken.values()]
  }

  /** Throws Refusal when the token is of no item, or of one that was removed. */
  of(accessToken: string): Item {
    const item = this.#byToken.get(accessToken)
    if (item !== undefined) return item
    if (this.#removedTokens.has(accessToken)) throw itemNotFound()
    if (accessToken.startsWith('access-sandbox-')) {
      throw invalidInput('INVALID_ACCESS_TOKEN', 'could not find matching access token')
    }
    throw invalidInput(
      'INVALID_ACCESS_TOKEN',
      'provided access token is in an invalid format. expected format: access-<environment>-<identifier>',
    )
  }

  tokenOf(item: Item): string {
    for (const [token, it] of this.#byToken) if (it === item) return token
    throw itemNotFound()
  }

  /** The old token is dead at once. */
  replaceToken(item: Item): string {
    const accessToken = this.#ids.token('access')
    this.#byToken.delete(this.tokenOf(item))
    this.#byToken.set(accessToken, item)
    return accessToken
  }

  remove(item: Item): void {
    const token = this.tokenOf(item)
    this.#byToken.delete(token)
    this.#removedTokens.add(token)
    const [oldest] = this.#removedTokens
    if (this.#removedTokens.size > MOST_REMOVED && oldest !== undefined) this.#removedTokens.delete(oldest)
  }

  #newItem(id: string, { webhook, daysRequested }: Wanted): Item {
    const now = this.#now()
    return {
      id,
      createdAt: timestamp(now),
      webhook,
      error: null,
      consentExpiresAt: null,
      progress: 'NOT_READY',
      floor: addDays(dayOf(now), -Math.min(daysRequested, DAYS_AT_FIRST)),
      daysRequested,
      isRead: false,
      updatedAt: timestamp(now),
      lastWebhook: null,
    }
  }
}

/** From the last month to all the days that were asked for. */
export function completeHistory(item: Item): void {
  item.progress = 'HISTORICAL_UPDATE_COMPLETE'
  item.floor = addDays(item.createdAt.slice(0, 10), -item.daysRequested)
}
