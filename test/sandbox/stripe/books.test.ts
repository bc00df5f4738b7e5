import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BalanceTransaction } from '../../../src/sandbox/stripe/objects/balance-transaction.ts'
import type { Charge } from '../../../src/sandbox/stripe/objects/charge.ts'
import type { CreditNote } from '../../../src/sandbox/stripe/objects/credit-note.ts'
import type { InvoicePayment } from '../../../src/sandbox/stripe/objects/invoice-payment.ts'
import type { Invoice } from '../../../src/sandbox/stripe/objects/invoice.ts'
import type { Payout } from '../../../src/sandbox/stripe/objects/payout.ts'
import { type List, NOW, playStripe, readAll } from './support.ts'

const whole = playStripe({ scale: 1 })
const books = whole.provider.books()
// Each name's objects are of its interface: test/sandbox/stripe/shapes.test.ts holds them against the fixtures.
const all = <T>(name: string) => [...(books[name] ?? [])] as T[]
const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)

describe('the books of the played Stripe', () => {
  test('are the same for the same seed, and others for another', () => {
    const text = (seed: number) => JSON.stringify(playStripe({ seed }).provider.books())
    assert.equal(text(3), text(3))
    assert.notEqual(text(3), text(4))
  })

  test('have the size of a small company over two years', () => {
    const sizes = {
      customers: [295, 305],
      tax_rates: [3, 3],
      invoices: [1_450, 1_550],
      charges: [4_800, 5_200],
      refunds: [220, 300],
      credit_notes: [50, 60],
      balance_transactions: [11_000, 12_200],
    } as const
    for (const [name, [from, to]] of Object.entries(sizes)) {
      const count = all(name).length
      assert.ok(count >= from && count <= to, `${count} ${name}`)
    }
    const created = all<Charge>('charges').map((charge) => charge.created)
    assert.ok(Math.min(...created) < NOW.getTime() / 1000 - 700 * 86_400)
    assert.ok(Math.max(...created) <= NOW.getTime() / 1000)
  })

  test('have something of everything even when they are small', () => {
    const small = playStripe({ scale: 0.001 })
    for (const name of [
      'customers',
      'invoices',
      'charges',
      'refunds',
      'disputes',
      'credit_notes',
      'payouts',
    ]) {
      assert.ok(small.all(name).length > 0, name)
    }
    const statuses = new Set(small.all<Invoice>('invoices').map((it) => it.status))
    assert.deepEqual([...statuses].sort(), ['draft', 'open', 'paid', 'uncollectible', 'void'])
  })

  test('charge in currencies with zero, two and three decimals, and exchange pounds into dollars', () => {
    const charges = all<Charge>('charges').filter((it) => it.status === 'succeeded')
    const transactions = new Map(all<BalanceTransaction>('balance_transactions').map((it) => [it.id, it]))
    assert.deepEqual([...new Set(charges.map((it) => it.currency))].sort(), [
      'eur',
      'gbp',
      'jpy',
      'kwd',
      'usd',
    ])
    for (const charge of charges) {
      const transaction = transactions.get(charge.balance_transaction ?? '')
      assert.equal(transaction?.source, charge.id)
      if (charge.currency === 'kwd') assert.equal(charge.amount % 10, 0)
      if (charge.currency === 'gbp')
        assert.deepEqual([transaction.currency, transaction.exchange_rate], ['usd', 1.2685])
      else assert.deepEqual([transaction.currency, transaction.amount], [charge.currency, charge.amount])
    }
  })

  test('balance transactions are whole numbers whose net is the amount without the fee', () => {
    const transactions = all<BalanceTransaction>('balance_transactions')
    for (const it of transactions) {
      assert.ok(Number.isSafeInteger(it.amount) && Number.isSafeInteger(it.fee))
      assert.equal(it.net, it.amount - it.fee)
      assert.equal(sum(it.fee_details.map((detail) => detail.amount)), it.fee)
      assert.equal(it.status, it.available_on <= NOW.getTime() / 1000 ? 'available' : 'pending')
    }
    assert.deepEqual([...new Set(transactions.map((it) => it.type))].sort(), [
      'adjustment',
      'charge',
      'payout',
      'payout_failure',
      'refund',
      'stripe_fee',
    ])
  })

  test('the balance is the sum of all nets in each currency', async () => {
    interface Amount {
      amount: number
      currency: string
    }
    const balance = await whole.get<{ available: Amount[]; pending: Amount[] }>('/v1/balance')
    const byCurrency = Map.groupBy(all<BalanceTransaction>('balance_transactions'), (it) => it.currency)
    assert.deepEqual(balance.available.map((it) => it.currency).sort(), [...byCurrency.keys()].sort())
    for (const [currency, transactions] of byCurrency) {
      const shown = [...balance.available, ...balance.pending].filter((it) => it.currency === currency)
      assert.equal(sum(shown.map((it) => it.amount)), sum(transactions.map((it) => it.net)), currency)
    }
  })

  test('every automatic payout carries transactions that add up to it, each carried once', async () => {
    const payouts = all<Payout>('payouts')
    assert.equal(payouts.filter((it) => it.currency === 'usd' && it.automatic).length, 104)
    assert.equal(payouts.filter((it) => it.status === 'failed').length, 1)
    assert.ok(payouts.some((it) => it.status === 'pending'))
    const carried = new Set<string>()
    for (const payout of payouts.filter((it) => it.reconciliation_status === 'completed')) {
      const listed = await readAll<BalanceTransaction>(
        whole,
        `/v1/balance_transactions?payout=${payout.id}&limit=100`,
      )
      const own = listed.filter((it) => it.id === payout.balance_transaction)
      const others = listed.filter((it) => it.id !== payout.balance_transaction)
      assert.deepEqual(
        own.map((it) => it.net),
        [-payout.amount],
      )
      assert.equal(sum(others.map((it) => it.net)), payout.amount)
      for (const { id } of listed) {
        assert.ok(!carried.has(id), id)
        carried.add(id)
      }
    }
  })

  test('what a payout under way carries is told when it has arrived', async () => {
    const stripe = playStripe()
    const under = stripe.all<Payout>('payouts').find((it) => it.status === 'pending')
    assert.ok(under)
    const carried = () => stripe.get<List>(`/v1/balance_transactions?payout=${under.id}`)
    assert.deepEqual((await carried()).data, [])
    stripe.wait(4 * 86_400)
    assert.ok((await carried()).data.length > 1)
    const arrived = await stripe.get<Payout>(`/v1/payouts/${under.id}`)
    assert.deepEqual([arrived.status, arrived.reconciliation_status], ['paid', 'completed'])
  })

  test('invoices add up from their lines to what remains', () => {
    const lines = Map.groupBy(all<Invoice['lines']['data'][number]>('lines'), (it) => it.invoice)
    for (const invoice of all<Invoice>('invoices')) {
      const own = lines.get(invoice.id) ?? []
      const exclusive = invoice.total_taxes.filter((it) => it.tax_behavior === 'exclusive')
      assert.equal(invoice.subtotal, sum(own.map((it) => it.amount)))
      assert.equal(
        invoice.total,
        invoice.subtotal -
          sum(invoice.total_discount_amounts.map((it) => it.amount)) +
          sum(exclusive.map((it) => it.amount)),
      )
      assert.equal(
        invoice.total - invoice.total_excluding_tax,
        sum(invoice.total_taxes.map((it) => it.amount)),
      )
      assert.equal(invoice.amount_due, invoice.total - invoice.pre_payment_credit_notes_amount)
      assert.equal(invoice.amount_remaining, invoice.amount_due - invoice.amount_paid)
      if (invoice.status === 'paid') assert.equal(invoice.amount_remaining, 0)
      if (invoice.status === 'void') assert.ok(invoice.amount_remaining > 0)
      assert.equal(invoice.number === null, invoice.status === 'draft')
    }
  })

  test('invoice payments lead from invoices to the charges that paid them', () => {
    const charges = Map.groupBy(all<Charge>('charges'), (it) => it.payment_intent)
    const paid = all<InvoicePayment>('invoice_payments').filter((it) => it.status === 'paid')
    assert.ok(paid.length > 1_000)
    for (const payment of paid) {
      const succeeded = (charges.get(payment.payment.payment_intent) ?? []).filter((it) => it.paid)
      assert.deepEqual(
        succeeded.map((it) => it.amount),
        [payment.amount_paid],
      )
    }
  })

  test('credit notes add up and are given back by refunds, outside, or from what was still due', () => {
    const notes = all<CreditNote>('credit_notes')
    for (const note of notes) {
      assert.equal(note.amount, note.pre_payment_amount + note.post_payment_amount)
      const refunded = sum(note.refunds.map((it) => it.amount_refunded))
      assert.equal(note.post_payment_amount, refunded + (note.out_of_band_amount ?? 0))
    }
    assert.ok(notes.some((it) => it.total_taxes.length > 0))
    assert.deepEqual([...new Set(notes.map((it) => it.type))].sort(), ['post_payment', 'pre_payment'])
  })
})
