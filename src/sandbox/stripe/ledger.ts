import { Collection } from './collection.ts'
import type { Ids } from './ids.ts'
import { CURRENCIES, type Currency, total } from './money.ts'
import { balanceTransaction, type BalanceTransaction, type Entry } from './objects/balance-transaction.ts'
import type { Clock } from './clock.ts'

/** Everything that came into the Stripe balance and went out of it. */
export class Ledger {
  readonly transactions = new Collection<BalanceTransaction>()
  readonly #clock: Clock
  readonly #ids: Ids
  #pending: BalanceTransaction[] = []
  /** What no automatic payout has carried yet. */
  readonly #unpaid = new Map<Currency, BalanceTransaction[]>()
  readonly #payoutOf = new Map<string, string>()

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock
    this.#ids = ids
  }

  post(entry: Entry): BalanceTransaction {
    const transaction = balanceTransaction(this.#ids.next('txn'), this.#clock.now, entry)
    this.transactions.add(transaction)
    if (transaction.status === 'pending') this.#pending.push(transaction)
    const unpaid = this.#unpaid.get(transaction.currency)
    if (unpaid === undefined) this.#unpaid.set(transaction.currency, [transaction])
    else unpaid.push(transaction)
    return transaction
  }

  /** Makes available what is due by the clock. */
  settle(): void {
    for (const transaction of this.#pending) {
      if (transaction.available_on <= this.#clock.now) transaction.status = 'available'
    }
    this.#pending = this.#pending.filter((transaction) => transaction.status === 'pending')
  }

  /** What an automatic payout would carry now. */
  payable(currency: Currency): readonly BalanceTransaction[] {
    return (this.#unpaid.get(currency) ?? []).filter((transaction) => transaction.status === 'available')
  }

  carry(payout: string, transactions: readonly BalanceTransaction[]): void {
    for (const { id } of transactions) this.#payoutOf.set(id, payout)
    for (const [currency, unpaid] of this.#unpaid) {
      this.#unpaid.set(
        currency,
        unpaid.filter(({ id }) => !this.#payoutOf.has(id)),
      )
    }
  }

  /** The payout's own transaction is among them. */
  isCarriedBy(payout: string, transaction: { id: string }): boolean {
    return this.#payoutOf.get(transaction.id) === payout
  }

  /** Currencies with an entry, dollars first. */
  currencies(): Currency[] {
    return (Object.keys(CURRENCIES) as Currency[]).filter((currency) => this.#unpaid.has(currency))
  }

  /** `GET /v1/balance`: available and pending together are the sum of every net. */
  balance() {
    const all = this.transactions.all()
    const sums = (available: boolean) =>
      this.currencies().map((currency) => {
        const these = all.filter((it) => it.currency === currency && isSpendable(it) === available)
        const amount = total(these.map((it) => it.net))
        return { amount, currency, source_types: { card: amount } }
      })
    return {
      available: sums(true),
      connect_reserved: [{ amount: 0, currency: 'usd' }],
      livemode: false as const,
      object: 'balance' as const,
      pending: sums(false),
    }
  }
}

/** A payout leaves what can be spent at once, though its transaction is pending until it arrives. */
const isSpendable = (it: BalanceTransaction) => it.status === 'available' || it.type === 'payout'
