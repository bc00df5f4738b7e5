import { payoutSteps } from './acts/payouts.ts'
import type { Books } from './books.ts'

/** Lets time pass: balance transactions become available, payouts arrive, each at its own time. */
export function advance(books: Books, to: number): void {
  for (const step of payoutSteps(books, to)) {
    if (step.at > books.clock.now) books.clock.now = step.at
    step.take()
  }
  if (to > books.clock.now) books.clock.now = to
  books.ledger.settle()
}
