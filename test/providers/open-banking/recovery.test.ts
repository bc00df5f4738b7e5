import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { openBanking } from '../../../src/providers/open-banking/index.ts'
import { recover, toFault } from '../../../src/providers/recovery.ts'
import { HttpFailure } from '../../../src/providers/toolkit/http.ts'

const tpp = (code: string) => `{"tppMessages":[{"category":"ERROR","code":"${code}","text":"No."}]}`
const problem = (code: string) =>
  `{"type":"https://berlingroup.com/error-codes/${code}","title":"It failed","detail":"No.","code":"${code}","additionalErrors":[],"_links":{}}`

const failed = (status: number, body: string, headers: Record<string, string> = {}) =>
  new HttpFailure(`GET /v1/accounts answered ${status}`, {
    ...{ kind: 'status', status, headers, method: 'GET', path: '/v1/accounts' },
    body: parseExactJson(body),
  })

const NOW = new Date('2026-03-05T09:00:00Z')
const recovery = (failure: HttpFailure) => recover(openBanking, failure, NOW)

describe('a refused call', () => {
  const ACTIONS: readonly [number, string, string][] = [
    [401, 'CONSENT_EXPIRED', 'reconnect'],
    [401, 'CONSENT_INVALID', 'reconnect'],
    [400, 'CONSENT_UNKNOWN', 'reconnect'],
    [403, 'CONSENT_UNKNOWN', 'reconnect'],
    [401, 'TOKEN_EXPIRED', 'refresh'],
    [401, 'PSU_CREDENTIALS_INVALID', 'reconnect'],
    [403, 'FORBIDDEN', 'reconnect'],
    [401, 'CERTIFICATE_EXPIRED', 'reject'],
    [401, 'SIGNATURE_MISSING', 'reject'],
    [403, 'SERVICE_BLOCKED', 'reject'],
    [404, 'RESOURCE_UNKNOWN', 'skip'],
    [403, 'RESOURCE_UNKNOWN', 'skip'],
    [404, 'PRODUCT_UNKNOWN', 'reject'],
    [400, 'PARAMETER_NOT_SUPPORTED', 'reject'],
    [406, 'REQUESTED_FORMATS_INVALID', 'reject'],
    [409, 'STATUS_INVALID', 'retry'],
    [500, 'INTERNAL_SERVER_ERROR', 'retry'],
    [503, 'SERVICE_UNAVAILABLE', 'retry'],
    [503, 'CONSENT_INVALID', 'retry'],
  ]
  for (const [status, code, action] of ACTIONS) {
    test(`with ${status} ${code} leads to ${action}, in any of the shapes`, () => {
      for (const body of [tpp(code), problem(code), JSON.stringify(tpp(code))]) {
        const failure = failed(status, body)
        assert.equal(recovery(failure).action, action, body)
        const { providerError } = toFault('Open Banking', failure, recovery(failure), NOW)
        assert.deepEqual([providerError?.code, providerError?.message], [code, 'No.'], body)
      }
    })
  }

  test('is decided by its code, never by its words', () => {
    assert.equal(
      recovery(failed(400, '{"tppMessages":[{"code":"FORMAT_ERROR","text":"CONSENT_EXPIRED"}]}')).action,
      'reject',
    )
    const warned =
      '{"tppMessages":[{"category":"WARNING","code":"CONSENT_EXPIRED"},{"category":"ERROR","code":"STATUS_INVALID"}]}'
    assert.equal(recovery(failed(409, warned)).action, 'retry')
  })

  test('is decided by any of several codes', () => {
    const several = '{"type":"x","code":"FORMAT_ERROR","additionalErrors":[{"code":"CONSENT_INVALID"}]}'
    assert.equal(recovery(failed(400, several)).action, 'reconnect')
  })

  test('without a code is decided by its status', () => {
    assert.equal(recovery(failed(401, '""')).action, 'refresh')
    assert.equal(recovery(failed(403, '"{Forbidden}"')).action, 'reconnect')
    assert.equal(recovery(failed(404, 'null')).action, 'reject')
    assert.deepEqual(recovery(failed(429, 'null', { 'retry-after': '7' })), {
      action: 'wait',
      afterMs: 7_000,
    })
  })
})

describe('a fifth call in a day', () => {
  const wait = (headers: Record<string, string>) => recovery(failed(429, tpp('ACCESS_EXCEEDED'), headers))
  const hours = (count: number) => ({ action: 'wait', afterMs: count * 3_600_000 })

  test('waits until the bank’s next day', () => {
    // 18:30 in UTC is 19:30 there in winter, and 20:30 in summer.
    assert.deepEqual(wait({ date: 'Thu, 05 Mar 2026 18:30:00 GMT' }), hours(4.5))
    assert.deepEqual(wait({ date: 'Sun, 05 Jul 2026 18:30:00 GMT' }), hours(3.5))
    assert.deepEqual(wait({ date: 'Thu, 05 Mar 2026 23:00:00 GMT' }), hours(24))
  })

  test('waits no longer than the bank asks for', () => {
    const date = 'Thu, 05 Mar 2026 18:30:00 GMT'
    assert.deepEqual(wait({ date, 'retry-after': '3600' }), hours(1))
    assert.deepEqual(wait({ date, 'retry-after': 'Thu, 05 Mar 2026 20:30:00 GMT' }), hours(2))
    assert.deepEqual(wait({ date, 'retry-after': '604800' }), hours(4.5))
    assert.deepEqual(wait({ date, 'retry-after': 'soon' }), hours(4.5))
  })

  test('waits a quarter of a day when the bank tells no time', () => {
    assert.deepEqual(wait({}), hours(6))
  })
})
