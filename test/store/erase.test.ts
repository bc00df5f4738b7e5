import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readChanges } from '../../src/changes/read.ts'
import { newId } from '../../src/domain/ids.ts'
import { apply } from '../../src/store/apply.ts'
import { inWorkspace } from '../../src/store/database.ts'
import { eraseSource } from '../../src/store/erase.ts'
import { freshDatabase } from '../support/database.ts'
import { customer, finding, newPlace, page, payment, read, remote } from './samples.ts'

const { worker } = await freshDatabase()

describe('erasing a source', () => {
  test('takes all of it, tells each record that was alive, and leaves other sources alone', async () => {
    const place = newPlace()
    const other = { ...place, sourceId: newId() }
    for (const source of [place, other]) {
      const records = [customer('1', 'Ada', { findings: [finding('odd')] }), customer('2', 'Grace')]
      await apply(worker, page(source, { records }))
      const allocations = [{ invoiceKey: null, amount: '1', currency: 'EUR' }]
      await apply(
        worker,
        page(source, {
          stream: 'payments',
          records: [remote('1', [payment('payments/1', { allocations })])],
        }),
      )
    }
    await apply(worker, page(place, { deleted: [{ remoteId: '2', at: null }] }))
    const before = await read(
      worker,
      place,
      (tx) => tx<{ position: bigint }[]>`select position from feed_heads`,
    )

    await eraseSource(worker, { ...place, via: 'WRITE' })

    for (const table of ['contacts', 'payments', 'payment_allocations', 'raw_records', 'anomalies']) {
      const sources = await read(worker, place, (tx) => tx`select distinct source_id from ${tx(table)}`)
      assert.deepEqual(sources, [{ source_id: other.sourceId }], table)
    }
    const { changes } = await inWorkspace(worker, place.workspaceId, (tx) =>
      readChanges(tx, place.workspaceId, { after: before[0]?.position ?? 0n, limit: 100 }),
    )
    assert.deepEqual(
      changes.map((it) => [it.kind, it.recordType, it.sourceId]),
      [
        ['DELETED', 'CONTACT', place.sourceId],
        ['DELETED', 'PAYMENT', place.sourceId],
      ],
    )
  })
})
