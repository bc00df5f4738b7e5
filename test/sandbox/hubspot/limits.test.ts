import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { LIMITS } from '../../../src/sandbox/hubspot/limits.ts'
import { openHubSpot } from './client.ts'

describe("the played HubSpot's limits", () => {
  test('count down in headers, and end in a refusal that names its policy', async () => {
    const { get } = await openHubSpot({ requestLimits: { hubspot: LIMITS } })
    const first = await get('/crm/v3/owners')
    const header = (name: string) => first.headers.get(`x-hubspot-ratelimit-${name}`)
    assert.deepEqual(
      ['max', 'remaining', 'interval-milliseconds', 'secondly', 'secondly-remaining', 'daily'].map(header),
      ['110', '109', '10000', '11', '10', null],
    )
    const answers = await Promise.all(Array.from({ length: 111 }, () => get('/crm/v3/owners')))
    const refused = answers.filter((it) => it.status === 429)
    assert.equal(refused.length, 2)
    const [one] = refused
    assert.deepEqual(one?.json, {
      ...{ status: 'error', message: 'You have reached your ten_secondly_rolling limit.' },
      ...{ errorType: 'RATE_LIMIT', correlationId: one?.json.correlationId },
      policyName: 'TEN_SECONDLY_ROLLING',
    })
    assert.deepEqual(refused.map((it) => it.headers.get('retry-after')).sort(), ['10', null].sort())
  })

  test('let five searches through in a second, counted by themselves', async () => {
    const { send, get } = await openHubSpot({ requestLimits: { hubspot: LIMITS } })
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => send('POST', '/crm/v3/objects/invoices/search')),
    )
    const [refused, ...rest] = answers.filter((it) => it.status === 429)
    assert.equal(rest.length, 0)
    assert.equal(refused?.json.policyName, 'SECONDLY')
    assert.equal((await get('/crm/v3/owners')).headers.get('x-hubspot-ratelimit-remaining'), '109')
  })
})
