import type { Books } from '../books.ts'
import { refused } from '../errors.ts'
import { CURRENCIES, settle } from '../money.ts'
import type { BalanceTransaction } from '../objects/balance-transaction.ts'
import type { Charge } from '../objects/charge.ts'
import { dispute, type Dispute } from '../objects/dispute.ts'

/** The cardholder's bank takes the charge back, and Stripe a fee. */
export function openDispute(books: Books, charge: Charge): Dispute {
  if (charge.status !== 'succeeded' || charge.disputed || charge.amount_refunded > 0) {
    throw refused(`Charge ${charge.id} cannot be disputed: it failed, or it was disputed or refunded before.`)
  }
  const id = books.ids.next('dp')
  const made = dispute(id, books.clock.now, charge, post(books, id, charge, -1))
  books.disputes.add(made)
  charge.disputed = true
  books.events.record('charge.dispute.created', made)
  books.events.record('charge.dispute.funds_withdrawn', made)
  books.events.record('charge.updated', charge, { disputed: false })
  return made
}

/** A won dispute brings the money back, not the fee. */
export function closeDispute(books: Books, open: Dispute, charge: Charge, won: boolean): Dispute {
  if (open.status !== 'needs_response') throw refused('This dispute is already closed')
  open.status = won ? 'won' : 'lost'
  books.events.record('charge.dispute.closed', open)
  if (won) {
    open.balance_transactions.push(post(books, open.id, charge, 1))
    books.events.record('charge.dispute.funds_reinstated', open)
  }
  return open
}

function post(books: Books, id: string, charge: Charge, sign: 1 | -1): BalanceTransaction {
  const { amount, currency, exchangeRate } = settle(charge.amount, charge.currency)
  const withdrawal = sign === -1
  return books.ledger.post({
    type: 'adjustment',
    reportingCategory: withdrawal ? 'dispute' : 'dispute_reversal',
    source: id,
    amount: sign * amount,
    currency,
    description: `Chargeback ${withdrawal ? 'withdrawal' : 'reversal'} for ${charge.id}`,
    availableOn: books.clock.now,
    fee: withdrawal ? CURRENCIES[currency].disputeFee : 0,
    feeDescription: 'Dispute fee',
    exchangeRate,
  })
}
