import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fixture, mapOne, mapped, pick, row, type Row } from './mapping.ts'

const invoice = (properties: object = {}, beside: object = {}) =>
  mapOne('invoices', row('invoices', { ...properties }, { ...beside }))

/** As a plain record has it: no parts beside it. */
const plain = (properties: Readonly<Record<string, unknown>>): Row => ({
  id: '445000000301',
  properties: { hs_object_id: '445000000301', hs_currency: 'EUR', ...properties },
})

describe('an invoice of HubSpot’s', () => {
  test('is mapped with its lines', () => {
    assert.deepEqual(mapOne('invoices', fixture('invoices')), {
      type: 'INVOICE',
      key: 'invoices/445000000301',
      direction: 'SALE',
      kind: 'INVOICE',
      number: 'INV-1044',
      reference: 'PO-778',
      memo: 'Thank you for your business.',
      contactKey: 'companies/35000000101',
      status: 'OPEN',
      settlement: 'PARTIALLY_PAID',
      remoteStatus: 'open',
      issueDate: '2026-01-12',
      dueDate: '2026-02-11',
      currency: 'USD',
      exchangeRate: '1',
      amountsIncludeTax: null,
      lines: [
        {
          position: 1,
          description: 'Oak veneer',
          quantity: '12',
          unitPrice: '75',
          amount: '900.00',
          taxAmount: '87.10',
          discountAmount: '0',
          accountKey: null,
          taxRateKey: 'tax_rates/15970230',
          dimensions: [],
        },
        {
          position: 2,
          description: 'Studio bench hire',
          quantity: '2',
          unitPrice: '125.00',
          amount: '225.00',
          taxAmount: null,
          discountAmount: '25.00',
          accountKey: null,
          taxRateKey: null,
          dimensions: [],
        },
      ],
      subtotal: '1125.00',
      discountTotal: '50.00',
      taxTotal: '87.10',
      total: '1187.10',
      amountPaid: '187.10',
      amountDue: '1000.00',
      found: [],
    })
  })

  test('is settled as its amounts say', () => {
    const settled = (hs_invoice_status: string, hs_amount_paid: string, hs_balance_due: string) =>
      pick(
        invoice({ hs_invoice_status, hs_amount_paid, hs_balance_due }),
        'status',
        'settlement',
        'amountPaid',
        'amountDue',
        'found',
      )
    assert.deepEqual(settled('open', '0', '1187.10'), ['OPEN', 'UNPAID', '0', '1187.10', []])
    assert.deepEqual(settled('paid', '1187.10', '0'), ['OPEN', 'PAID', '1187.10', '0', []])
    assert.deepEqual(settled('draft', '0', '1187.10'), ['DRAFT', 'UNPAID', '0', '1187.10', []])
    assert.deepEqual(settled('voided', '0', '0'), ['VOID', 'UNPAID', '0', '0', []])
  })

  test('that contradicts itself is shown as it is, with what is wrong', () => {
    const contradiction = ['SETTLEMENT_CONTRADICTS_AMOUNTS']
    const wrong = (properties: object) => pick(invoice(properties), 'settlement', 'amountDue', 'found')
    assert.deepEqual(wrong({ hs_invoice_status: 'paid' }), ['PARTIALLY_PAID', '1000.00', contradiction])
    assert.deepEqual(wrong({ hs_balance_due: '2000' }), ['UNKNOWN', '2000', contradiction])
    assert.deepEqual(wrong({ hs_amount_paid: '1' }), ['PARTIALLY_PAID', '1000.00', contradiction])
    assert.deepEqual(wrong({ hs_fees_total: '26' }), ['PARTIALLY_PAID', '1000.00', ['LINES_DO_NOT_SUM']])
    assert.deepEqual(invoice({ hs_invoice_status: 'escalated' })['found'], ['UNKNOWN_VALUE'])
    assert.deepEqual(pick(invoice({ hs_invoice_status: 'escalated' }), 'status', 'remoteStatus'), [
      'UNKNOWN',
      'escalated',
    ])
  })

  test('refers to its company, else to its contact', () => {
    assert.equal(invoice({}, { company_ids: [] })['contactKey'], 'contacts/133000000201')
    assert.equal(invoice({}, { company_ids: [], contact_ids: [] })['contactKey'], null)
    const told = {
      companies: {
        results: [
          { id: '7', type: 'invoice_to_company' },
          { id: '7', type: 'invoice_to_company_unlabeled' },
        ],
      },
      'line items': { results: [{ id: '9', type: 'invoice_to_line_item' }] },
    }
    const associated = row('invoices', {}, { ...beside(), associations: told })
    assert.deepEqual(pick(mapOne('invoices', associated), 'contactKey', 'lines'), ['companies/7', []])
  })

  test('has days in UTC, however they are spelt', () => {
    const due = (hs_due_date: unknown) => invoice({ hs_due_date })['dueDate']
    assert.equal(due('2026-02-11'), '2026-02-11')
    assert.equal(due('2026-02-11T23:59:59.999Z'), '2026-02-11')
    assert.equal(due('2026-02-11T20:00:00-08:00'), '2026-02-12')
    assert.equal(due('1770768000000'), '2026-02-11')
    assert.equal(due(1_770_768_000_000), '2026-02-11')
    assert.equal(due(''), null)
    assert.throws(() => due('next week'), /hs_due_date/)
  })

  test('is in the currency that it names, and refused without one, whatever the account’s is', () => {
    const other = invoice({ hs_currency: 'EUR' })
    assert.deepEqual(pick(other, 'currency', 'exchangeRate'), ['EUR', null])
    for (const hs_currency of [undefined, null, ' '])
      assert.throws(() => invoice({ hs_currency }), /hs_currency: is missing/)
    assert.throws(() => invoice({ hs_currency: 'Euro' }), /no ISO 4217 currency/)
  })
})

describe('an invoice of which not everything is told', () => {
  const amounts = ['subtotal', 'taxTotal', 'total', 'amountPaid', 'amountDue', 'settlement', 'found']
  const told = (raw: Row) => pick(mapOne('invoices', raw), ...amounts)

  test('maps from its own properties, without its lines', () => {
    const open = plain({
      hs_invoice_status: 'open',
      hs_amount_billed: '119.00',
      hs_subtotal: '100.00',
      hs_taxes_total: '19.00',
      hs_balance_due: '119.00',
    })
    assert.deepEqual(told(open), ['100.00', '19.00', '119.00', '0.00', '119.00', 'UNPAID', []])
    assert.deepEqual(mapOne('invoices', open)['lines'], [])
  })

  test('leaves empty what it has none of', () => {
    const untaxed = row('invoices', {
      ...{ hs_discounts_total: null, hs_fees_total: '', hs_taxes_total: null },
      ...{ hs_amount_billed_pre_tax: null, hs_amount_billed: '1125.00', hs_balance_due: '937.90' },
    })
    assert.deepEqual(told(untaxed), ['1125.00', '0', '1125.00', '187.10', '937.90', 'PARTIALLY_PAID', []])
  })

  test('has its tax from the amount before tax where nothing else tells it', () => {
    const preTax = plain({
      hs_invoice_status: 'paid',
      hs_amount_billed: '119.00',
      hs_amount_billed_pre_tax: '100.00',
    })
    assert.deepEqual(told(preTax), ['100.00', '19.00', '119.00', '119.00', '0', 'PAID', []])
  })

  test('is shown as untaxed, and found, where neither tax nor subtotal is told', () => {
    const bare = plain({ hs_invoice_status: 'open', hs_amount_billed: '250.5', hs_balance_due: '250.5' })
    assert.deepEqual(told(bare), ['250.5', '0', '250.5', '0.0', '250.5', 'UNPAID', ['UNKNOWN_VALUE']])
  })

  test('of a draft whose totals are not worked out yet, has those of its lines', () => {
    const none = Object.fromEntries(
      Object.keys(row('invoices').properties)
        .filter((it) => /amount|balance|subtotal|total/.test(it))
        .map((it) => [it, null]),
    )
    const draft = row('invoices', { ...none, hs_invoice_status: 'draft' })
    assert.deepEqual(told(draft), ['1125.00', '0', '1125.00', '0', '0', 'UNPAID', ['UNKNOWN_VALUE']])
    const empty = row('invoices', { ...none, hs_invoice_status: 'draft' }, { line_items: [] })
    assert.deepEqual(told(empty).slice(0, 3), ['0', '0', '0'])
  })

  test('is not shown, and found, where nobody asked for its amounts', () => {
    const { records, findings } = mapped('invoices', plain({ hs_invoice_status: 'open' }))
    assert.deepEqual([records.length, findings.map((it) => it.code)], [0, ['MISSING_REFERENCE']])
  })

  test('is refused where its tax is not told, and cannot be nothing', () => {
    const lost = { hs_taxes_total: undefined, hs_amount_billed_pre_tax: undefined }
    assert.throws(() => told(row('invoices', lost)), /hs_taxes_total: is missing/)
  })

  test('is refused where its total, or what is open of it, cannot be known', () => {
    assert.throws(
      () => told(row('invoices', { hs_amount_billed: undefined })),
      /hs_amount_billed: is missing/,
    )
    assert.throws(
      () => told(plain({ hs_invoice_status: 'open', hs_amount_paid: '1' })),
      /hs_amount_billed: is missing/,
    )
    const open = plain({ hs_invoice_status: 'open', hs_amount_billed: '5' })
    assert.throws(() => told(open), /hs_balance_due and hs_amount_paid: are missing/)
  })
})

describe('a line of an invoice', () => {
  const amountOf = (changes: object) => {
    const [line] = row('invoices')['line_items'] as Row[]
    const item = { ...line, properties: { ...line?.properties, ...changes } }
    const { lines } = mapOne('invoices', row('invoices', {}, { line_items: [item] }))
    return (lines as { amount: string }[])[0]?.amount
  }

  test('has its amount from price and quantity while HubSpot has not worked it out', () => {
    const undiscounted = { amount: null, hs_discount_percentage: '0', hs_total_discount: null }
    assert.equal(amountOf({ ...undiscounted, price: '0.125', quantity: '3' }), '0.375')
    assert.equal(amountOf({ ...undiscounted, price: null }), '0')
    assert.throws(() => amountOf({ amount: null }), /Line 1: amount is missing/)
    assert.throws(() => amountOf({ ...undiscounted, quantity: null }), /Line 1: amount is missing/)
  })
})

const beside = () => ({ line_items: undefined, company_ids: undefined, contact_ids: undefined })
