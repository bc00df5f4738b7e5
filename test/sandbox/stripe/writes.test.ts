import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Customer } from '../../../src/sandbox/stripe/objects/customer.ts'
import type { Invoice } from '../../../src/sandbox/stripe/objects/invoice.ts'
import type { StripeEvent } from '../../../src/sandbox/stripe/objects/event.ts'
import type { TaxRate } from '../../../src/sandbox/stripe/objects/tax-rate.ts'
import { type Failure, type List, parse, playStripe } from './support.ts'

const stripe = playStripe()

async function draftFor(customer: string, amount: string, extra: Readonly<Record<string, string>> = {}) {
  const draft = await stripe.post<Invoice>('/v1/invoices', {
    customer,
    collection_method: 'send_invoice',
    days_until_due: '30',
    ...extra,
  })
  await stripe.post('/v1/invoiceitems', { customer, invoice: draft.id, amount, description: 'Survey' })
  return draft
}

const newCustomer = (form: Readonly<Record<string, string>> = {}) =>
  stripe.post<Customer>('/v1/customers', { name: 'Larch Paper', ...form })

async function refusal(method: string, address: string, form: Readonly<Record<string, string>> = {}) {
  const response = await stripe.call(method, address, { form })
  return { status: response.status, ...(parse(response) as Failure).error }
}

describe('writing to the played Stripe', () => {
  test('creates, changes and deletes a customer, whose stub remains', async () => {
    const customer = await newCustomer({
      'address[city]': 'Oakland',
      'metadata[crm]': '7',
      'metadata[old]': '1',
    })
    assert.equal(customer.address?.city, 'Oakland')
    const changed = await stripe.post<Customer>(`/v1/customers/${customer.id}`, {
      email: 'ida@larch.example',
      'metadata[old]': '',
    })
    assert.deepEqual(
      [changed.email, changed.metadata, changed.name],
      ['ida@larch.example', { crm: '7' }, 'Larch Paper'],
    )
    const stub = { id: customer.id, object: 'customer', deleted: true }
    assert.deepEqual(parse(await stripe.call('DELETE', `/v1/customers/${customer.id}`)), stub)
    assert.deepEqual(await stripe.get(`/v1/customers/${customer.id}`), stub)
    const listed = await stripe.get<List>('/v1/customers?limit=100')
    assert.ok(!listed.data.some((it) => it.id === customer.id))
    const events = await stripe.get<List<StripeEvent>>('/v1/events?limit=3')
    assert.deepEqual(
      events.data.map((it) => it.type),
      ['customer.deleted', 'customer.updated', 'customer.created'],
    )
    assert.deepEqual(events.data[1]?.data.previous_attributes, {
      email: null,
      metadata: { crm: '7', old: '1' },
    })
    assert.match(events.data[0]?.request.id ?? '', /^req_/)
  })

  test('takes an invoice from draft to open to paid out of band', async () => {
    const { id: customer } = await newCustomer()
    const draft = await draftFor(customer, '2500')
    assert.deepEqual([draft.status, draft.number, draft.total], ['draft', null, 0])
    const open = await stripe.post<Invoice>(`/v1/invoices/${draft.id}/finalize`)
    assert.deepEqual([open.status, open.amount_due, open.amount_remaining], ['open', 2500, 2500])
    assert.match(open.number ?? '', /^[A-Z0-9]{8}-0001$/)
    const paid = await stripe.post<Invoice>(`/v1/invoices/${draft.id}/pay`, { paid_out_of_band: 'true' })
    assert.deepEqual([paid.status, paid.amount_paid, paid.amount_remaining], ['paid', 2500, 0])
    assert.equal((await refusal('POST', `/v1/invoices/${draft.id}/pay`)).message, 'Invoice is already paid')
    assert.equal((await refusal('POST', `/v1/invoices/${draft.id}/finalize`)).code, 'invoice_not_editable')
  })

  test('charges a card for an invoice, and says when the card is declined', async () => {
    const { id: customer } = await newCustomer()
    const draft = await draftFor(customer, '2500')
    await stripe.post(`/v1/invoices/${draft.id}/finalize`)
    assert.match(
      (await refusal('POST', `/v1/invoices/${draft.id}/pay`)).message,
      /no attached payment source/,
    )
    const declined = await refusal('POST', `/v1/invoices/${draft.id}/pay`, {
      payment_method: 'pm_card_chargeDeclined',
    })
    assert.deepEqual(
      [declined.status, declined.type, declined.code, declined.decline_code],
      [402, 'card_error', 'card_declined', 'generic_decline'],
    )
    const paid = await stripe.post<Invoice>(`/v1/invoices/${draft.id}/pay`, {
      payment_method: 'pm_card_visa',
    })
    assert.deepEqual([paid.status, paid.attempt_count], ['paid', 2])
    const { data } = await stripe.get<List<{ payment: { payment_intent: string }; status: string }>>(
      `/v1/invoice_payments?invoice=${draft.id}`,
    )
    assert.deepEqual(
      data.map((it) => it.status),
      ['paid'],
    )
    const charges = await stripe.get<List>(
      `/v1/charges?payment_intent=${data[0]?.payment.payment_intent ?? ''}`,
    )
    assert.deepEqual(
      charges.data.map((it) => it.status),
      ['succeeded', 'failed'],
    )
  })

  test('voids an invoice, which keeps what remained, and marks one as uncollectible', async () => {
    const { id: customer } = await newCustomer()
    const [first, second] = [await draftFor(customer, '1000'), await draftFor(customer, '500')]
    for (const { id } of [first, second]) await stripe.post(`/v1/invoices/${id}/finalize`)
    const gone = await stripe.post<Invoice>(`/v1/invoices/${first.id}/void`)
    assert.deepEqual([gone.status, gone.amount_remaining], ['void', 1000])
    const lost = await stripe.post<Invoice>(`/v1/invoices/${second.id}/mark_uncollectible`)
    assert.equal(lost.status, 'uncollectible')
    assert.equal((await refusal('POST', `/v1/invoices/${first.id}/void`)).status, 400)
  })

  test('deletes drafts, and only drafts', async () => {
    const { id: customer } = await newCustomer()
    const draft = await draftFor(customer, '1000')
    const stub = { id: draft.id, object: 'invoice', deleted: true }
    assert.deepEqual(parse(await stripe.call('DELETE', `/v1/invoices/${draft.id}`)), stub)
    assert.equal((await refusal('GET', `/v1/invoices/${draft.id}`)).code, 'resource_missing')
    const other = await draftFor(customer, '1000')
    await stripe.post(`/v1/invoices/${other.id}/finalize`)
    assert.equal((await refusal('DELETE', `/v1/invoices/${other.id}`)).status, 400)
  })

  test('taxes a line, and takes in the items that waited for an invoice', async () => {
    const { id: customer } = await newCustomer()
    const rate = stripe.all<TaxRate>('tax_rates').find((it) => it.percentage === 8.5)
    await stripe.post('/v1/invoiceitems', {
      customer,
      unit_amount_decimal: '1000',
      quantity: '3',
      currency: 'usd',
      'tax_rates[0]': rate?.id ?? '',
    })
    const draft = await stripe.post<Invoice>('/v1/invoices', {
      customer,
      pending_invoice_items_behavior: 'include',
    })
    assert.deepEqual([draft.subtotal, draft.total, draft.total_excluding_tax], [3000, 3255, 3000])
    assert.deepEqual(draft.total_taxes, [
      {
        amount: 255,
        tax_behavior: 'exclusive',
        tax_rate_details: { tax_rate: rate?.id },
        taxability_reason: 'standard_rated',
        taxable_amount: 3000,
        type: 'tax_rate_details',
      },
    ])
  })

  test('refuses amounts that a three-decimal currency has not', async () => {
    const { id: customer } = await newCustomer()
    const item = { customer, currency: 'kwd', amount: '1005' }
    assert.equal((await refusal('POST', '/v1/invoiceitems', item)).param, 'amount')
    assert.equal((await stripe.post('/v1/invoiceitems', { ...item, amount: '1010' })).currency, 'kwd')
  })

  test('wants a form, and the parameters that must be there', async () => {
    const headers = { 'content-type': 'application/json' }
    assert.equal((await stripe.call('POST', '/v1/customers', { form: { name: 'x' }, headers })).status, 400)
    const { code, param } = await refusal('POST', '/v1/invoices')
    assert.deepEqual([code, param], ['parameter_missing', 'customer'])
    assert.equal((await refusal('POST', '/v1/invoices', { customer: 'cus_none' })).code, 'resource_missing')
  })
})
