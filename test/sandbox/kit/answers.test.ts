import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { drifted } from '../../../src/sandbox/kit/drift.ts'
import { NOW, openQuickBooks } from '../quickbooks/client.ts'

const quickbooks = await openQuickBooks()
const { control, query } = quickbooks
const inject = (fault: Record<string, unknown>) => control('faults', { provider: 'quickbooks', ...fault })
const accounts = (from: number) => query(`SELECT * FROM Account STARTPOSITION ${from} MAXRESULTS 2`)

test('an answer is of the time that the sandbox goes by, also one that fails', async () => {
  const answered = await accounts(1)
  await inject({ kind: 'status', status: 429, times: 1 })
  const failed = await accounts(1)
  assert.deepEqual(
    [answered, failed].map((it) => [it.status, it.headers.get('date')]),
    [200, 429].map((status) => [status, NOW.toUTCString()]),
  )
})

describe('an answer that is whole, and not what it should be', () => {
  afterEach(() => control('faults', undefined, 'DELETE'))

  test('comes half at once and half late', async () => {
    const whole = await accounts(1)
    await inject({ kind: 'slow_body', delayMs: 40 })
    const before = performance.now()
    const late = await accounts(1)
    assert.ok(performance.now() - before >= 35)
    assert.equal(late.text.length, whole.text.length)
  })

  test('is the page before again', async () => {
    const [first, second] = [await accounts(1), await accounts(3)]
    assert.notDeepEqual(second.json.QueryResponse, first.json.QueryResponse)
    await accounts(1)
    await inject({ kind: 'repeat_page', match: '/query', times: 1 })
    assert.equal(
      (await accounts(3)).json.QueryResponse.Account?.[0]?.Id,
      first.json.QueryResponse.Account?.[0]?.Id,
    )
    assert.deepEqual((await accounts(3)).json.QueryResponse, second.json.QueryResponse)
  })

  test('has a field under another name', async () => {
    await inject({ kind: 'drift', drift: { rename: { from: 'AccountType', to: 'Kind' } } })
    const [account] = (await accounts(1)).json.QueryResponse.Account ?? []
    assert.ok(account && 'Kind' in account && !('AccountType' in account))
  })

  test('has a word that nobody knew', async () => {
    await inject({ kind: 'drift', drift: { enum: { field: 'AccountType', value: 'Crypto' } } })
    const [account] = (await accounts(1)).json.QueryResponse.Account ?? []
    assert.equal(account?.AccountType, 'Crypto')
  })

  test('is refused as a fault when it does not say how the answers differ', async () => {
    for (const drift of [undefined, {}, { rename: { from: 'Id' } }, { enum: { field: 'Id' } }]) {
      assert.match((await inject({ kind: 'drift', drift })).json.error, /drift must be/)
    }
  })
})

test('a drift keeps every digit, and leaves alone what is no JSON', () => {
  const body = '{"a":[1.10,{"b":90071992547409931}],"c":"1.10","d":null}'
  assert.equal(
    drifted(body, { numbersAsText: true }),
    '{"a":["1.10",{"b":"90071992547409931"}],"c":"1.10","d":null}',
  )
  assert.equal(
    drifted(body, { rename: { from: 'b', to: 'B' } }),
    '{"a":[1.10,{"B":90071992547409931}],"c":"1.10","d":null}',
  )
  assert.equal(drifted('<html>', { numbersAsText: true }), '<html>')
})
