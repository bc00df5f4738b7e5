import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { plaid } from '../../../src/providers/plaid/index.ts'
import { recover, toFault } from '../../../src/providers/recovery.ts'
import { failure } from './answering.ts'

const action = (code: string, more?: { status?: number; type?: string }) =>
  recover(plaid, failure(code, more)).action

describe('an error of Plaid’s', () => {
  test('that only the customer can mend asks for the customer', () => {
    for (const code of ['ITEM_LOGIN_REQUIRED', 'ITEM_NOT_FOUND', 'USER_PERMISSION_REVOKED', 'ITEM_LOCKED']) {
      assert.equal(action(code), 'reconnect', code)
    }
    assert.equal(action('INVALID_ACCESS_TOKEN', { type: 'INVALID_INPUT' }), 'reconnect')
  })

  test('that passes by itself is tried again, though it is answered with 400', () => {
    assert.equal(action('PRODUCT_NOT_READY'), 'retry')
    assert.equal(action('INSTITUTION_DOWN', { type: 'INSTITUTION_ERROR' }), 'retry')
    assert.equal(action('INSTITUTION_NOT_RESPONDING', { type: 'INSTITUTION_ERROR' }), 'retry')
    assert.equal(action('INTERNAL_SERVER_ERROR', { type: 'API_ERROR', status: 500 }), 'retry')
  })

  test('of a limit waits, whatever its code', () => {
    const type = 'RATE_LIMIT_EXCEEDED'
    assert.deepEqual(recover(plaid, failure('TRANSACTIONS_SYNC_LIMIT', { type, status: 429 })), {
      action: 'wait',
    })
    assert.equal(action('BRAND_NEW_LIMIT', { type, status: 400 }), 'wait')
  })

  test('of Daybook’s own keys, or of its request, is not the customer’s', () => {
    assert.equal(action('INVALID_API_KEYS', { type: 'INVALID_INPUT', status: 401 }), 'reject')
    assert.equal(action('UNKNOWN_FIELDS', { type: 'INVALID_REQUEST' }), 'reject')
    assert.equal(action('NOT_FOUND', { type: 'INVALID_REQUEST', status: 404 }), 'reject')
  })

  test('is told with Plaid’s code and words', () => {
    const failed = failure('ITEM_LOGIN_REQUIRED')
    const { code, actor, providerError } = toFault('Plaid', failed, recover(plaid, failed))
    assert.deepEqual([code, actor], ['REAUTHORIZE', 'CUSTOMER'])
    assert.deepEqual(providerError, {
      status: 400,
      code: 'ITEM_LOGIN_REQUIRED',
      message: 'in prose',
      requestId: 'req-1',
    })
  })
})
