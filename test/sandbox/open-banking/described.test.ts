import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openApi, type OpenApi } from '../../support/openapi.ts'
import { ATTENDED, type CallOptions, playBank } from './support.ts'

const FILE = fileURLToPath(
  new URL('../../../../shared/specs/berlin-group/psd2-api_v1.3.11-2021-10-01v1.yaml', import.meta.url),
)
const skip = existsSync(FILE) ? false : 'the official descriptions are not here'

/** Played on purpose: banks send JSON numbers among the texts. */
const DEVIATIONS = [/\/transactionAmount\/amount must be string/]
const isKnown = (problem: string) => DEVIATIONS.some((it) => it.test(problem))

describe("the played bank's answers fit the official description:", { skip }, () => {
  const described = skip === false ? openApi(FILE) : null
  const bank = playBank({ scale: 0.3 })

  async function check(address: string, options: CallOptions = {}): Promise<unknown> {
    const call = { headers: { ...ATTENDED.headers, ...options.headers } }
    const { body, status } = await bank.call(address, { ...options, ...call })
    const { pathname, searchParams } = new URL(address, 'http://bank.example')
    const path = pathname.replace(/^\/open-banking/, '')
    const method = options.method ?? 'GET'
    const answer: unknown = body === '' ? undefined : JSON.parse(body)
    const problems = (described as OpenApi).response({ method, path, status, body: answer })
    assert.deepEqual(
      problems.filter((it) => !isKnown(it)),
      [],
      `${method} ${address}: ${status}`,
    )
    if (status < 300 && !searchParams.has('page')) {
      const query = Object.fromEntries(searchParams)
      assert.deepEqual((described as OpenApi).request({ method, path, query, body: options.body }), [])
    }
    return answer
  }

  test('accounts, balances and transactions', async () => {
    const { accounts } = (await check('/v1/accounts?withBalance=true')) as {
      accounts: { resourceId: string }[]
    }
    for (const { resourceId } of accounts) {
      const path = `/v1/accounts/${resourceId}`
      await check(`${path}?withBalance=true`)
      await check(`${path}/balances`)
      const list = `${path}/transactions?bookingStatus=both&dateFrom=2024-01-01`
      const report = await check(`${list}&withBalance=true&itemsPerPage=500`)
      const { booked } = (report as { transactions: { booked: { transactionId?: string }[] } }).transactions
      const named = booked.find((it) => it.transactionId !== undefined)
      await check(`${path}/transactions/${named?.transactionId ?? ''}`)
    }
  })

  test('a consent, from the request to its end', async () => {
    const body = {
      access: { allPsd2: 'allAccounts' },
      recurringIndicator: true,
      validUntil: '2027-01-01',
      frequencyPerDay: 4,
      combinedServiceIndicator: false,
    }
    const headers = { 'tpp-redirect-uri': 'https://app.example/back' }
    const { consentId } = (await check('/v1/consents', { method: 'POST', body, headers })) as {
      consentId: string
    }
    const path = `/v1/consents/${consentId}`
    await check(path)
    await check(`${path}/status`)
    await check(`${path}/authorisations`, { method: 'POST' })
    const { authorisationIds } = (await check(`${path}/authorisations`)) as { authorisationIds: string[] }
    assert.equal(authorisationIds.length, 2)
    await check(`${path}/authorisations/${authorisationIds[0] ?? ''}`)
    assert.equal(await check(path, { method: 'DELETE' }), undefined)
  })

  test('refusals', async () => {
    await check('/v1/accounts', { headers: { 'x-request-id': undefined } })
    await check('/v1/accounts', { headers: { 'consent-id': 'none' } })
    await check('/v1/accounts/none')
    await check('/v1/consents/none')
    await check('/v1/accounts', { headers: { accept: 'application/xml' } })
    await check('/v1/consents', { method: 'POST', body: 'no json' })
    bank.control('expire_consent')
    await check('/v1/accounts')
  })
})
