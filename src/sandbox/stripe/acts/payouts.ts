import type { Books } from '../books.ts'
import { refused } from '../errors.ts'
import { CURRENCIES, type Currency, total } from '../money.ts'
import { payout, type Payout } from '../objects/payout.ts'
import { DAY, midnightAfter } from '../time.ts'
import { returnFromBank, sendToBank, traceOf } from '../transfers.ts'

const DAYS_UNTIL_ARRIVAL = 3
/** Until then a payout waits to be given to the bank. */
const SUBMITTED_AFTER = DAY

/** Pays out what is available; null when that is too little. */
export function payOut(books: Books, currency: Currency): Payout | null {
  const carried = books.ledger.payable(currency)
  const amount = total(carried.map((transaction) => transaction.net))
  if (amount < CURRENCIES[currency].smallestPayout) return null
  const made = createPayout(books, { amount, currency, automatic: true })
  const own = books.ledger.transactions.get(made.balance_transaction)
  books.ledger.carry(made.id, own === undefined ? carried : [own, ...carried])
  return made
}

/** Of a given amount, on someone's order: what it carries is not told. */
export function payOutManually(books: Books, currency: Currency, amount: number): Payout {
  const available = books.ledger.balance().available.find((it) => it.currency === currency)?.amount ?? 0
  if (amount <= 0 || amount > available) {
    throw refused('You have insufficient funds in your Stripe account.', 'balance_insufficient', 'amount')
  }
  return createPayout(books, { amount, currency, automatic: false })
}

function createPayout(
  books: Books,
  facts: { amount: number; currency: Currency; automatic: boolean },
): Payout {
  const id = books.ids.next('po')
  const arrivalDate = midnightAfter(books.clock.now, DAYS_UNTIL_ARRIVAL)
  const { id: balanceTransaction } = books.ledger.post({
    type: 'payout',
    reportingCategory: 'payout',
    source: id,
    amount: -facts.amount,
    currency: facts.currency,
    description: 'STRIPE PAYOUT',
    availableOn: arrivalDate,
  })
  const made = payout(id, books.clock.now, { ...facts, arrivalDate, balanceTransaction })
  books.payouts.add(made)
  books.payoutsUnderWay.push(made)
  books.events.record('payout.created', made)
  return made
}

interface Step {
  at: number
  take: () => void
}

/** What happens to the payouts under way until a time, in its order. */
export function payoutSteps(books: Books, until: number): Step[] {
  const steps = books.payoutsUnderWay.flatMap((made): Step[] => [
    ...(made.status === 'pending'
      ? [
          {
            at: made.created + SUBMITTED_AFTER,
            take: () => {
              submit(books, made)
            },
          },
        ]
      : []),
    {
      at: made.arrival_date,
      take: () => {
        arrive(books, made)
      },
    },
  ])
  return steps.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)
}

function submit(books: Books, made: Payout): void {
  made.status = 'in_transit'
  books.events.record('payout.updated', made, { status: 'pending' })
}

function arrive(books: Books, made: Payout): void {
  made.status = 'paid'
  made.trace_id = { status: 'supported', value: traceOf(made) }
  sendToBank(books, made)
  books.events.record('payout.paid', made)
  end(books, made)
}

function end(books: Books, made: Payout): void {
  books.payoutsUnderWay = books.payoutsUnderWay.filter((it) => it !== made)
  if (!made.automatic || made.reconciliation_status === 'completed') return
  made.reconciliation_status = 'completed'
  books.events.record('payout.reconciliation_completed', made)
}

/** The bank refuses it or, once it is paid, sends it back: the money is in the balance again, for the next payout to carry. */
export function failPayout(books: Books, made: Payout): Payout {
  if (made.status === 'failed') throw refused(`Payout ${made.id} has already failed.`)
  end(books, made)
  if (made.status === 'paid') returnFromBank(books, made)
  made.status = 'failed'
  made.failure_code = 'could_not_process'
  made.failure_message = 'The bank could not process this transfer.'
  made.failure_balance_transaction = books.ledger.post({
    type: 'payout_failure',
    reportingCategory: 'payout_reversal',
    source: made.id,
    amount: made.amount,
    currency: made.currency,
    description: 'STRIPE PAYOUT FAILURE',
    availableOn: books.clock.now,
  }).id
  books.events.record('payout.failed', made)
  return made
}
