import type { Company } from './company.ts'

export type PartyKind = 'Cust' | 'Vend'

/** A posted invoice and what is left of it, in cents. F&O keeps this to itself: no entity set tells it. */
export interface OpenItem {
  company: Company
  party: PartyKind
  account: string
  name: string
  invoice: string
  currency: string
  dueOn: string
  amount: number
  /** What no payment line is marked for yet. */
  open: number
}

export class OpenItems {
  readonly #items = new Map<string, OpenItem>()

  add(item: OpenItem): OpenItem {
    this.#items.set(keyOf(item.company.id, item.party, item.invoice), item)
    return item
  }

  find(company: string, party: PartyKind, invoice: string): OpenItem | undefined {
    return this.#items.get(keyOf(company, party, invoice))
  }

  /** Those of a company with something left to pay. */
  unpaid(company: Company, party: PartyKind): OpenItem[] {
    return [...this.#items.values()].filter(
      (it) => it.company === company && it.party === party && it.open > 0,
    )
  }
}

const keyOf = (company: string, party: PartyKind, invoice: string) => `${company}|${party}|${invoice}`
