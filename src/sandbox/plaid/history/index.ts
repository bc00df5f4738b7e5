import { addDays } from '../../kit/days.ts'
import type { Random } from '../../kit/random.ts'
import type { Wire } from '../../kit/wires.ts'
import type { Bank } from '../bank/bank.ts'
import { arrive } from '../bank/wires.ts'
import { Agenda } from './agenda.ts'
import { planBusiness } from './business.ts'
import { planPurchases } from './purchases.ts'
import { planRoutine } from './routine.ts'

export const DAYS_OF_HISTORY = 729

/** At scale 1. */
const STAFF = 13
const PURCHASES = 1_700
const DEPOSITS = 360
const SUPPLIERS = 300
const CHEQUES = 90
const FEWEST = 6

/** Makes up two years of business that end today, with the wires that arrived in them. */
export function makeHistory(
  bank: Bank,
  random: Random,
  { today, scale, wires }: { today: string; scale: number; wires: readonly Wire[] },
): void {
  const period = { first: addDays(today, -DAYS_OF_HISTORY), last: today, days: DAYS_OF_HISTORY }
  const agenda = new Agenda()
  const size = (atOne: number) => Math.max(FEWEST, Math.round(atOne * scale))
  for (const wire of wires) {
    // What arrived before the first day is in the opening balance.
    agenda.on(wire.arrivesOn, () => {
      arrive(bank, wire)
    })
  }
  planRoutine(bank, agenda, random.fork('routine'), period, Math.max(2, Math.round(STAFF * scale)))
  planBusiness(bank, agenda, random.fork('business'), period, {
    deposits: size(DEPOSITS),
    suppliers: size(SUPPLIERS),
    cheques: size(CHEQUES),
  })
  planPurchases(bank, agenda, random.fork('purchases'), period, size(PURCHASES))
  agenda.run(period.first, period.last)
  bank.pull()
}
