import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { playStripe } from './support.ts'

const FIXTURES = new URL('../../../../shared/specs/stripe/fixtures3.json', import.meta.url)
const skip = existsSync(FIXTURES) ? false : 'the official descriptions are not here'

type Shape = Record<string, unknown>

const isShape = (value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Where the fixtures disagree with Stripe's own notes and recordings, and the recordings are followed. */
const ONLY_IN_FIXTURES = new Set([
  // Gone since 2025-03-31.basil.
  'invoice.subscription',
  // Only present when it is expanded.
  'charge.refunds',
])
/** Absent from a custom line. */
const OPTIONAL = new Set([
  'credit_note.lines.data[].invoice_line_item',
  'credit_note_line_item.invoice_line_item',
])
/** Of these the fixtures show no more than the type. */
const SPARSE = new Set(['invoice_payment.payment', 'payment_intent.last_payment_error'])
const FREE = ['metadata']

/** What differs in names or in kinds of values, by its path; where either side is null there is nothing to compare. */
function differences(path: string, fixture: unknown, ours: unknown): string[] {
  if (fixture === null || ours === null) return []
  if (Array.isArray(fixture) && Array.isArray(ours)) {
    const [first] = fixture as unknown[]
    return first === undefined ? [] : ours.flatMap((it) => differences(`${path}[]`, first, it))
  }
  if (!isShape(fixture) || !isShape(ours)) {
    const [expected, actual] = [kindOf(fixture), kindOf(ours)]
    return expected === actual ? [] : [`${path} is a ${actual} and not a ${expected}`]
  }
  if (Object.keys(fixture).length === 0 || FREE.includes(path.split('.').at(-1) ?? '')) return []
  const names = new Set([...Object.keys(fixture), ...Object.keys(ours)])
  return [...names].flatMap((name) => {
    const inner = `${path}.${name}`
    if (ONLY_IN_FIXTURES.has(inner) && !(name in ours)) return []
    if (OPTIONAL.has(inner) && !(name in ours && name in fixture)) return []
    if (!(name in ours)) return [`${inner} is missing`]
    if (!(name in fixture)) return SPARSE.has(path) ? [] : [`${inner} is more than the fixture has`]
    return differences(inner, fixture[name], ours[name])
  })
}

const kindOf = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value)

describe("the played Stripe's objects have the fields and kinds of the official fixtures:", { skip }, () => {
  const fixtures = skip === false ? readFixtures() : {}
  const stripe = playStripe({ scale: 0.1 })
  const books = stripe.provider.books()
  const KINDS = {
    account: 'account',
    balance: 'balance',
    balance_transactions: 'balance_transaction',
    charges: 'charge',
    credit_notes: 'credit_note',
    customers: 'customer',
    disputes: 'dispute',
    invoice_payments: 'invoice_payment',
    invoiceitems: 'invoiceitem',
    invoices: 'invoice',
    lines: 'line_item',
    payment_intents: 'payment_intent',
    payouts: 'payout',
    refunds: 'refund',
    tax_rates: 'tax_rate',
    webhook_endpoints: 'webhook_endpoint',
  }
  for (const [name, kind] of Object.entries(KINDS)) {
    test(kind, () => {
      const objects = books[name] ?? []
      assert.ok(objects.length > 0)
      const found = new Set(objects.flatMap((object) => differences(kind, fixtures[kind], object)))
      assert.deepEqual([...found], [])
    })
  }

  test('event, whose object is one of the others', () => {
    for (const event of books.events ?? []) {
      assert.ok(isShape(event) && isShape(event.data) && isShape(event.data.object))
      const { data, ...envelope } = event
      const { data: _data, ...fixture } = fixtures.event as Shape
      assert.deepEqual(differences('event', fixture, envelope), [])
      const object = event.data.object
      const kind = String(object.object)
      assert.deepEqual(differences(kind, fixtures[kind], object), [], String(event.type))
      assert.ok(isShape(data))
    }
  })

  test('discount and the stubs of what was deleted', async () => {
    const [invoice] = (books.invoices ?? []).filter(
      (it) => isShape(it) && (it.discounts as unknown[]).length > 0,
    )
    assert.ok(isShape(invoice))
    const expanded = await stripe.get<{ discounts: unknown[] }>(
      `/v1/invoices/${String(invoice.id)}?expand[]=discounts`,
    )
    assert.deepEqual(differences('discount', fixtures.discount, expanded.discounts[0]), [])
    const customer = stripe.control('create_customer') as { id: string }
    const stub = stripe.control('delete_customer', { customer: customer.id })
    assert.deepEqual(differences('deleted_customer', fixtures.deleted_customer, stub), [])
  })

  test("a charge's refunds, when they are expanded", async () => {
    const charge = fixtures.charge as { refunds: Shape }
    const [refund] = books.refunds as { charge: string }[]
    const expanded = await stripe.get<{ refunds: unknown }>(
      `/v1/charges/${refund?.charge ?? ''}?expand[]=refunds`,
    )
    assert.deepEqual(differences('refunds', charge.refunds, expanded.refunds), [])
  })
})

function readFixtures(): Shape {
  const { resources } = JSON.parse(readFileSync(FIXTURES, 'utf8')) as { resources: Shape }
  return resources
}
