import type { Random } from '../../kit/random.ts'
import { creditable, issueCreditNote } from '../acts/credit-notes.ts'
import { closeDispute, openDispute } from '../acts/disputes.ts'
import { refundable, refundCharge } from '../acts/refunds.ts'
import type { Books } from '../books.ts'
import type { Collection } from '../collection.ts'
import { share } from '../money.ts'
import type { Charge } from '../objects/charge.ts'
import { CREDIT_NOTE_REASONS } from '../objects/credit-note.ts'
import { REFUND_REASONS } from '../objects/refund.ts'
import { DAY, HOUR } from '../time.ts'
import type { Agenda } from './agenda.ts'
import { atScale } from './scale.ts'

/** At scale 1; a third of the credit notes bring a refund more. */
const REFUNDS = 225
const DISPUTES = 24
const CREDIT_NOTES = 60
const TRIES = 50

/** What goes wrong with sales that went well. */
export function planMishaps(books: Books, agenda: Agenda, random: Random, scale: number): void {
  const plan = (count: number, act: () => void) => {
    for (let index = 0; index < count; index += 1) {
      // Not in the first months, when there is little to go wrong.
      agenda.add(random.int(books.begin + 120 * DAY, books.end - HOUR), act)
    }
  }
  plan(atScale(REFUNDS, scale), () => {
    giveRefund(books, random)
  })
  plan(atScale(DISPUTES, scale), () => {
    haveDispute(books, agenda, random)
  })
  plan(atScale(CREDIT_NOTES, scale), () => {
    giveCredit(books, random)
  })
}

/** Of a charge, in whole or in part; nothing when none is found that can be. */
export function giveRefund(books: Books, random: Random): void {
  const charge = find(books.charges, random, (it) => refundable(it) === it.amount)
  if (charge === undefined) return
  const amount = random.chance(0.7)
    ? charge.amount
    : share(charge.amount, random.int(10, 90), 100, charge.currency)
  refundCharge(books, charge, amount, random.pick([null, ...REFUND_REASONS]))
}

function haveDispute(books: Books, agenda: Agenda, random: Random): void {
  const charge = find(books.charges, random, (it: Charge) => refundable(it) === it.amount)
  if (charge === undefined) return
  const dispute = openDispute(books, charge)
  agenda.add(books.clock.now + random.int(20, 60) * DAY, () => {
    closeDispute(books, dispute, charge, random.chance(0.4))
  })
}

function giveCredit(books: Books, random: Random): void {
  const invoice = find(books.invoices, random, (it) => creditable(it) === it.total && it.total > 0)
  const line = invoice?.lines.data[0]
  if (invoice === undefined || line === undefined) return
  const part = { amount: share(invoice.total, random.int(10, 60), 100, invoice.currency) }
  issueCreditNote(books, invoice, {
    credited: random.chance(0.5) ? { line } : part,
    reason: random.pick([null, ...CREDIT_NOTE_REASONS]),
    memo: random.chance(0.3) ? 'As agreed by phone' : null,
  })
}

function find<T extends { id: string }>(
  collection: Collection<T>,
  random: Random,
  fits: (item: T) => boolean,
): T | undefined {
  const all = collection.all()
  for (let tries = 0; all.length > 0 && tries < TRIES; tries += 1) {
    const item = random.pick(all)
    if (fits(item)) return item
  }
  return undefined
}
