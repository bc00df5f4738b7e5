import assert from 'node:assert/strict'
import { afterEach, describe, test } from 'node:test'
import { FaultError } from '../../../src/domain/errors.ts'
import { idsOf, read, type Books } from './books.ts'
import type { Conformant } from './conformant.ts'
import type { Setting } from './setting.ts'

const WAIT_SECONDS = 7

/** What goes wrong on the way to the second page, how often, and how long it must keep the reading at least. */
const FAULTS: readonly { when: string; fault: object; waitMs: number }[] = [
  {
    when: 'is throttled and told for how long (429 with Retry-After)',
    fault: { kind: 'status', status: 429, retryAfterSeconds: WAIT_SECONDS, times: 2 },
    waitMs: 2 * WAIT_SECONDS * 1000,
  },
  { when: 'is throttled (429)', fault: { kind: 'status', status: 429, times: 2 }, waitMs: 1 },
  // A token is renewed at once.
  { when: 'is refused its access once (401)', fault: { kind: 'expired_token', times: 1 }, waitMs: 0 },
  { when: 'meets an error (500)', fault: { kind: 'status', status: 500, times: 2 }, waitMs: 1 },
  { when: 'finds it down (503)', fault: { kind: 'status', status: 503, times: 2 }, waitMs: 1 },
  { when: 'gets half an answer', fault: { kind: 'truncated', times: 2 }, waitMs: 1 },
  { when: 'gets a web page (502)', fault: { kind: 'html', times: 2 }, waitMs: 1 },
  { when: 'gets a web page (200)', fault: { kind: 'html', status: 200, times: 2 }, waitMs: 1 },
  { when: 'is cut off in an answer', fault: { kind: 'cut', times: 2 }, waitMs: 1 },
]

export function faults({ paged: [name], revoke }: Conformant, setting: Setting, books: Books): void {
  const stream = setting.stream(name)
  const { clock, control, meter } = setting
  const whole = new Set(idsOf(stream, books.get(name) ?? []))

  describe(`a reading of ${name} that`, () => {
    afterEach(() => setting.faults.clear())

    for (const { when, fault, waitMs } of FAULTS) {
      test(`${when} still brings everything`, async () => {
        const [began, sent] = [clock.now().getTime(), meter.calls]
        const pages = await read(setting, name, { afterFirst: () => setting.faults.inject(fault) })
        assert.deepEqual(await setting.faults.left(), [], 'it went wrong')
        assert.deepEqual(new Set(idsOf(stream, pages)), whole)
        assert.ok(clock.now().getTime() - began >= waitMs, 'it waited')
        assert.ok(meter.calls > sent + pages.length, 'it asked again')
      })
    }

    test('finds the provider down for long fails, and takes nothing for an answer', async () => {
      await setting.faults.inject({ kind: 'status', status: 503 })
      await assert.rejects(read(setting, name), (error) => {
        assert.ok(error instanceof FaultError)
        const { code, actor, retryable } = error.fault
        assert.deepEqual([code, actor, retryable], ['PROVIDER_UNAVAILABLE', 'PROVIDER', true])
        return true
      })
    })

    test('finds its access ended asks for the customer, and is not begun again', async () => {
      const end = async () => {
        if (revoke === undefined) await setting.faults.inject({ kind: 'expired_token' })
        else revoke(control)
      }
      await assert.rejects(read(setting, name, { afterFirst: end }), isReauthorize)
      await setting.faults.clear()
      const sent = meter.calls
      await assert.rejects(read(setting, name), isReauthorize)
      assert.equal(meter.calls, sent)
    })
  })
}

function isReauthorize(error: unknown): boolean {
  assert.ok(error instanceof FaultError)
  assert.deepEqual([error.fault.code, error.fault.actor], ['REAUTHORIZE', 'CUSTOMER'])
  return true
}
