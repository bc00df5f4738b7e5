import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { BalanceTransaction } from '../../../src/sandbox/stripe/objects/balance-transaction.ts'
import type { Charge } from '../../../src/sandbox/stripe/objects/charge.ts'
import type { InvoicePayment } from '../../../src/sandbox/stripe/objects/invoice-payment.ts'
import type { Invoice } from '../../../src/sandbox/stripe/objects/invoice.ts'
import type { StripeEvent } from '../../../src/sandbox/stripe/objects/event.ts'
import { type Failure, type List, NOW, parse, playStripe, readAll } from './support.ts'

const stripe = playStripe({ scale: 0.1 })
const ids = (items: readonly { id: string }[]) => items.map((it) => it.id)

describe('lists of the played Stripe', () => {
  test('are newest first, ten by default, in the envelope of a list', async () => {
    const page = await stripe.get<List>('/v1/charges')
    assert.deepEqual(Object.keys(page), ['object', 'data', 'has_more', 'url'])
    assert.deepEqual(
      [page.object, page.data.length, page.has_more, page.url],
      ['list', 10, true, '/v1/charges'],
    )
    const created = page.data.map((it) => it.created)
    assert.deepEqual(
      created,
      created.toSorted((a, b) => b - a),
    )
  })

  test('are read whole by following starting_after, without a gap or a repetition', async () => {
    for (const name of [
      'customers',
      'invoices',
      'charges',
      'balance_transactions',
      'payouts',
      'refunds',
      'events',
    ]) {
      const read = await readAll(stripe, `/v1/${name}?limit=37`)
      assert.equal(new Set(ids(read)).size, read.length)
      if (name !== 'events') assert.deepEqual(ids(read), ids(stripe.all(name)), name)
    }
  })

  test('are read backward by following ending_before', async () => {
    const all = ids(stripe.all('charges'))
    const read: string[] = []
    let cursor = all.at(-1) ?? ''
    for (let more = true; more;) {
      const page = await stripe.get<List>(`/v1/charges?limit=50&ending_before=${cursor}`)
      read.unshift(...ids(page.data))
      cursor = page.data[0]?.id ?? ''
      more = page.has_more
    }
    assert.deepEqual(read, all.slice(0, -1))
  })

  test('go on after an object that was deleted in between', async () => {
    const draft = stripe.control('create_invoice', { draft: true }) as Invoice
    const before = await stripe.get<List>('/v1/invoices?limit=3')
    stripe.control('delete_draft', { invoice: draft.id })
    const after = await stripe.get<List>(`/v1/invoices?limit=2&starting_after=${draft.id}`)
    assert.deepEqual(ids(after.data), ids(before.data).slice(1))
  })

  test('show at most ten lines within an invoice, and all of them at their own address', async () => {
    const lines = Map.groupBy(stripe.all<{ id: string; invoice: string }>('lines'), (it) => it.invoice)
    const [id, own] = [...lines].find(([, them]) => them.length > 10) ?? ['', []]
    const invoice = await stripe.get<Invoice>(`/v1/invoices/${id}`)
    assert.equal(invoice.lines.data.length, 10)
    assert.equal(invoice.lines.has_more, true)
    assert.equal(invoice.lines.url, `/v1/invoices/${id}/lines`)
    assert.deepEqual(ids(await readAll(stripe, `${invoice.lines.url}?limit=4`)), ids(own))
  })

  test('are filtered by when they were created', async () => {
    const from = NOW.getTime() / 1000 - 90 * 86_400
    const to = NOW.getTime() / 1000 - 30 * 86_400
    const read = await readAll(stripe, `/v1/charges?limit=100&created[gte]=${from}&created[lt]=${to}`)
    const expected = stripe.all('charges').filter((it) => it.created >= from && it.created < to)
    assert.deepEqual(ids(read), ids(expected))
    assert.ok(read.length > 0)
  })

  test('of balance transactions are filtered by currency, source and type', async () => {
    const [refund] = stripe.all<{ id: string; balance_transaction: string }>('refunds')
    const bySource = await stripe.get<List>(`/v1/balance_transactions?source=${refund?.id ?? ''}`)
    assert.deepEqual(ids(bySource.data), [refund?.balance_transaction])
    const read = await readAll<BalanceTransaction>(
      stripe,
      '/v1/balance_transactions?limit=100&currency=eur&type=charge',
    )
    assert.ok(read.length > 0)
    assert.ok(read.every((it) => it.currency === 'eur' && it.type === 'charge'))
  })

  test('of invoices are filtered by status and customer, and refuse a status that is none', async () => {
    const [invoice] = stripe.all<Invoice>('invoices').filter((it) => it.status === 'paid')
    assert.ok(invoice)
    const read = await readAll<Invoice>(
      stripe,
      `/v1/invoices?limit=100&status=paid&customer=${invoice.customer}`,
    )
    assert.ok(ids(read).includes(invoice.id))
    assert.ok(read.every((it) => it.status === 'paid' && it.customer === invoice.customer))
    assert.equal((await stripe.call('GET', '/v1/invoices?status=late')).status, 400)
  })

  test('of invoice payments are filtered by invoice and by payment', async () => {
    const [payment] = stripe.all<InvoicePayment>('invoice_payments')
    assert.ok(payment)
    const { invoice, payment: by } = payment
    const filter = `payment[type]=payment_intent&payment[payment_intent]=${by.payment_intent}`
    assert.deepEqual(ids((await stripe.get<List>(`/v1/invoice_payments?invoice=${invoice}`)).data), [
      payment.id,
    ])
    assert.deepEqual(ids((await stripe.get<List>(`/v1/invoice_payments?${filter}`)).data), [payment.id])
  })

  test('of events are filtered by a type, by several types and by a wildcard, and end after thirty days', async () => {
    const read = async (filter: string) => await readAll<StripeEvent>(stripe, `/v1/events?limit=100${filter}`)
    const all = await read('')
    const oldest = all.at(-1)
    assert.ok(oldest && oldest.created >= NOW.getTime() / 1000 - 30 * 86_400)
    assert.deepEqual(
      ids(await read('&types[]=invoice.paid&types[]=charge.failed')),
      ids(all.filter((it) => ['invoice.paid', 'charge.failed'].includes(it.type))),
    )
    assert.deepEqual(
      ids(await read('&type=payout.*')),
      ids(all.filter((it) => it.type.startsWith('payout.'))),
    )
    stripe.wait(86_400)
    assert.ok((await read('')).every((it) => it.created >= NOW.getTime() / 1000 - 29 * 86_400))
    assert.equal((await stripe.call('GET', `/v1/events/${oldest.id}`)).status, 404)
    stripe.control('set_event_retention', { days: 1 })
    const kept = await read('')
    assert.ok(kept.every((it) => it.created >= NOW.getTime() / 1000))
    stripe.control('set_event_retention', { days: 30 })
  })
})

describe('expanding in the played Stripe', () => {
  test('puts whole objects in place of ids, in lists and in single objects', async () => {
    type Expanded = Omit<Charge, 'balance_transaction' | 'payment_intent'> & {
      balance_transaction: BalanceTransaction | null
      payment_intent: { object: string; customer: { object: string } | null }
    }
    const page = await stripe.get<List<Expanded>>(
      '/v1/charges?limit=100&expand[]=data.balance_transaction&expand[]=data.payment_intent.customer',
    )
    for (const charge of page.data) {
      assert.equal(charge.payment_intent.object, 'payment_intent')
      assert.equal(charge.payment_intent.customer?.object, charge.customer === null ? undefined : 'customer')
      assert.equal(charge.balance_transaction === null, charge.status === 'failed')
      if (charge.balance_transaction !== null) assert.equal(charge.balance_transaction.source, charge.id)
    }
    const [charge] = stripe.all<Charge>('charges').filter((it) => it.customer !== null)
    const one = await stripe.get<{ customer: { id: string; object: string } }>(
      `/v1/charges/${charge?.id ?? ''}?expand[]=customer`,
    )
    assert.deepEqual([one.customer.object, one.customer.id], ['customer', charge?.customer])
  })

  test("adds an invoice's payments and a charge's refunds, which are absent otherwise", async () => {
    const [payment] = stripe.all<InvoicePayment>('invoice_payments')
    const address = `/v1/invoices/${payment?.invoice ?? ''}`
    assert.ok(!('payments' in (await stripe.get(address))))
    const invoice = await stripe.get<{ payments: List }>(`${address}?expand[]=payments`)
    assert.deepEqual(ids(invoice.payments.data), [payment?.id])
    const [refund] = stripe.all<{ id: string; charge: string }>('refunds')
    const charge = await stripe.get<{ refunds: List }>(`/v1/charges/${refund?.charge ?? ''}?expand[]=refunds`)
    assert.ok(ids(charge.refunds.data).includes(refund?.id ?? ''))
  })

  test('refuses what is no reference, and what is too deep', async () => {
    for (const path of [
      'data.amount',
      'data.nothing',
      'balance_transaction',
      'data.payment_intent.latest_charge.payment_intent.latest_charge.customer',
    ]) {
      const response = await stripe.call('GET', `/v1/charges?expand[]=${path}`)
      assert.equal(response.status, 400, path)
      assert.equal((parse(response) as Failure).error.type, 'invalid_request_error')
    }
  })
})
