import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { z } from 'zod'
import type { Provider } from '../../src/providers/provider.ts'
import { apply } from '../../src/store/apply.ts'
import { interpret } from '../../src/sync/interpret.ts'
import { remap, type Remapped } from '../../src/sync/remap.ts'
import { requestSync } from '../../src/sync/request.ts'
import { freshDatabase } from '../support/database.ts'
import { ledgerProvider, startLedger, type Ledger } from '../support/ledger.ts'
import { connectLedger, runLedger, type LedgerSource } from '../support/ledger-source.ts'

const db = await freshDatabase()
const now = new Date('2026-04-01T10:00:00Z')

/** The ledger, by a mapping that puts a word before the names of some accounts. */
const corrected = (concerns: (name: string) => boolean): Provider => {
  const { accounts } = ledgerProvider.streams
  const map: typeof accounts.map = (raw, facts) => {
    if (raw.name === 'Unclear') throw new RangeError('the name is unclear')
    const mapped = accounts.map(raw, facts)
    return concerns(raw.name)
      ? { records: mapped.records.map((it) => ({ ...it, name: `Ledger ${raw.name}` })) }
      : mapped
  }
  return { ...ledgerProvider, streams: { ...ledgerProvider.streams, accounts: { ...accounts, map } } }
}

describe('a corrected mapping', () => {
  let ledger: Ledger
  let source: LedgerSource

  before(async () => {
    ledger = await startLedger()
  })
  after(() => ledger.close())
  beforeEach(async () => {
    source = await connectLedger(db, ledger)
    ledger.accounts = Array.from({ length: 12 }, (_, n) => ({
      ...{ id: `a${n}`, name: `Account ${n}`, updatedAt: '2026-03-01T00:00:00Z' },
    }))
    await runLedger(db, source, 'accounts')
    ledger.requests = []
  })

  const again = async (provider: Provider): Promise<Remapped[]> => {
    const { workspaceId, sourceId } = source
    const order = { workspaceId, sourceId, stream: 'accounts', now, find: () => provider }
    return await Array.fromAsync(remap(db.worker, order))
  }
  const changes = () => db.owner.sql<{ kind: string; via: string; changed_fields: string[] }[]>`
    select kind, via, changed_fields from changes where source_id = ${source.sourceId} order by position offset 12`

  test('changes what comes out otherwise, and nothing else, without a call', async () => {
    const [result] = await again(corrected((name) => name === 'Account 3'))
    assert.deepEqual(result, { stream: 'accounts', read: 12, changed: 1, rejected: 0 })
    assert.deepEqual([...(await changes())], [{ kind: 'UPDATED', via: 'REMAP', changed_fields: ['name'] }])
    assert.deepEqual(ledger.requests, [])
    const raws = await db.owner.sql`
      select distinct via, sync_run_id is null as lost, fetched_at = seen_at as same from raw_records
      where source_id = ${source.sourceId}`
    assert.deepEqual([...raws], [{ via: 'BACKFILL', lost: false, same: true }], 'where it comes from stays')
  })

  test('that changes nothing writes nothing', async () => {
    const [result] = await again(ledgerProvider)
    assert.deepEqual([result?.read, result?.changed], [12, 0])
    assert.equal((await changes()).length, 0)
  })

  test('reads what could not be read before, and sets aside what it cannot read', async () => {
    ledger.accounts = [{ id: 'b1', name: '', updatedAt: '2026-03-02T00:00:00Z' }]
    await runLedger(db, source, 'accounts')
    const { accounts } = ledgerProvider.streams
    const raw = accounts.raw.extend({ name: z.string().transform((it) => it || 'Nameless') })
    const provider = {
      ...ledgerProvider,
      streams: { ...ledgerProvider.streams, accounts: { ...accounts, raw } },
    }
    assert.equal((await again(provider))[0]?.changed, 1)
    assert.deepEqual(await counts(), { record_count: 13, rejected_count: 0 })

    await db.owner.sql`
      update raw_records set raw = replace(raw, 'Account 5', 'Unclear') where source_id = ${source.sourceId}`
    assert.equal((await again(corrected(() => false)))[0]?.rejected, 2)
    assert.deepEqual(await counts(), { record_count: 13, rejected_count: 2 })
    const [kept] = await db.owner.sql`
      select deleted_at from accounts where source_id = ${source.sourceId} and name = 'Account 5'`
    assert.equal(kept?.['deleted_at'], null, 'its last readable state stays')
  })

  test('leaves alone what is deleted, and what was read anew since its text was taken', async () => {
    await db.owner.sql`
      update raw_records set deleted_at = now() where source_id = ${source.sourceId} and remote_id = 'a2'`
    assert.equal((await again(corrected(() => true)))[0]?.read, 11)
    const { workspaceId, companyId, sourceId } = source
    const raw = { id: 'a1', name: 'An older name', updatedAt: '2026-03-01T00:00:00Z' }
    const facts = { remoteId: 'ledger-1', environment: 'SANDBOX', baseCurrency: 'EUR' } as const
    const applied = await apply(db.worker, {
      ...{ workspaceId, companyId, sourceId, stream: 'accounts', via: 'REMAP', syncRunId: null, deleted: [] },
      fetchedAt: now,
      records: [interpret(ledgerProvider, 'accounts', raw, facts)],
      stored: new Map([['a1', 'the hash of the older text']]),
    })
    assert.equal(applied.unchanged, 1)
    const names = await db.owner.sql`
      select name from accounts where source_id = ${sourceId} and remote_id in ('a1', 'a2') order by remote_id`
    assert.deepEqual([...names], [{ name: 'Ledger Account 1' }, { name: 'Account 2' }])
  })

  const counts = async () => {
    const [row] = await db.owner.sql`
      select record_count, rejected_count from stream_states
      where source_id = ${source.sourceId} and stream = 'accounts'`
    return { ...row }
  }

  test('a reading from the beginning never shows a record gone or half of the books', async () => {
    const { workspaceId, sourceId } = source
    await requestSync(db.worker, { workspaceId, sourceId, streams: null, full: true })
    const seen: number[] = []
    const alive = async () => {
      const [row] = await db.owner.sql<{ n: number }[]>`
        select count(*)::int as n from accounts where source_id = ${sourceId} and deleted_at is null`
      seen.push(row?.n ?? 0)
    }
    ledger.onRequest = alive
    assert.equal(await runLedger(db, source, 'accounts'), 'SUCCEEDED')
    ledger.onRequest = () => undefined
    await alive()
    assert.deepEqual(new Set(seen), new Set([12]))
    assert.equal((await changes()).length, 0, 'and tells nobody of changes that were none')
  })
})
