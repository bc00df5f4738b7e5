import { invalidInput } from './errors.ts'
import type { Ids } from './ids.ts'
import type { Item } from './items.ts'
import { minutesAfter, timestamp } from './time.ts'

/** What a link token was asked for with. */
export interface LinkRequest {
  client_name: string
  language: string
  country_codes: string[]
  products: string[]
  webhook: string | null
  redirect_uri: string | null
  /** Null when the app shows Link itself. */
  hosted: { completionRedirectUri: string | null; lifetimeSeconds: number } | null
  daysRequested: number
  /** The item to be logged in to anew; null: a new one. */
  update: Item | null
}

/** One visit to Link, from the asking for it to the end that a person gave it. */
export interface LinkSession {
  id: string
  token: string
  createdAt: Date
  expiresAt: Date
  asked: LinkRequest
  startedAt: Date | null
  ended: { at: Date; publicToken: string | null } | null
}

const MOST_KEPT = 1_000
const MINUTES_TO_EXCHANGE = 30
const MINUTES_FOR_LINK = 4 * 60
const MINUTES_FOR_UPDATE = 30

/** Link tokens and public tokens: what leads to an access token. */
export class Links {
  readonly #ids: Ids
  readonly #now: () => Date
  readonly #sessions = new Map<string, LinkSession>()
  readonly #publicTokens = new Map<string, { item: Item; expiresAt: Date }>()

  constructor(ids: Ids, now: () => Date) {
    this.#ids = ids
    this.#now = now
  }

  open(asked: LinkRequest): LinkSession {
    const createdAt = this.#now()
    const minutes = asked.update === null ? MINUTES_FOR_LINK : MINUTES_FOR_UPDATE
    const session: LinkSession = {
      id: this.#ids.uuid(),
      token: this.#ids.token('link'),
      createdAt,
      expiresAt: minutesAfter(createdAt, asked.hosted === null ? minutes : asked.hosted.lifetimeSeconds / 60),
      asked,
      startedAt: null,
      ended: null,
    }
    keep(this.#sessions, session.token, session)
    return session
  }

  get(token: string): LinkSession | undefined {
    return this.#sessions.get(token)
  }

  bySession(id: string): LinkSession | undefined {
    for (const session of this.#sessions.values()) if (session.id === id) return session
    return undefined
  }

  isOver({ ended, expiresAt }: LinkSession): boolean {
    return ended !== null || expiresAt <= this.#now()
  }

  issuePublicToken(item: Item): string {
    const token = this.#ids.token('public')
    keep(this.#publicTokens, token, { item, expiresAt: minutesAfter(this.#now(), MINUTES_TO_EXCHANGE) })
    return token
  }

  /** Once. Throws Refusal when it is unknown, used or too old. */
  exchange(token: string): Item {
    const found = this.#publicTokens.get(token)
    this.#publicTokens.delete(token)
    if (found === undefined) {
      throw invalidInput('INVALID_PUBLIC_TOKEN', 'could not find matching public token')
    }
    if (found.expiresAt <= this.#now()) {
      const message = `provided public token is expired. Public tokens expire ${MINUTES_TO_EXCHANGE} minutes after creation at which point they can no longer be exchanged (${timestamp(found.expiresAt)})`
      throw invalidInput('INVALID_PUBLIC_TOKEN', message)
    }
    return found.item
  }
}

/** The newest ones; nobody comes back for the others. */
function keep<T>(map: Map<string, T>, key: string, value: T): void {
  map.set(key, value)
  const [oldest] = map.keys()
  if (map.size > MOST_KEPT && oldest !== undefined) map.delete(oldest)
}
