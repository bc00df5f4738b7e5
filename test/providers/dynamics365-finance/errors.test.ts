import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FaultError } from '../../../src/domain/errors.ts'
import { dynamics365Finance } from '../../../src/providers/dynamics365-finance/index.ts'
import { recover, toFault } from '../../../src/providers/recovery.ts'
import { HttpFailure } from '../../../src/providers/toolkit/http.ts'
import { SOURCE, streams } from './mapping.ts'

const failure = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new HttpFailure(`GET /data/CustomersV3 answered ${status}`, {
    ...{ kind: 'status', status, headers, body, method: 'GET', path: '/data/CustomersV3' },
  })

const said = (message: string) => ({
  error: {
    code: '',
    message: 'An error has occurred.',
    innererror: { message, type: 'AxODataException', stacktrace: '   at Secret.Place.Of(Code)' },
  },
})

const recovery = (status: number, body: unknown, headers?: Record<string, string>) =>
  recover(dynamics365Finance, failure(status, body, headers))

describe('a failed call', () => {
  test('with an old token asks for a new one', () => {
    for (const body of [null, '<html>401</html>', '']) {
      assert.deepEqual(recovery(401, body), { action: 'refresh' })
    }
  })

  test('of an app that is not registered, or whose secret is wrong, asks for the customer', () => {
    assert.deepEqual(recovery(403, '<html>Forbidden</html>'), { action: 'reconnect' })
    assert.deepEqual(recovery(403, null), { action: 'reconnect' })
    const entra = { error: 'invalid_client', error_description: 'AADSTS7000215', error_codes: [7000215] }
    assert.deepEqual(recovery(401, entra), { action: 'reconnect' })
  })

  test('of a user without a privilege is refused, and the rest is read on', () => {
    assert.deepEqual(recovery(403, said('Access denied to CustomersV3.')), { action: 'reject' })
  })

  test('under stress waits as long as it is told', () => {
    for (const status of [429, 503]) {
      assert.deepEqual(recovery(status, '<html></html>', { 'retry-after': '17' }), {
        ...{ action: 'wait', afterMs: 17_000 },
      })
    }
    assert.deepEqual(recovery(502, '<html></html>'), { action: 'retry' })
    assert.deepEqual(recovery(404, null), { action: 'skip' })
  })

  test('tells the reason of the inner error, and nothing of the stack', async () => {
    const cause = failure(
      400,
      said(
        "Write failed for table row of type 'CustCustomerV3Entity'. Infolog: Warning: The value 'Local' is not found.; Error: Update has been canceled.",
      ),
    )
    const fault = toFault(dynamics365Finance.name, cause, { action: 'reject' })
    const http = { request: () => Promise.reject(new FaultError(fault, { cause })) }
    const reading = streams.customers.pages({ source: SOURCE, http, checkpoint: null, now: new Date() })
    await assert.rejects(reading[Symbol.asyncIterator]().next(), (error) => {
      assert.ok(error instanceof FaultError)
      assert.equal(
        error.fault.message,
        "Dynamics 365 Finance refused GET /data/CustomersV3. It says: The value 'Local' is not found.; Update has been canceled.",
      )
      assert.equal(
        error.fault.providerError?.message,
        "The value 'Local' is not found.; Update has been canceled.",
      )
      assert.doesNotMatch(JSON.stringify(error.fault), /Secret|has occurred/)
      return true
    })
  })
})

test('tokens come from the tenant’s directory, for the environment alone', () => {
  const { auth } = dynamics365Finance
  assert.equal(
    auth.token('larkfield.example'),
    'https://login.microsoftonline.com/larkfield.example/oauth2/v2.0/token',
  )
  assert.equal(auth.override('http://127.0.0.1:1/d', 'a/b'), 'http://127.0.0.1:1/d/a%2Fb/oauth2/v2.0/token')
  assert.equal(auth.scope(SOURCE), 'https://larkfield.operations.example/.default')
  assert.equal(dynamics365Finance.endpoint(SOURCE), 'https://larkfield.operations.example')
})
