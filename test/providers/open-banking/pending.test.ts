import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { booked, ID, later, listing, pending, playBank, readOn, type Booked } from './played.ts'

const report = (listed: { booked?: Booked[]; pending?: Booked[] }) => playBank(listing({ A1: listed }))

/** Two readings, six hours apart: what the second brings. */
async function then(
  first: { booked?: Booked[]; pending?: Booked[] },
  second: { booked?: Booked[]; pending?: Booked[] },
) {
  const { checkpoint } = await readOn({ http: report(first) })
  const { ids, deleted, records } = await readOn({ http: report(second), checkpoint, now: later(6) })
  const joined = records.map((raw) => (raw as { listed: { pendingId?: string } }).listed.pendingId ?? null)
  return { ids, deleted, joined }
}

const hold = pending('-100.03', { transactionId: 'P1', creditorName: 'Camille Renaud' })
const sold = booked('-100.03', { transactionId: 'B1', creditorName: 'CAMILLE RENAUD' }, '2026-03-05')

describe('a pending transaction', () => {
  test('is brought once as long as nothing about it changes', async () => {
    assert.deepEqual(await then({ pending: [hold] }, { pending: [hold] }), {
      ids: [],
      deleted: [],
      joined: [],
    })
  })

  test('is brought again, under its id, when it changes', async () => {
    const changed = { ...hold, transactionAmount: { currency: 'EUR', amount: '-90.00' } }
    assert.deepEqual((await then({ pending: [hold] }, { pending: [changed] })).ids, [`${ID}/pending/P1`])
  })

  test('is deleted when it is not listed any more', async () => {
    assert.deepEqual(await then({ pending: [hold] }, {}), {
      ids: [],
      deleted: [`${ID}/pending/P1`],
      joined: [],
    })
  })

  test('keeps the day on which it was first listed', async () => {
    const first = await readOn({ http: report({ pending: [hold] }) })
    const changed = { ...hold, creditorName: 'Other' }
    const second = await readOn({
      http: report({ pending: [changed] }),
      checkpoint: first.checkpoint,
      now: later(48),
    })
    const since = [first, second].map(
      ({ records }) => (records[0] as { listed: { since: string } }).listed.since,
    )
    assert.deepEqual(since, ['2026-03-05', '2026-03-05'])
  })

  test('that is booked is deleted, and the booked one names it', async () => {
    assert.deepEqual(await then({ pending: [hold] }, { booked: [sold] }), {
      ...{ ids: [`${ID}/B1`], deleted: [`${ID}/pending/P1`], joined: [`${ID}/pending/P1`] },
    })
  })

  test('is known by its reference, whatever became of its amount', async () => {
    const [from, to] = [pending('-50', { entryReference: 'R1' }), booked('-48.20', { entryReference: 'R1' })]
    assert.deepEqual((await then({ pending: [from] }, { booked: [to] })).joined, [`${ID}/pending/R1`])
  })

  test('is known by its end-to-end id only with its amount', async () => {
    const from = pending('-50', { transactionId: 'P1', endToEndId: 'E1' })
    const to = (amount: string) => ({ booked: [booked(amount, { transactionId: 'B1', endToEndId: 'E1' })] })
    assert.deepEqual((await then({ pending: [from] }, to('-50.00'))).joined, [`${ID}/pending/P1`])
    assert.deepEqual((await then({ pending: [from] }, to('-51.00'))).joined, [null])
  })

  test('is joined with none where it could be one of two', async () => {
    const twin = { ...hold, transactionId: 'P2' }
    assert.deepEqual((await then({ pending: [hold, twin] }, { booked: [sold] })).joined, [null])
    const other = { ...sold, transactionId: 'B2' }
    assert.deepEqual((await then({ pending: [hold] }, { booked: [sold, other] })).joined, [null, null])
  })

  test('is joined with none while it is still listed', async () => {
    const { ids, deleted, joined } = await then({ pending: [hold] }, { booked: [sold], pending: [hold] })
    assert.deepEqual([ids, deleted, joined], [[`${ID}/B1`], [], [null]])
  })

  test('is not joined with what was booked before', async () => {
    const both = { booked: [sold], pending: [hold] }
    assert.deepEqual((await then(both, { booked: [sold] })).joined, [])
  })

  test('stays named when the booked one is brought again', async () => {
    const first = await readOn({ http: report({ pending: [hold] }) })
    const second = await readOn({
      http: report({ booked: [sold] }),
      checkpoint: first.checkpoint,
      now: later(6),
    })
    const completed = { ...sold, additionalInformation: 'Completed' }
    const third = await readOn({
      http: report({ booked: [completed] }),
      checkpoint: second.checkpoint,
      now: later(12),
    })
    assert.deepEqual(third.ids, [`${ID}/B1`])
    assert.equal((third.records[0] as { listed: { pendingId: string } }).listed.pendingId, `${ID}/pending/P1`)
  })
})
