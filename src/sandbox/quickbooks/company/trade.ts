import { balanceOf } from '../books.ts'
import type { Entity, EntityName } from '../entities.ts'
import { objectsOf, textOf } from '../json.ts'
import { closedOn, deleteEntity, updateEntity, voidEntity } from '../write.ts'
import { depositOther, depositPayments, journalEntry, transfer } from './banking.ts'
import type { Business } from './business.ts'
import { creditCustomer, receivePayment, sendInvoice } from './sales.ts'
import { payBill, purchase, receiveBill } from './spending.ts'

type Event = (business: Business, at: Date) => unknown

const EVENTS: readonly (readonly [Event, number])[] = [
  [sendInvoice, 30],
  [payOpenInvoice, 25],
  [purchase, 30],
  [receiveBill, 12],
  [payOpenBill, 10],
  [depositPayments, 5],
  [depositOther, 4],
  [transfer, 3],
  [journalEntry, 2],
  [creditCustomer, 2],
  [noteOnInvoice, 5],
  [voidInvoice, 2],
  [deletePurchase, 2],
]

/** One thing happens. What finds nothing to happen to (no open bill, no payment to deposit) becomes a purchase. */
export function tradeOnce(business: Business, at: Date): void {
  const event = business.random.pickWeighted(EVENTS)
  if (event(business, at) === null) purchase(business, at)
}

function payOpenInvoice(business: Business, at: Date): unknown {
  const invoice = pickRecent(business, 'Invoice', (it) => balanceOf(it) > 0)
  return invoice && receivePayment(business, invoice.Id, business.random.chance(0.2) ? 50 : 100, at)
}

function payOpenBill(business: Business, at: Date): unknown {
  const bill = pickRecent(business, 'Bill', (it) => balanceOf(it) > 0)
  return bill && payBill(business, bill.Id, at)
}

function noteOnInvoice(business: Business, at: Date): unknown {
  const invoice = pickRecent(business, 'Invoice', (it) => balanceOf(it) > 0)
  if (invoice === null) return null
  const note = business.random.pick(['Reminder sent', 'Promised for Friday', 'Asked for a copy'])
  const { Id, SyncToken } = invoice
  return updateEntity(business.company, 'Invoice', { Id, SyncToken, sparse: true, PrivateNote: note }, at)
}

function voidInvoice(business: Business, at: Date): unknown {
  const invoice = pickRecent(
    business,
    'Invoice',
    (it) => balanceOf(it) > 0 && objectsOf(it.LinkedTxn).length === 0,
  )
  return invoice && voidEntity(business.company, 'Invoice', invoice, at)
}

function deletePurchase(business: Business, at: Date): unknown {
  const bought = pickRecent(business, 'Purchase', () => true)
  return bought && deleteEntity(business.company, 'Purchase', bought, at)
}

const RECENT = 200

/** One of the newest that fit and lie in the open period. */
function pickRecent(
  { company: { books }, random }: Business,
  name: EntityName,
  fits: (entity: Entity) => boolean,
): Entity | null {
  const closed = closedOn(books)
  const newest = [...books.all(name)].slice(-RECENT).filter((it) => textOf(it.TxnDate) > closed && fits(it))
  return newest.length > 0 ? random.pick(newest) : null
}
