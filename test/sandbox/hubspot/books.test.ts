import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createHubSpotSandbox } from '../../../src/sandbox/hubspot/index.ts'
import { createWires } from '../../../src/sandbox/kit/wires.ts'
import { cents, NOW, openHubSpot, sum, type Told } from './client.ts'

const make = (scale: number) =>
  createHubSpotSandbox({
    ...{ seed: 7, scale, now: () => NOW, wires: createWires() },
    send: () => undefined,
  }).books() as Readonly<Record<string, readonly Told[]>>

const books = make(1)
const of = (type: string): readonly Told[] => books[type] ?? []
const byId = (type: string) => new Map(of(type).map((it) => [it.id, it]))

const linked = (record: Told, label: string): string[] => [
  ...new Set(record.associations?.[label]?.results.map((it) => it.id)),
]

describe("the played HubSpot's books", () => {
  test('are of a believable size, and have everything however small', () => {
    const sizes = Object.entries(books).map(([type, rows]) => [type, rows.length] as const)
    const size = Object.fromEntries(sizes)
    assert.equal(size.companies, 220)
    assert.equal(size.invoices, 800)
    assert.ok((size.contacts ?? 0) > 380 && (size.line_items ?? 0) > 1_200)
    for (const rows of [make(0.01), books]) {
      const values = (type: string, name: string) =>
        new Set((rows[type] ?? []).map((it) => it.properties[name]))
      assert.deepEqual([...values('invoices', 'hs_invoice_status')].sort(), [
        ...['draft', 'open', 'paid', 'voided'],
      ])
      assert.equal(values('commerce_payments', 'hs_latest_status').size, 10)
      assert.ok(rows.contacts?.some((it) => it.archived))
      assert.ok(rows.contacts?.some((it) => it.properties.hs_merged_object_ids !== null))
    }
  })

  test('are the same for the same seed', () => {
    assert.deepEqual(make(0.05), make(0.05))
  })

  test('add up: lines, adjustments and taxes to what is billed, payments to what is due', () => {
    const [lines, payments] = [byId('line_items'), byId('commerce_payments')]
    for (const invoice of of('invoices').filter((it) => !it.archived)) {
      const [subtotal, discounts, fees, taxes, billed, paid, due] = [
        ...['hs_subtotal', 'hs_discounts_total', 'hs_fees_total', 'hs_taxes_total'],
        ...['hs_amount_billed', 'hs_amount_paid', 'hs_balance_due'],
      ].map((name) => cents(invoice, name)) as [number, number, number, number, number, number, number]
      const own = linked(invoice, 'line items').map((id) => lines.get(id))
      assert.ok(own.length > 0)
      assert.equal(sum(own.map((it) => (it ? cents(it, 'amount') : NaN))), subtotal, invoice.id)
      assert.equal(subtotal - discounts + fees + taxes, billed, invoice.id)
      assert.equal(billed - paid, due, invoice.id)
      const received = linked(invoice, 'commerce payments').map((id) => payments.get(id))
      const kept = received.map((it) => {
        const status = it?.properties.hs_latest_status ?? ''
        if (it === undefined || ['failed', 'processing', 'disputed_lost'].includes(status)) return 0
        return cents(it, 'hs_initial_amount') - cents(it, 'hs_refunds_amount')
      })
      assert.equal(sum(kept), paid, invoice.id)
      const status = invoice.properties.hs_invoice_status
      if (status === 'paid' || status === 'open') assert.equal(status === 'paid', due <= 0, invoice.id)
    }
  })

  test('have lines that are price by quantity, less their discount', () => {
    for (const line of of('line_items')) {
      const { price, quantity, discount, hs_discount_percentage } = line.properties
      const gross = Number(price) * Number(quantity)
      const net =
        hs_discount_percentage === null
          ? gross - Number(discount ?? 0) * Number(quantity)
          : gross * (1 - Number(hs_discount_percentage) / 100)
      assert.ok(Math.abs(net * 100 - cents(line, 'amount')) <= 1.01, line.id)
      const before = cents(line, 'hs_pre_discount_amount')
      assert.equal(before - cents(line, 'hs_total_discount'), cents(line, 'amount'))
      assert.equal(linked(line, 'invoices').length, line.archived ? 0 : 1)
    }
  })

  test('have payments whose net is what was paid less the fee', () => {
    for (const payment of of('commerce_payments')) {
      const net = cents(payment, 'hs_initial_amount') - cents(payment, 'hs_fees_amount')
      assert.equal(cents(payment, 'hs_net_amount'), net)
      const kept = net - cents(payment, 'hs_refunds_amount')
      assert.equal(cents(payment, 'hs_net_amount_after_refunds'), kept)
    }
  })

  test('number the invoices that were sent, and only those', () => {
    const numbers = of('invoices').map((it) => it.properties.hs_number)
    const given = numbers.filter((it) => it !== null)
    assert.equal(new Set(given).size, given.length)
    assert.ok(given.includes('INV-1001'))
    for (const { properties } of of('invoices'))
      assert.equal(properties.hs_number === null, properties.hs_invoice_status === 'draft')
  })

  test('have overdue invoices, other currencies, and amounts with and without cents', () => {
    const open = of('invoices').filter((it) => it.properties.hs_invoice_status === 'open')
    const overdue = open.filter((it) => Date.parse(it.properties.hs_due_date ?? '') < NOW.getTime())
    assert.ok(overdue.length > 20 && overdue.length < open.length)
    const currencies = new Set(of('invoices').map((it) => it.properties.hs_currency))
    assert.deepEqual([...currencies].sort(), ['CAD', 'EUR', 'USD'])
    const amounts = of('invoices').map((it) => it.properties.hs_amount_billed ?? '')
    assert.ok(amounts.some((it) => /^\d+$/.test(it)) && amounts.some((it) => /^\d+\.\d\d$/.test(it)))
    assert.ok(of('invoices').some((it) => it.properties.hs_due_date === null))
  })
})

test('a record has the shape of a recorded one', async () => {
  const { get } = await openHubSpot()
  const shapeOf = async (path: string) => {
    const [row] = (await get(path)).json.results as Told[]
    return [Object.keys(row ?? {}), Object.keys(row?.properties ?? {})]
  }
  assert.deepEqual(
    await shapeOf(
      '/crm/v3/objects/companies?limit=1&properties=name,domain,city,state,country,phone,industry',
    ),
    [
      ['id', 'properties', 'createdAt', 'updatedAt', 'archived', 'url'],
      [
        ...['city', 'country', 'createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id'],
        ...['industry', 'name', 'phone', 'state'],
      ],
    ],
  )
  assert.deepEqual(await shapeOf('/crm/v3/objects/contacts?limit=1'), [
    ['id', 'properties', 'createdAt', 'updatedAt', 'archived', 'url'],
    ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
  ])
  const names = 'hs_number,hs_invoice_status,hs_currency,hs_invoice_date,hs_due_date,hs_amount_billed'
  assert.deepEqual(
    await shapeOf(`/crm/v3/objects/invoices?limit=1&properties=${names}&associations=companies`),
    [
      ['id', 'properties', 'createdAt', 'updatedAt', 'archived', 'associations'],
      [
        ...['hs_amount_billed', 'hs_createdate', 'hs_currency', 'hs_due_date', 'hs_invoice_date'],
        ...['hs_invoice_status', 'hs_lastmodifieddate', 'hs_number', 'hs_object_id'],
      ],
    ],
  )
})
