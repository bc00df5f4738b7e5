import type { Random } from '../../kit/random.ts'
import { dayOf } from '../time.ts'
import type { BankTransaction, BankTransfer } from './bank.ts'
import type { Contact } from './contact.ts'
import type { Allocation, Credit, Invoice, Payment } from './document.ts'
import { Refusal } from './refusal.ts'
import type { Account, Locks, ManualJournal, Profile, TrackingCategory } from './settings.ts'

export type EventCategory = 'CONTACT' | 'INVOICE' | 'CREDITNOTE'

/** What a webhook will tell. */
export interface BookEvent {
  tenantId: string
  category: EventCategory
  verb: 'CREATE' | 'UPDATE'
  id: string
  at: number
  /** Of a credit note. */
  data: { Type: string; Status: string } | null
}

/** One organisation: everything in it. Maps are in the order of making. */
export class Books {
  readonly profile: Profile
  readonly random: Random
  readonly locks: Locks = { period: null, endOfYear: null }
  readonly accounts = new Map<string, Account>()
  readonly contacts = new Map<string, Contact>()
  readonly tracking = new Map<string, TrackingCategory>()
  readonly invoices = new Map<string, Invoice>()
  readonly credits = new Map<string, Credit>()
  readonly payments = new Map<string, Payment>()
  readonly bankTransactions = new Map<string, BankTransaction>()
  readonly bankTransfers = new Map<string, BankTransfer>()
  readonly manualJournals = new Map<string, ManualJournal>()
  /** Told of each change that Xero has webhooks for; nobody is while history is made. */
  onEvent: (event: BookEvent) => void = () => undefined
  readonly now: () => number
  readonly #payments = new Map<string, Payment[]>()
  readonly #allocations = new Map<string, Allocation[]>()
  #salesNumber = 0
  #creditNumber = 0

  constructor(profile: Profile, random: Random, now: () => number) {
    this.profile = profile
    this.random = random
    this.now = now
  }

  get today(): string {
    return dayOf(this.now())
  }

  /** Live ones, of an invoice or a credit. */
  paymentsOf(targetId: string): readonly Payment[] {
    return (this.#payments.get(targetId) ?? []).filter((it) => it.status === 'AUTHORISED')
  }

  /** Of an invoice, or of a credit. */
  allocationsOf(documentId: string): readonly Allocation[] {
    return this.#allocations.get(documentId) ?? []
  }

  addPayment(payment: Payment): void {
    this.payments.set(payment.id, payment)
    append(this.#payments, payment.targetId, payment)
  }

  addAllocation(allocation: Allocation): void {
    append(this.#allocations, allocation.invoiceId, allocation)
    append(this.#allocations, allocation.creditId, allocation)
  }

  nextInvoiceNumber(): string {
    this.#salesNumber += 1
    return `INV-${String(this.#salesNumber).padStart(4, '0')}`
  }

  nextCreditNoteNumber(): string {
    this.#creditNumber += 1
    return `CN-${String(this.#creditNumber).padStart(4, '0')}`
  }

  contact(id: string): Contact {
    return found(this.contacts, id, 'contact')
  }

  account(id: string): Account {
    return found(this.accounts, id, 'account')
  }

  accountByCode(code: string): Account {
    const account = [...this.accounts.values()].find((it) => it.code === code)
    if (account === undefined)
      throw new Refusal(`Account code '${code}' is not a valid code for this document.`)
    return account
  }

  tell(category: EventCategory, verb: BookEvent['verb'], id: string, data: BookEvent['data'] = null): void {
    this.onEvent({ tenantId: this.profile.tenantId, category, verb, id, at: this.now(), data })
  }
}

function append<T>(index: Map<string, T[]>, key: string, item: T): void {
  const items = index.get(key)
  if (items === undefined) index.set(key, [item])
  else items.push(item)
}

/** What the books refer to is in them, so that its absence is the asker's mistake. */
export function found<T>(items: ReadonlyMap<string, T>, id: string, kind: string): T {
  const item = items.get(id)
  if (item === undefined) throw new Refusal(`The ${kind} ${id} could not be found.`)
  return item
}
