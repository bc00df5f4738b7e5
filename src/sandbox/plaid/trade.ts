import { addDays, dayOf } from '../kit/days.ts'
import { companyName } from '../kit/names.ts'
import { pull } from './advance.ts'
import { depositFrom, paySupplier } from './history/business.ts'
import { inventPurchase } from './history/merchants.ts'
import { transfer } from './history/routine.ts'
import type { World } from './world.ts'

const EVENTS = [
  ['purchase', 9],
  ['posting', 7],
  ['deposit', 4],
  ['supplier', 3],
  ['transfer', 0.5],
  ['vanishing', 0.5],
] as const

const MOVED = 1_000_000

/** One thing happens on one of the accounts. */
export function trade(world: World): void {
  const { bank, random } = world
  const today = dayOf(world.now())
  const pending = bank.current().filter((it) => it.pending)
  switch (random.pickWeighted(EVENTS)) {
    case 'purchase': {
      const { amount, detail } = inventPurchase(random, today)
      const fate = { on: addDays(today, random.int(1, 3)), amount }
      const account = bank.accounts['credit card']
      bank.post({ account, amount, date: today, authorizedOn: today, pending: true, fate, detail })
      break
    }
    case 'posting': {
      if (pending.length === 0) return
      const entry = random.pick(pending)
      bank.settle(entry, today, entry.fate?.amount ?? entry.amount)
      break
    }
    case 'vanishing': {
      if (pending.length === 0) return
      bank.remove(random.pick(pending))
      break
    }
    case 'deposit':
      depositFrom(bank, random, companyName(random), today)
      break
    case 'supplier':
      paySupplier(bank, random, companyName(random), today)
      break
    case 'transfer':
      transfer(bank, today, random.chance(0.5) ? MOVED : -MOVED)
      break
  }
  pull(world)
}
