import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  STRIPE_ACCOUNT_ID,
  STRIPE_RESTRICTED_KEY,
  STRIPE_SECRET_KEY,
  STRIPE_VERSION,
} from '../../../src/sandbox/stripe/credentials.ts'
import { type CallOptions, type Failure, type List, parse, playStripe } from './support.ts'

const stripe = playStripe()
const restricted = { authorization: `Bearer ${STRIPE_RESTRICTED_KEY}` }

async function refusal(method: string, address: string, options: CallOptions = {}) {
  const response = await stripe.call(method, address, options)
  return { status: response.status, headers: response.headers ?? {}, ...(parse(response) as Failure) }
}

describe('who may ask the played Stripe', () => {
  test('is whoever has the key, as a bearer token or as the user of Basic', async () => {
    const basic = `Basic ${Buffer.from(`${STRIPE_SECRET_KEY}:`).toString('base64')}`
    const response = await stripe.call('GET', '/v1/account', { headers: { authorization: basic } })
    assert.equal((parse(response) as { id: string }).id, STRIPE_ACCOUNT_ID)
  })

  test('is told of a wrong key in the words of Stripe, without a Request-Id', async () => {
    const response = await stripe.call('GET', '/v1/charges', {
      headers: { authorization: 'Bearer sk_test_wrong' },
    })
    assert.equal(response.status, 401)
    assert.deepEqual(parse(response), {
      error: { message: 'Invalid API Key provided: sk_test_***', type: 'invalid_request_error' },
    })
    assert.equal(response.headers?.['www-authenticate'], 'Bearer realm="Stripe"')
    assert.equal(response.headers['request-id'], undefined)
    assert.equal((await refusal('GET', '/v1/charges', { headers: { authorization: '' } })).status, 401)
  })

  test('reads with a restricted key what its permissions allow', async () => {
    const ask = async (address: string) => (await stripe.call('GET', address, { headers: restricted })).status
    assert.equal(await ask('/v1/charges'), 200)
    stripe.control('set_permissions', { permissions: ['invoice_read', 'customer_write'] })
    assert.equal(await ask('/v1/invoices'), 200)
    assert.equal(await ask('/v1/customers'), 200)
    const { error, status } = await refusal('GET', '/v1/charges', { headers: restricted })
    assert.equal(status, 403)
    assert.match(error.message, /does not have the required permissions .*'rak_charge_read'/)
    stripe.control('set_permissions', { permissions: null })
    assert.equal((await refusal('POST', '/v1/customers', { headers: restricted })).status, 403)
  })

  test('has no access to another account', async () => {
    const { error, status } = await refusal('GET', '/v1/charges', {
      headers: { 'stripe-account': 'acct_other' },
    })
    assert.deepEqual([status, error.code], [403, 'account_invalid'])
  })
})

describe('answers of the played Stripe', () => {
  test('carry a Request-Id and the version', async () => {
    const { headers } = await stripe.call('GET', '/v1/balance', {
      headers: { 'stripe-version': STRIPE_VERSION },
    })
    assert.match(headers?.['request-id'] ?? '', /^req_/)
    assert.equal(headers?.['stripe-version'], STRIPE_VERSION)
    assert.equal(
      (await refusal('GET', '/v1/balance', { headers: { 'stripe-version': '2019-01-01' } })).status,
      400,
    )
  })

  test('say what is missing', async () => {
    const response = await stripe.call('GET', '/v1/customers/1')
    assert.equal(response.status, 404)
    assert.deepEqual(parse(response), {
      error: {
        code: 'resource_missing',
        doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
        message: "No such customer: '1'",
        param: 'id',
        type: 'invalid_request_error',
      },
    })
    const cursor = await refusal('GET', '/v1/charges?starting_after=ch_none')
    assert.deepEqual(
      [cursor.status, cursor.error.code, cursor.error.param],
      [400, 'resource_missing', 'starting_after'],
    )
    const address = await refusal('GET', '/v1/nothing')
    assert.equal(address.status, 404)
    assert.match(address.error.message, /^Unrecognized request URL \(GET: \/v1\/nothing\)/)
  })

  test('refuse parameters that there are not', async () => {
    const { error, status } = await refusal('GET', '/v1/charges?updated[gte]=1')
    assert.deepEqual([status, error.code, error.param], [400, 'parameter_unknown', 'updated'])
    const nested = await refusal('GET', '/v1/charges?created[since]=1')
    assert.deepEqual([nested.error.code, nested.error.param], ['parameter_unknown', 'created[since]'])
    const single = await refusal('GET', '/v1/balance?limit=3')
    assert.equal(single.error.code, 'parameter_unknown')
  })

  test('refuse a limit outside 1 to 100, and one that is no number', async () => {
    for (const limit of ['0', '101', '-1', 'ten', '1.5']) {
      const { error, status } = await refusal('GET', `/v1/charges?limit=${limit}`)
      assert.deepEqual([status, error.param], [400, 'limit'])
    }
    assert.equal((await stripe.get<List>('/v1/balance_transactions?limit=100')).data.length, 100)
  })

  test('are 429 beyond the rate limit, until a second has passed', async () => {
    stripe.control('set_rate_limit', { per_second: 3 })
    const ask = () => stripe.call('GET', '/v1/balance')
    const responses = [await ask(), await ask(), await ask(), await ask()]
    assert.deepEqual(
      responses.map((it) => it.status),
      [200, 200, 200, 429],
    )
    assert.deepEqual(responses[3] && parse(responses[3]), {
      error: {
        message:
          'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
        type: 'invalid_request_error',
        code: 'rate_limit',
        doc_url: 'https://stripe.com/docs/error-codes/rate-limit',
      },
    })
    stripe.wait(1)
    assert.equal((await ask()).status, 200)
    stripe.control('set_rate_limit', { per_second: null })
  })

  test('in place of the books are in the shape of Stripe for every status', () => {
    for (const status of [401, 429, 500, 503]) {
      const response = stripe.provider.failure?.(status)
      assert.ok(response)
      assert.equal(response.status, status)
      assert.ok((parse(response) as Failure).error.message)
    }
  })
})

describe('an idempotency key at the played Stripe', () => {
  const create = (key: string, name: string) =>
    stripe.call('POST', '/v1/customers', { form: { name }, headers: { 'idempotency-key': key } })

  test('gets the first answer again, and does nothing again', async () => {
    const first = await create('key-1', 'Larch Paper')
    const count = stripe.all('customers').length
    const again = await create('key-1', 'Larch Paper')
    assert.equal(again.body, first.body)
    assert.equal(stripe.all('customers').length, count)
    assert.equal(first.headers?.['original-request'], first.headers?.['request-id'])
    assert.equal(again.headers?.['original-request'], first.headers?.['request-id'])
    assert.equal(again.headers?.['idempotent-replayed'], 'true')
    assert.equal(again.headers['idempotency-key'], 'key-1')
  })

  test('is refused with other parameters', async () => {
    await create('key-2', 'Larch Paper')
    const response = await create('key-2', 'Willow Paper')
    assert.deepEqual([response.status, (parse(response) as Failure).error.type], [400, 'idempotency_error'])
  })

  test('is new again after a day', async () => {
    const first = await create('key-3', 'Larch Paper')
    stripe.wait(25 * 3_600)
    const later = await create('key-3', 'Larch Paper')
    assert.notEqual(later.body, first.body)
  })

  test('keeps nothing when the parameters were wrong', async () => {
    const headers = { 'idempotency-key': 'key-4' }
    const wrong = await stripe.call('POST', '/v1/customers', { form: { colour: 'red' }, headers })
    assert.equal(wrong.status, 400)
    assert.equal((await create('key-4', 'Larch Paper')).status, 200)
  })
})
