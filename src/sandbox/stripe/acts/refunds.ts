import type { Books } from '../books.ts'
import { refused } from '../errors.ts'
import { settle } from '../money.ts'
import type { Charge } from '../objects/charge.ts'
import { refund, type Refund, type RefundReason } from '../objects/refund.ts'
import { midnightAfter } from '../time.ts'

export const refundable = (charge: Charge): number =>
  charge.status === 'succeeded' && !charge.disputed ? charge.amount - charge.amount_refunded : 0

/** Gives back a part of a charge or all of it; the fee of the charge stays with Stripe. */
export function refundCharge(
  books: Books,
  charge: Charge,
  amount: number,
  reason: RefundReason | null,
): Refund {
  checkRefund(charge, amount)
  const id = books.ids.next('re')
  const made = refund(id, books.clock.now, {
    amount,
    charge,
    reason,
    balanceTransaction: postRefund(books, id, charge, amount),
  })
  books.refunds.add(made)
  const previous = { amount_refunded: charge.amount_refunded, refunded: charge.refunded }
  charge.amount_refunded += amount
  charge.refunded = charge.amount_refunded === charge.amount
  books.events.record('refund.created', made)
  books.events.record('charge.refunded', charge, previous)
  return made
}

function checkRefund(charge: Charge, amount: number): void {
  if (charge.status === 'failed') throw refused(`Charge ${charge.id} has failed and cannot be refunded.`)
  if (charge.disputed) {
    throw refused(`Charge ${charge.id} has been charged back; cannot issue a refund.`, 'charge_disputed')
  }
  if (charge.refunded)
    throw refused(`Charge ${charge.id} has already been refunded.`, 'charge_already_refunded')
  if (amount <= 0) throw refused('Invalid positive integer', 'parameter_invalid_integer', 'amount')
  if (amount > refundable(charge)) {
    throw refused(
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${refundable(charge)})`,
      'amount_too_large',
      'amount',
    )
  }
}

function postRefund(books: Books, id: string, charge: Charge, refunded: number): string {
  const { amount, currency, exchangeRate } = settle(refunded, charge.currency)
  return books.ledger.post({
    type: 'refund',
    reportingCategory: 'refund',
    source: id,
    amount: -amount,
    currency,
    description: `REFUND FOR CHARGE${charge.description === null ? '' : ` (${charge.description})`}`,
    availableOn: midnightAfter(books.clock.now, 2),
    exchangeRate,
  }).id
}
