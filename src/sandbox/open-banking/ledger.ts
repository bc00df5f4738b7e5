import type { Random } from '../kit/random.ts'
import { type LedgerKey, OPENING } from './accounts.ts'
import { addDays, type Day } from '../kit/days.ts'
import type { Entry, Movement } from './entries.ts'
import type { AmountStyle } from './money.ts'

/** The bank's own books of one customer. */
export class Ledger {
  readonly #random: Random
  readonly #booked: Entry[] = []
  #pending: Entry[] = []
  readonly #balances: Record<LedgerKey, number> = { ...OPENING }
  #sequence = 0

  constructor(random: Random) {
    this.#random = random
  }

  /** Enters it and books it. */
  book(movement: Movement): Entry {
    return this.#settle(this.#enter(movement), movement.on, movement.ids === null)
  }

  /** Enters what will be booked on another day, or never. */
  hold(movement: Movement): Entry {
    const entry = this.#enter(movement)
    this.#pending.push(entry)
    return entry
  }

  /** A pending entry becomes a booked one, under its own transaction id or another. */
  settle(entry: Entry, on: Day, { sameId }: { sameId: boolean }): Entry {
    this.drop(entry)
    const id = sameId ? entry.transactionId : this.#transactionId(on)
    return this.#settle({ ...entry, transactionId: id, sequence: this.#next() }, on, false)
  }

  /** The bank tells a pending entry otherwise, under the same id. */
  retell(entry: Entry, facts: Entry['facts']): Entry {
    const changed = { ...entry, facts: { ...entry.facts, ...facts } }
    this.#pending = this.#pending.map((it) => (it === entry ? changed : it))
    return changed
  }

  /** A pending entry vanishes without a word. */
  drop(entry: Entry): void {
    this.#pending = this.#pending.filter((it) => it !== entry)
  }

  booked = (keys: readonly LedgerKey[]): Entry[] => this.#booked.filter((it) => keys.includes(it.account))

  pending = (keys: readonly LedgerKey[]): Entry[] => this.#pending.filter((it) => keys.includes(it.account))

  /** Of everything that is booked. */
  balance = (key: LedgerKey): number => this.#balances[key]

  /** As it was when the day ended. */
  balanceAfterDay(key: LedgerKey, day: Day): number {
    const entries = this.booked([key])
    return entries.reduce(
      (total, it) => (it.bookedOn !== null && it.bookedOn <= day ? total + it.minor : total),
      OPENING[key],
    )
  }

  #next(): number {
    this.#sequence += 1
    return this.#sequence
  }

  #enter({ account, facts, ids, minor, on, party }: Movement): Entry {
    const sequence = this.#next()
    return {
      account,
      sequence,
      minor,
      enteredOn: on,
      bookedOn: null,
      valueOn: sequence % 37 === 9 ? null : addDays(on, sequence % 5 === 2 ? 1 : 0),
      transactionId: ids === null || sequence % 23 === 3 ? null : this.#transactionId(on),
      entryReference: null,
      balanceAfter: null,
      style: styleOf(sequence),
      party,
      facts,
    }
  }

  #settle(entry: Entry, on: Day, unnamed: boolean): Entry {
    this.#balances[entry.account] += entry.minor
    const booked: Entry = {
      ...entry,
      bookedOn: on,
      entryReference: unnamed ? null : `${on.slice(0, 4)}-${String(entry.sequence).padStart(7, '0')}`,
      balanceAfter: this.#balances[entry.account],
    }
    this.#booked.push(booked)
    return booked
  }

  #transactionId = (on: Day): string => `HB${on.replaceAll('-', '')}${this.#random.token(10).toUpperCase()}`
}

/** Three systems of the bank's write amounts, each in its own way. */
function styleOf(sequence: number): AmountStyle {
  if (sequence % 41 === 7) return 'number'
  return sequence % 6 === 1 ? 'short' : 'full'
}
