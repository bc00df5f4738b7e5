import { hashText, createRandom } from '../kit/random.ts'
import { type Access, EVERYTHING } from './access.ts'
import type { Account } from './accounts.ts'
import {
  OPEN_BANKING_CONSENT_AGE_DAYS,
  OPEN_BANKING_CONSENT_DAYS,
  OPEN_BANKING_CONSENT_ID,
} from './credentials.ts'
import { addDays, type Day, dayOf } from '../kit/days.ts'

export type ConsentStatus = 'received' | 'rejected' | 'valid' | 'revokedByPsu' | 'expired' | 'terminatedByTpp'
export type ScaStatus = 'received' | 'finalised' | 'failed'

/** What a client asks for. */
export interface ConsentRequest {
  access: Access
  recurring: boolean
  validUntil: Day
  frequencyPerDay: number
  /** Where the customer comes back to. */
  redirectUri: string
  nokRedirectUri: string
}

export interface Consent extends ConsentRequest {
  id: string
  status: ConsentStatus
  authorisations: Map<string, ScaStatus>
  lastActionOn: Day
  /** It was given by OAuth 2: what it opens is read with a token beside it. */
  needsToken: boolean
  /** The latest entry that a report told of, by account: where the next delta list begins. */
  reported: Map<string, number>
}

/** The customer's consents for the one client that there is. */
export class Consents {
  readonly #consents = new Map<string, Consent>()
  readonly #now: () => Date
  readonly #first: Consent

  constructor(now: () => Date) {
    this.#now = now
    const madeOn = addDays(dayOf(now()), -OPEN_BANKING_CONSENT_AGE_DAYS)
    this.#first = this.#add(OPEN_BANKING_CONSENT_ID, {
      access: EVERYTHING,
      recurring: true,
      validUntil: addDays(madeOn, OPEN_BANKING_CONSENT_DAYS),
      frequencyPerDay: 4,
      redirectUri: '',
      nokRedirectUri: '',
    })
    this.#first.status = 'valid'
    this.#first.lastActionOn = madeOn
    this.#first.authorisations.set(`${this.#first.id}-sca-1`, 'finalised')
  }

  /** A date that is too far off is brought nearer. */
  request(asked: ConsentRequest): Consent {
    const latest = addDays(dayOf(this.#now()), OPEN_BANKING_CONSENT_DAYS)
    const validUntil = asked.validUntil < latest ? asked.validUntil : latest
    return this.#add(`sandbox-not-a-secret-consent-${this.#consents.size + 1}`, { ...asked, validUntil })
  }

  find(id: string): Consent | undefined {
    const consent = this.#consents.get(id)
    if (consent?.status === 'valid' && consent.validUntil < dayOf(this.#now())) consent.status = 'expired'
    return consent
  }

  findByAuthorisation(id: string): Consent | undefined {
    return [...this.#consents.values()].find((it) => it.authorisations.has(id))
  }

  /** Of the valid ones the youngest; the very first one where none is valid. */
  current(): Consent {
    const all = [...this.#consents.keys()].flatMap((id) => this.find(id) ?? [])
    return all.findLast((it) => it.status === 'valid') ?? this.#first
  }

  startAuthorisation(consent: Consent): string {
    const id = `${consent.id}-sca-${consent.authorisations.size + 1}`
    consent.authorisations.set(id, 'received')
    return id
  }

  /** The customer's answer. A recurring consent ends the recurring one before it. */
  decide(consent: Consent, agreed: boolean): void {
    for (const id of consent.authorisations.keys()) {
      consent.authorisations.set(id, agreed ? 'finalised' : 'failed')
    }
    if (agreed && consent.recurring) {
      for (const other of this.#consents.values()) {
        if (other.status === 'valid' && other.recurring) this.turn(other, 'terminatedByTpp')
      }
    }
    this.turn(consent, agreed ? 'valid' : 'rejected')
  }

  turn(consent: Consent, status: ConsentStatus): void {
    consent.status = status
    consent.lastActionOn = dayOf(this.#now())
  }

  #add(id: string, asked: ConsentRequest): Consent {
    const consent: Consent = {
      ...asked,
      id,
      status: 'received',
      authorisations: new Map(),
      lastActionOn: dayOf(this.#now()),
      needsToken: false,
      reported: new Map(),
    }
    this.#consents.set(id, consent)
    return consent
  }
}

/** An account's id holds for one consent; under the next one the same account has another. */
export const resourceId = (consent: Consent, account: Account): string =>
  createRandom(hashText(`${consent.id}/${account.key}`)).uuid()
