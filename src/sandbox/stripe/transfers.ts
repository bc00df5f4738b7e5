import { minorUnitDigits } from '../../domain/currency.ts'
import { fromMinorUnits } from '../../domain/decimal.ts'
import type { Wire } from '../kit/wires.ts'
import type { Books } from './books.ts'
import type { Payout } from './objects/payout.ts'

// What the bank sees of payouts.

/** "ST-…": it is in the payout's trace_id once it is paid, and on the bank's statement. */
export const traceOf = ({ id }: Payout): string => `ST-${id.slice(-12).toUpperCase()}`

export function sendToBank(books: Books, made: Payout): void {
  const trace = traceOf(made)
  books.wires.send({
    ...money(made),
    id: trace,
    to: bankAccountFor(made),
    arrivesOn: dayOf(made.arrival_date),
    payer: 'Stripe',
    text: `STRIPE TRANSFER ${trace}`,
  })
}

/** The account had it, and pays it back. */
export function returnFromBank(books: Books, made: Payout): void {
  const trace = traceOf(made)
  books.wires.send({
    ...money(made),
    id: `${trace}-return`,
    to: 'stripe',
    arrivesOn: dayOf(books.clock.now),
    payer: bankAccountFor(made),
    text: `STRIPE RETURN ${trace}`,
  })
}

/** Each currency has a bank account of its own. */
const bankAccountFor = ({ currency }: Payout): string =>
  currency === 'usd' ? 'larkfield-operating' : `larkfield-${currency}`

function money({ amount, currency }: Payout): Pick<Wire, 'amount' | 'currency'> {
  const code = currency.toUpperCase()
  return { amount: fromMinorUnits(String(amount), minorUnitDigits(code)), currency: code }
}

const dayOf = (at: number): string => new Date(at * 1000).toISOString().slice(0, 10)
