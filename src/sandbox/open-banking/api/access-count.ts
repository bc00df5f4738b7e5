import type { Bank } from '../bank.ts'
import type { Consent } from '../consents.ts'
import { dayOf } from '../../kit/days.ts'
import { accessExceeded } from '../errors.ts'

/** How often something was read today without the customer present. */
export class AccessCount {
  #day = ''
  #counts = new Map<string, number>()

  /** From now on it is another day. */
  reset(): void {
    this.#counts = new Map()
  }

  /** `endpoint` is what is counted on its own: "/v1/accounts/1/balances". Throws BankError when that was enough. */
  count({ dialect, now }: Bank, consent: Consent, endpoint: string): void {
    if (dialect.unlimitedAccess) return
    const today = dayOf(now())
    if (today !== this.#day) this.reset()
    this.#day = today
    const key = `${consent.id} ${endpoint}`
    const before = this.#counts.get(key) ?? 0
    if (before >= consent.frequencyPerDay) throw accessExceeded(consent.frequencyPerDay)
    this.#counts.set(key, before + 1)
  }
}
