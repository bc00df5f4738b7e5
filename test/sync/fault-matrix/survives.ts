import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { freshDatabase } from '../../support/database.ts'
import { connect, type Setting } from '../../providers/conformance/setting.ts'
import { assertNothingWrong, assertSameBooks, type StoredBooks } from './books.ts'
import type { Column, OrNot } from './column.ts'
import { drifts } from './drifts.ts'
import { PASSING } from './passing.ts'
import { Reader } from './reader.ts'

/** Of calls that a reading may make of one page that comes again and again. */
const MOST_CALLS = 60

/** One column of the fault matrix: all that goes wrong, at one provider, read by the engine into the database. */
export async function survives(column: Column): Promise<void> {
  const database = await freshDatabase()

  /** Books of their own, from the same seed, and a source that was not read yet. */
  async function begin({ timeoutMs }: { timeoutMs?: number } = {}): Promise<[Reader, Setting]> {
    const { conformant, scale, prepare } = column
    const env = {
      ...conformant.env,
      ...(timeoutMs !== undefined && { DAYBOOK_CALL_TIMEOUT_MS: String(timeoutMs) }),
    }
    const setting = await connect(database, { ...conformant, env }, { scale })
    prepare?.(setting.control)
    return [new Reader(setting, column), setting]
  }

  describe(`${column.conformant.provider.name} is read, whatever goes wrong:`, () => {
    let clean: StoredBooks
    test('nothing', async () => {
      const [reader] = await begin()
      const runs = await reader.readUp()
      assert.deepEqual(
        runs.map((it) => it.status),
        ['SUCCEEDED'],
      )
      clean = await reader.books()
      assertSameBooks(clean, clean)
      assert.equal(clean.setAside.size, 0)
    })

    for (const { name, fault, timeoutMs, waitMs = 0, runs: atLeast = 1 } of PASSING) {
      test(name, async () => {
        const [reader, { clock, faults }] = await begin({ ...(timeoutMs !== undefined && { timeoutMs }) })
        const beganAt = clock.now().getTime()
        const runs = await reader.readUp(() => faults.inject(fault))
        assert.deepEqual(await faults.left(), [], 'it went wrong')
        assert.equal(runs.at(-1)?.status, 'SUCCEEDED')
        assert.ok(clock.now().getTime() - beganAt >= waitMs, 'it waited')
        assert.ok(runs.length >= atLeast, `in ${runs.length} runs`)
        assertSameBooks(await reader.books(), clean)
      })
    }

    test('a page that comes again and again', async () => {
      const [reader, { faults }] = await begin()
      const again = { kind: 'repeat_page', match: column.list }
      const stopped = await reader.run(() => faults.inject(again))
      assert.deepEqual(
        [stopped.status, stopped.error?.code, stopped.error?.actor, stopped.error?.retryable],
        ['PARTIAL', 'PROVIDER_UNAVAILABLE', 'PROVIDER', true],
      )
      assert.ok(stopped.calls < MOST_CALLS, `after ${stopped.calls} calls`)
      assertNothingWrong(await reader.books(), clean)
      await faults.clear()
      assert.equal((await reader.readUp()).at(-1)?.status, 'SUCCEEDED')
      assertSameBooks(await reader.books(), clean)
    })

    test('books that change while their pages are read', async () => {
      const [reader, { control, clock }] = await begin()
      await reader.readUp((ids) => {
        clock.move(1)
        column.mutate(control, lastOf(ids))
      })
      await reader.readAgain()
      assertSameBooks(await reader.books(), await reader.cleanBooks())
    })

    const { loseCursor, expire } = column
    test('a position that is no longer good', unless(loseCursor), async () => {
      const [reader, { control, clock }] = await begin()
      await reader.readUp()
      column.mutate(control, lastOf([...(await reader.books()).raw.keys()]))
      if ('not' in loseCursor) return
      await loseCursor({
        control,
        moveClock: (days) => {
          clock.move(days * 86_400_000)
        },
        replaceCheckpoint: (change) => reader.replaceCheckpoint(change),
      })
      assert.equal((await reader.readAgain()).at(-1)?.status, 'SUCCEEDED')
      assertSameBooks(await reader.books(), await reader.cleanBooks())
    })

    test('access that ends after its time', unless(expire), async () => {
      const [reader, { control, clock }] = await begin()
      await reader.readUp()
      if ('not' in expire) return
      expire({
        control,
        moveClock: (days) => {
          clock.move(days * 86_400_000)
        },
        replaceCheckpoint: (change) => reader.replaceCheckpoint(change),
      })
      await assertAsksForTheCustomer(reader, await reader.readAgain())
      assertSameBooks(await reader.books(), clean)
    })

    test('access that is taken away in mid-run', async () => {
      const [reader, { control, faults }] = await begin()
      const { revoke } = column.conformant
      const runs = await reader.readUp(async () => {
        if (revoke === undefined) await faults.inject({ kind: 'expired_token' })
        else revoke(control)
      })
      await assertAsksForTheCustomer(reader, runs)
      assertNothingWrong(await reader.books(), clean)
    })

    drifts(column.drift, { begin, list: column.list, clean: () => clean })
  })
}

async function assertAsksForTheCustomer(reader: Reader, runs: Awaited<ReturnType<Reader['readUp']>>) {
  const { error } = runs.at(-1) ?? {}
  assert.deepEqual([error?.code, error?.actor, error?.retryable], ['REAUTHORIZE', 'CUSTOMER', false])
  const later = await reader.run()
  assert.deepEqual([later.calls, later.error?.code], [0, 'REAUTHORIZE'], 'the provider is left alone')
}

export const unless = (fact: OrNot<unknown>) =>
  typeof fact === 'object' && fact !== null && 'not' in fact ? { skip: String(fact.not) } : {}

function lastOf(ids: readonly string[]): string {
  const last = ids.at(-1)
  assert.ok(last !== undefined, 'there are records')
  return last
}
