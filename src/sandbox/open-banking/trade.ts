import type { Bank } from './bank.ts'
import { dayOf } from '../kit/days.ts'
import type { Entry } from './entries.ts'
import { cardPayment, receipt, supplierPayment } from './history/dealings.ts'

const MOST_PENDING = 12
const EVERY_LEDGER = ['eur', 'gbp', 'savings'] as const

/** A customer pays, a supplier is paid, a card is used; and now and then a pending entry is booked or vanishes. */
export function trade(bank: Bank): Entry {
  const { ledger, now, parties, random } = bank
  const today = dayOf(now())
  const account = random.pick(['eur', 'gbp'] as const)
  const [oldest] = ledger.pending(EVERY_LEDGER)
  const what = random.pickWeighted([
    ['receipt', 40],
    ['payment', 25],
    ['card', 20],
    ['settlement', 15],
  ] as const)
  if (
    oldest !== undefined &&
    (what === 'settlement' || ledger.pending(EVERY_LEDGER).length >= MOST_PENDING)
  ) {
    return settleOrDrop(bank, oldest)
  }
  if (what === 'receipt') return ledger.book(receipt(random, parties, account, today))
  if (what === 'payment') return ledger.book(supplierPayment(random, parties, account, today))
  return ledger.hold(cardPayment(random, today))
}

function settleOrDrop({ ledger, now, random }: Bank, entry: Entry): Entry {
  if (random.chance(0.1)) {
    ledger.drop(entry)
    return entry
  }
  return ledger.settle(entry, dayOf(now()), { sameId: random.chance(0.5) })
}
