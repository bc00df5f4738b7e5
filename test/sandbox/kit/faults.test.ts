import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { openQuickBooks } from '../quickbooks/client.ts'

const quickbooks = await openQuickBooks()
const { control, get, query, base, call } = quickbooks
const inject = (fault: Record<string, unknown>) =>
  control('faults', { provider: 'quickbooks', times: 1, ...fault })

describe('faults on demand', () => {
  test('a status comes in the provider’s own words, with Retry-After when asked, and only so often', async () => {
    await inject({ kind: 'status', status: 429, retryAfterSeconds: 7 })
    const throttled = await get('/preferences')
    assert.deepEqual([throttled.status, throttled.headers.get('retry-after')], [429, '7'])
    assert.equal(throttled.json.Fault?.Error[0].code, '3001')
    assert.equal((await get('/preferences')).status, 200)

    await inject({ kind: 'status', status: 500 })
    const failed = await get('/preferences')
    assert.deepEqual([failed.status, failed.headers.get('retry-after')], [500, null])
    assert.equal(failed.json.Fault?.type, 'SystemFault')
  })

  async function listed() {
    const { text } = await call(`${quickbooks.sandbox.url}/control/faults`)
    return JSON.parse(text) as { faults: { method?: string }[]; calls: number; struck: number }
  }

  test('only what matches is struck', async () => {
    await inject({ kind: 'status', match: '/preferences' })
    await inject({ kind: 'status', method: 'POST', match: '/invoice' })
    const before = await listed()
    assert.equal((await query('SELECT * FROM Class')).status, 200)
    assert.equal((await get('/preferences')).status, 500)
    const after = await listed()
    assert.deepEqual([after.calls - before.calls, after.struck - before.struck], [2, 1])
    assert.deepEqual(
      after.faults.map((it) => it.method),
      ['POST'],
    )
    await control('faults', undefined, 'DELETE')
    assert.deepEqual((await listed()).faults, [])
  })

  test('an expired token is a 401', async () => {
    await inject({ kind: 'expired_token' })
    assert.equal((await get('/preferences')).json.fault.error[0].code, '3200')
  })

  test('a cut connection fails in the middle, a truncated answer at its end, a gateway answers in HTML', async () => {
    await inject({ kind: 'cut' })
    await assert.rejects(query('SELECT * FROM Account'))
    await inject({ kind: 'truncated' })
    await assert.rejects(query('SELECT * FROM Account'), SyntaxError)
    await inject({ kind: 'html' })
    const html = await query('SELECT * FROM Account')
    assert.deepEqual([html.status, html.headers.get('content-type')], [502, 'text/html'])
  })

  test('a cut write is done all the same', async () => {
    await inject({ kind: 'cut', method: 'POST', match: '/vendor' })
    await assert.rejects(quickbooks.post('/vendor', { DisplayName: 'Cut Off' }))
    assert.equal((await quickbooks.rows('Vendor', "WHERE DisplayName = 'Cut Off'")).length, 1)
  })

  test('a slow answer comes late, a timeout never', async () => {
    await inject({ kind: 'slow', delayMs: 30 })
    const before = performance.now()
    assert.equal((await get('/preferences')).status, 200)
    assert.ok(performance.now() - before >= 25)
    await inject({ kind: 'timeout' })
    await assert.rejects(fetch(`${base}/v3/`, { signal: AbortSignal.timeout(50) }), { name: 'TimeoutError' })
  })

  test('what is no fault is refused with a sentence', async () => {
    assert.match((await inject({ kind: 'flood' })).json.error, /kind must be one of status, slow/)
    assert.match((await inject({ kind: 'slow', delayMs: -1 })).json.error, /delayMs must be a number/)
  })
})

test('a limit refuses in the provider’s own words', async () => {
  const narrow = await openQuickBooks({
    requestLimits: { quickbooks: [{ path: '/v3/', requests: 2, perSeconds: 60 }] },
  })
  const statuses = [
    await narrow.get('/preferences'),
    await narrow.get('/preferences'),
    await narrow.get('/preferences'),
  ]
  assert.deepEqual(
    statuses.map((it) => it.status),
    [200, 200, 429],
  )
})

test('the books can be looked at, and what is not there is said to be', async () => {
  const root = quickbooks.sandbox.url
  assert.deepEqual((await call(`${root}/control`)).json, { providers: ['quickbooks'] })
  assert.equal((await quickbooks.books()).Department?.length, 5)
  assert.equal((await call(`${root}/xero/`)).status, 404)
  assert.equal((await control('quickbooks/create', { entity: 'Nothing' })).status, 400)
  assert.match((await control('quickbooks/dance', {})).json.error, /there is no action "dance"/)
})
