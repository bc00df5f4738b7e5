import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createWires } from '../../../src/sandbox/kit/wires.ts'
import type { Payout } from '../../../src/sandbox/stripe/objects/payout.ts'
import { createStripeSandbox } from '../../../src/sandbox/stripe/index.ts'
import { cents, DAY, NOW, only, playPlaid, type Transaction } from './support.ts'

/** A played Stripe and the bank that its payouts arrive at, by one clock. */
function playBoth() {
  const wires = createWires()
  let passed = 0
  const now = () => new Date(NOW.getTime() + passed * 1000)
  const stripe = createStripeSandbox({ seed: 7, scale: 0.1, now, send: () => undefined, wires })
  const plaid = playPlaid({ wires, scale: 0.1 })
  const fromStripe = () => plaid.transactions().filter((it) => it.name.startsWith('STRIPE '))
  return {
    ...{ stripe, plaid, fromStripe },
    payouts: () => ([...(stripe.books()['payouts'] ?? [])] as Payout[]).filter((it) => it.currency === 'usd'),
    wait: (seconds: number) => {
      passed += seconds
      plaid.wait(seconds)
    },
  }
}

const day = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10)
const told = ({ amount, date, name }: Transaction) => ({ amount: cents(amount), date, name })

describe('payouts of the played Stripe', () => {
  test('arrive at the played bank, to the cent, on their day, under their trace id', () => {
    const { payouts, fromStripe } = playBoth()
    const [earliest = ''] = fromStripe()
      .map((it) => it.date)
      .sort()
    const paid = payouts().filter((it) => it.trace_id.value !== null && day(it.arrival_date) >= earliest)
    assert.ok(paid.length > 50)
    const expected = paid.map((it) => ({
      amount: -it.amount,
      date: day(it.arrival_date),
      name: `STRIPE TRANSFER ${it.trace_id.value ?? ''}`,
    }))
    const arrived = fromStripe()
      .filter((it) => it.amount < 0)
      .map(told)
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
    assert.deepEqual(arrived.sort(byName), expected.sort(byName))
    for (const it of paid) assert.match(it.trace_id.value ?? '', /^ST-[0-9A-Z]{12}$/)
    for (const it of fromStripe()) assert.ok(it.original_description?.includes(it.name))
  })

  test('that were sent back are on the bank’s statement twice, and come to nothing', () => {
    const { payouts, fromStripe } = playBoth()
    const failed = only(payouts().filter((it) => it.status === 'failed'))
    const trace = failed.trace_id.value ?? ''
    const both = fromStripe().filter((it) => it.name.endsWith(trace))
    assert.deepEqual(
      both.map((it) => it.name),
      [`STRIPE TRANSFER ${trace}`, `STRIPE RETURN ${trace}`],
    )
    assert.deepEqual(
      both.map((it) => cents(it.amount)),
      [-failed.amount, failed.amount],
    )
  })

  test('under way arrive when they are paid, and the bank tells of it', () => {
    const { stripe, plaid, payouts, fromStripe, wait } = playBoth()
    const before = fromStripe().length
    const under = only(payouts().filter((it) => it.status === 'pending'))
    plaid.news()
    wait(4 * DAY)
    stripe.control('create_customer', {})
    const arrived = fromStripe()
    assert.equal(arrived.length, before + 1)
    assert.equal(cents(arrived.at(-1)?.amount ?? NaN), -under.amount)
    assert.ok(plaid.news().includes('SYNC_UPDATES_AVAILABLE'))
  })

  test('that fail before they are paid never reach the bank', () => {
    const { stripe, payouts, fromStripe, wait } = playBoth()
    const before = fromStripe().length
    const under = only(payouts().filter((it) => it.status === 'pending'))
    stripe.control('payout', { payout: under.id })
    wait(5 * DAY)
    stripe.control('create_customer', {})
    assert.equal(fromStripe().length, before)
  })
})

describe('a wire to the played bank', () => {
  const wire = {
    id: 'W-1',
    to: 'larkfield-operating',
    amount: '1204.50',
    currency: 'USD',
    arrivesOn: '2026-09-03',
    payer: 'Someone',
    text: 'WIRE W-1',
  }

  test('arrives on its day, and not before', () => {
    const plaid = playPlaid()
    plaid.wires.send(wire)
    const arrived = () => plaid.transactions().filter((it) => it.name === wire.text)
    assert.deepEqual(arrived(), [])
    plaid.wait(2 * DAY)
    assert.deepEqual(told(only(arrived())), { amount: -120_450, date: '2026-09-03', name: 'WIRE W-1' })
  })

  test('that was sent before the bank’s books were made is in them', () => {
    const wires = createWires()
    wires.send({ ...wire, arrivesOn: '2026-03-02' })
    const plaid = playPlaid({ wires })
    assert.equal(only(plaid.transactions().filter((it) => it.name === wire.text)).date, '2026-03-02')
  })
})
