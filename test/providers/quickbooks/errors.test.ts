import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { quickbooks } from '../../../src/providers/quickbooks/index.ts'
import { HttpFailure } from '../../../src/providers/toolkit/http.ts'

interface Case {
  status?: number
  headers?: Record<string, string>
  body: unknown
}

const classify = ({ status = 400, headers = {}, body }: Case) =>
  quickbooks.classify(
    new HttpFailure('failed', { kind: 'status', status, headers, body, method: 'GET', path: '/query' }),
  )
const fault = (code: unknown, type: unknown = 'ValidationFault') => ({
  Fault: { Error: [{ Message: 'No', Detail: 'No', code, element: '' }], type },
  time: '2026-03-05T09:12:44.120-08:00',
})
const gatewayFault = (code: string, type = 'AUTHENTICATION') => ({
  warnings: null,
  intuitObject: null,
  fault: { error: [{ message: 'No', detail: 'No', code, element: null }], type },
  time: 1772730764120,
})

describe('what to do after QuickBooks refused a call', () => {
  const expected: [what: string, given: Case, action: string | undefined][] = [
    ['a throttle waits', { body: fault('3001') }, 'wait'],
    ['a throttle of an older kind waits, though it is a 403', { status: 403, body: fault('003001') }, 'wait'],
    ['429 waits, whatever its body', { status: 429, body: 'Too many requests' }, 'wait'],
    ['an expired token is renewed', { status: 401, body: gatewayFault('3200') }, 'refresh'],
    ['401 without a readable body renews the token', { status: 401, body: '<html>' }, 'refresh'],
    [
      'an application not allowed reconnects',
      { status: 403, body: fault('3100', 'AuthorizatonFault') },
      'reconnect',
    ],
    ['a user not allowed reconnects', { status: 403, body: gatewayFault('3201') }, 'reconnect'],
    ['a permission denied reconnects', { body: fault('120', 'AuthorizatonFault') }, 'reconnect'],
    ['an ended subscription reconnects', { body: fault('6190') }, 'reconnect'],
    ['a refused refresh token reconnects', { body: { error: 'invalid_grant' } }, 'reconnect'],
    ['an object not found is skipped', { body: fault('610') }, 'skip'],
    ['a system fault is tried again', { status: 500, body: fault('10000', 'SystemFault') }, 'retry'],
    ['a duplicate number is final', { body: fault('6140') }, 'reject'],
    ['a closed period is final', { body: fault('6210') }, 'reject'],
    ['a stale version is final', { body: fault('5010') }, 'reject'],
    ['a query that cannot be parsed is final', { body: fault(4000) }, 'reject'],
    ['an unknown code goes by its fault’s type', { body: fault('99999', 'SERVICE') }, 'retry'],
    ['a fault without a code goes by its type', { body: fault(undefined, 'AuthorizatonFault') }, 'reconnect'],
    ['a fault that comes with 200 is decided all the same', { status: 200, body: fault('3200') }, 'refresh'],
    [
      'an answer without a fault is left to its status',
      { status: 503, body: 'Service Unavailable' },
      undefined,
    ],
    ['no answer at all is left to the table', { body: null }, undefined],
  ]
  for (const [what, given, action] of expected) {
    test(what, () => {
      assert.equal(classify(given)?.action, action)
    })
  }

  test('a throttle waits a minute, or as long as it says', () => {
    assert.deepEqual(classify({ status: 429, body: null }), { action: 'wait', afterMs: 60_000 })
    const told = { status: 429, headers: { 'retry-after': '7' }, body: null }
    assert.deepEqual(classify(told), { action: 'wait', afterMs: 7_000 })
  })

  test('the first error that is known decides', () => {
    const several = { Fault: { Error: [{ code: '99999' }, { code: '6190' }], type: 'ValidationFault' } }
    assert.deepEqual(classify({ body: several }), { action: 'reconnect' })
  })
})
