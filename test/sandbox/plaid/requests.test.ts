import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hostProviders } from '../../../src/sandbox/kit/host.ts'
import { PLAID_CLIENT_ID, PLAID_SECRET } from '../../../src/sandbox/plaid/credentials.ts'
import { createPlaidSandbox } from '../../../src/sandbox/plaid/index.ts'
import { type Account, cents, CLIENT, type Failure, KNOWN, NOW, only, playPlaid } from './support.ts'

interface Accounts {
  accounts: Account[]
}

describe('a request to the played Plaid', () => {
  test('is refused with a flat body and an id of its own', async () => {
    const { request } = playPlaid()
    const refused = async (body: object) => {
      const response = await request('POST', '/accounts/get', JSON.stringify(body))
      return { status: response.status, ...(JSON.parse(response.body) as Failure) }
    }
    const missing = await refused({ access_token: KNOWN.access_token })
    assert.deepEqual(
      [missing.status, missing.error_type, missing.error_code],
      [400, 'INVALID_REQUEST', 'MISSING_FIELDS'],
    )
    assert.match(missing.error_message, /client_id, secret$/)
    assert.match(missing.request_id, /^[A-Za-z0-9]{15}$/)
    assert.equal((await refused({ ...KNOWN, secret: 'wrong' })).error_code, 'INVALID_API_KEYS')
    assert.equal((await refused(CLIENT)).error_code, 'MISSING_FIELDS')
    assert.equal((await refused({ ...KNOWN, access_token: 'other' })).error_code, 'INVALID_ACCESS_TOKEN')
    assert.equal(
      (await refused({ ...KNOWN, access_token: 'access-sandbox-0' })).error_code,
      'INVALID_ACCESS_TOKEN',
    )
    const unknown = await refused({ ...KNOWN, wrong: 1 })
    assert.deepEqual([unknown.error_code, /wrong$/.test(unknown.error_message)], ['UNKNOWN_FIELDS', true])
  })

  test('that is no JSON, or goes nowhere, is refused', async () => {
    const { request } = playPlaid()
    assert.match((await request('POST', '/item/get', 'x')).body, /INVALID_BODY/)
    for (const [method, path] of [
      ['GET', '/item/get'],
      ['POST', '/nothing'],
    ] as const) {
      const { status, body } = await request(method, path, JSON.stringify(KNOWN))
      assert.deepEqual([status, body.includes('NOT_FOUND')], [404, true])
    }
  })

  test('may carry the client in its headers', async () => {
    const { request } = playPlaid()
    const headers = { 'plaid-client-id': PLAID_CLIENT_ID, 'plaid-secret': PLAID_SECRET }
    const body = JSON.stringify({ access_token: KNOWN.access_token })
    assert.equal((await request('POST', '/item/get', body, headers)).status, 200)
  })

  test('with a value out of its range is refused', async () => {
    const { refused } = playPlaid()
    for (const count of [0, 501, 1.5, 'x']) {
      assert.equal((await refused('/transactions/sync', { count })).error_code, 'INVALID_FIELD')
    }
    assert.equal((await refused('/transactions/sync', { cursor: 'bm9uZQ==' })).error_code, 'INVALID_FIELD')
    assert.equal((await refused('/transactions/sync', { options: 1 })).error_code, 'INVALID_FIELD')
  })

  test('is limited by the minute and told nothing of when to come again', async () => {
    const sandbox = await hostProviders(
      { port: 0, seed: 7, scale: 0.01, now: () => NOW, deliverTo: null, tradeEveryMs: null },
      [createPlaidSandbox],
    )
    try {
      const call = () =>
        fetch(`${sandbox.url}/plaid/accounts/balance/get`, { method: 'POST', body: JSON.stringify(KNOWN) })
      for (let times = 0; times < 5; times += 1) assert.equal((await call()).status, 200)
      const limited = await call()
      assert.equal(limited.status, 429)
      assert.equal(limited.headers.get('retry-after'), null)
      assert.equal(((await limited.json()) as Failure).error_type, 'RATE_LIMIT_EXCEEDED')
    } finally {
      await sandbox.close()
    }
  })
})

describe('balances of the played Plaid', () => {
  const balance = async (plaid: ReturnType<typeof playPlaid>, path: string) => {
    const { accounts } = await plaid.read<Accounts>(path)
    return cents(accounts.find((it) => it.subtype === 'checking')?.balances.current ?? NaN)
  }

  test('are newer at the bank than those that were read with the transactions', async () => {
    const plaid = playPlaid()
    const { next_cursor } = await plaid.sync()
    const before = await balance(plaid, '/accounts/get')
    plaid.act('move_balance', { account: 'checking', amount: 120.5 })
    assert.equal(await balance(plaid, '/accounts/get'), before)
    assert.equal(await balance(plaid, '/accounts/balance/get'), before - 12_050)
    assert.deepEqual((await plaid.sync(next_cursor)).added, [])
    await plaid.read('/transactions/refresh')
    assert.equal(await balance(plaid, '/accounts/get'), before - 12_050)
    assert.equal(only((await plaid.sync(next_cursor)).added).amount, 120.5)
  })

  test('are read again after six hours', async () => {
    const plaid = playPlaid()
    const before = await balance(plaid, '/accounts/get')
    plaid.act('move_balance', { amount: -1 })
    plaid.wait(6 * 3_600)
    assert.equal(await balance(plaid, '/accounts/get'), before + 100)
  })

  test('can be had of some accounts, and of no closed one', async () => {
    const plaid = playPlaid()
    const [first, second] = plaid.accounts()
    const options = { account_ids: [second?.account_id] }
    const { accounts } = await plaid.read<Accounts>('/accounts/get', { options })
    assert.equal(only(accounts).account_id, second?.account_id)
    plaid.act('close_account', { account: second?.account_id })
    assert.equal((await plaid.refused('/accounts/get', { options })).error_code, 'INVALID_ACCOUNT_ID')
    const left = await plaid.read<Accounts>('/accounts/get')
    assert.deepEqual(
      left.accounts.map((it) => it.account_id === first?.account_id),
      [true, false],
    )
  })
})
