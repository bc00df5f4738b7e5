import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readChanges, type ChangeFilter, type ReadChanges } from '../../src/changes/read.ts'
import { newId } from '../../src/domain/ids.ts'
import { apply } from '../../src/store/apply.ts'
import { inWorkspace } from '../../src/store/database.ts'
import { customer, invoice, newPlace, page, remote } from '../store/samples.ts'
import { freshDatabase } from '../support/database.ts'

const { worker, api } = await freshDatabase()
const place = newPlace()
const other = { ...place, sourceId: newId(), companyId: newId() }
await apply(worker, page(place, { records: [customer('1', 'Ada'), customer('2', 'Grace')] }))
await apply(worker, page(other, { stream: 'invoices', records: [remote('1', [invoice('invoices/1')])] }))
await apply(worker, page(place, { records: [customer('1', 'Countess')] }))
await apply(worker, page(place, { deleted: [{ remoteId: '2', at: null }] }))

const changes = (wanted: ReadChanges, workspaceId = place.workspaceId) =>
  inWorkspace(api, workspaceId, (tx) => readChanges(tx, workspaceId, wanted))

const positions = async (filter: ChangeFilter) =>
  (await changes({ after: 0n, limit: 10, filter })).changes.map((it) => it.position)

describe('reading changes', () => {
  test('goes on where it ended, and says when that was the end', async () => {
    const first = await changes({ after: 0n, limit: 3 })
    assert.deepEqual(
      [first.changes.map((it) => it.position), first.end, first.hasMore],
      [[1n, 2n, 3n], 3n, true],
    )
    const rest = await changes({ after: first.end, limit: 3 })
    assert.deepEqual(
      [rest.changes.map((it) => it.kind), rest.end, rest.hasMore],
      [['UPDATED', 'DELETED'], 5n, false],
    )
    assert.deepEqual(await changes({ after: 5n, limit: 3 }), { changes: [], end: 5n, hasMore: false })
  })

  test('tells of a change all that a reader needs', async () => {
    const [change] = (await changes({ after: 3n, limit: 1 })).changes
    assert.deepEqual(
      { ...change, recordId: '', occurredAt: '' },
      {
        position: 4n,
        kind: 'UPDATED',
        recordType: 'CONTACT',
        recordId: '',
        companyId: place.companyId,
        sourceId: place.sourceId,
        version: 2,
        changedFields: ['name'],
        via: 'INCREMENTAL',
        occurredAt: '',
      },
    )
  })

  test('shows what every part of the filter lets through', async () => {
    const [first] = (await changes({ after: 0n, limit: 1 })).changes
    assert.deepEqual(await positions({ recordTypes: ['INVOICE'] }), [3n])
    assert.deepEqual(await positions({ kinds: ['UPDATED', 'DELETED'] }), [4n, 5n])
    assert.deepEqual(await positions({ companyIds: [other.companyId] }), [3n])
    assert.deepEqual(await positions({ sourceIds: [place.sourceId], kinds: ['CREATED'] }), [1n, 2n])
    assert.deepEqual(await positions({ recordIds: [first?.recordId ?? ''] }), [1n, 4n])
    assert.deepEqual(await positions({ recordIds: [] }), [])
  })

  test('passes what the filter holds back, so that nobody reads it twice', async () => {
    const found = await changes({ after: 0n, limit: 10, filter: { recordTypes: ['INVOICE'] } })
    assert.deepEqual([found.changes.length, found.end, found.hasMore], [1, 5n, false])
  })

  test('shows another workspace nothing', async () => {
    assert.deepEqual(await changes({ after: 0n, limit: 10 }, newId()), {
      changes: [],
      end: 0n,
      hasMore: false,
    })
  })
})
