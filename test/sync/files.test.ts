import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { newId } from '../../src/domain/ids.ts'
import { bankStatement } from '../../src/providers/bank-statement/index.ts'
import { keepFile } from '../../src/sources/files.ts'
import { runStream } from '../../src/sync/run.ts'
import { takeFile } from '../../src/sync/take-file.ts'
import { fixture } from '../providers/bank-statement/files.ts'
import { camt053, entry } from '../providers/bank-statement/making.ts'
import { freshDatabase } from '../support/database.ts'
import { connectFiles, runFiles, type FileSource } from '../support/file-source.ts'
import { silentLog } from '../support/ledger-source.ts'

const db = await freshDatabase()

describe('a source that is read from files', () => {
  let source: FileSource

  beforeEach(async () => {
    source = await connectFiles(db, bankStatement)
  })

  const take = async (file: Buffer | string, name = 'file') => {
    const { workspaceId, sourceId } = source
    const bytes = Buffer.from(file)
    return await takeFile(db.worker, {
      ...{ workspaceId, sourceId, name, bytes },
      now: new Date(),
      find: () => bankStatement,
    })
  }
  const takeAndRun = async (file: Buffer | string) => {
    await take(file)
    const ended = await runFiles(db, source)
    assert.deepEqual(new Set(ended), new Set(['SUCCEEDED']))
  }
  const shown = async () => {
    const rows = await db.owner.sql<{ shown: string }[]>`
      select concat_ws(' ', status, date, amount, description) as shown from transactions
      where source_id = ${source.sourceId} and deleted_at is null order by date, amount`
    return rows.map((it) => it.shown)
  }
  const anomalies = async () => {
    const rows = await db.owner.sql<{ code: string }[]>`
      select code from anomalies where source_id = ${source.sourceId} and resolved_at is null order by code`
    return rows.map((it) => it.code)
  }

  test('has no file to read at first, and is up to date all the same', async () => {
    assert.deepEqual(await runFiles(db, source), Array(4).fill('SUCCEEDED'))
    assert.deepEqual(await shown(), [])
  })

  test('keeps the same bytes once, and says what is in them', async () => {
    const file = fixture('german.053.001.08.xml')
    const records = { statements: 1, accounts: 1, transactions: 6, notifications: 0 }
    assert.deepEqual(await take(file, '../a/b.xml'), { number: 1, isKnown: false, records })
    assert.deepEqual(await take(file, 'other.xml'), { number: 1, isKnown: true, records })
    assert.equal((await take(camt053())).number, 2)
    const [kept] = await db.owner.sql`select name from source_files where source_id = ${source.sourceId}`
    assert.equal(kept?.['name'], '.._a_b.xml')
  })

  test('gets numbers without a gap from several who send at once', async () => {
    const { workspaceId, sourceId } = source
    const send = (n: number) =>
      keepFile(db.worker, {
        ...{ workspaceId, sourceId, name: 'f' },
        bytes: Buffer.from(camt053({ entries: [entry(`${n}.00`)] })),
        now: new Date(),
        find: () => bankStatement,
      })
    const kept = await Promise.all(Array.from({ length: 8 }, (_, n) => send(n)))
    assert.deepEqual(kept.map((it) => it.number).sort(), [1, 2, 3, 4, 5, 6, 7, 8])
  })

  test('shows what is pending until the statement comes, and nothing twice', async () => {
    await takeAndRun(fixture('intraday.052.001.08.xml'))
    assert.deepEqual(await shown(), [
      'POSTED 2026-03-05 -750.00 SAMMEL-UEBERWEISUNG',
      'POSTED 2026-03-05 -10.00 KARTE',
      'PENDING 2026-03-05 294.75 RUECKUEBERWEISUNG',
    ])
    await takeAndRun(fixture('german.053.001.08.xml'))
    const after = [
      'POSTED 2026-03-05 -750.00 SAMMEL-UEBERWEISUNG',
      'POSTED 2026-03-05 -14.90 ENTGELT',
      'POSTED 2026-03-05 -10.00 KAFFEE 05.03 18.30',
      'POSTED 2026-03-05 0.00 ABSCHLUSS',
      'POSTED 2026-03-05 294.75 Rechnung 97, zweite Rate',
      'PENDING 2026-03-06 -77.10 LASTSCHRIFT VORGEMERKT',
    ]
    assert.deepEqual(await shown(), after)
    await takeAndRun(fixture('intraday.052.001.08.xml').toString().replace('>052-1<', '>052-2<'))
    assert.deepEqual(await shown(), after, 'an older report that comes late changes nothing')
  })

  test('names the posted transaction that a pending one became', async () => {
    await takeAndRun(fixture('intraday.052.001.08.xml'))
    await takeAndRun(fixture('german.053.001.08.xml'))
    const rows = await db.owner.sql`
      select p.amount as pending, t.amount as posted from transactions t
      join transactions p on p.source_id = t.source_id and p.key = t.pending_key and p.deleted_at is not null
      where t.source_id = ${source.sourceId}`
    assert.deepEqual(
      rows.map((it) => ({ ...it })),
      [{ pending: '294.75', posted: '294.75' }],
    )
  })

  test('misses a statement, until it comes', async () => {
    const day = (n: number, opening: string, closing: string, amount: string) =>
      camt053({
        ...{ id: `S${n}`, number: n, on: `2026-03-0${n}`, opening, closing },
        entries: [entry(amount, '', `2026-03-0${n}`)],
      })
    await takeAndRun(day(2, '100.00', '110.00', '10.00'))
    await takeAndRun(day(4, '90.00', '95.00', '5.00'))
    assert.deepEqual(await anomalies(), ['STATEMENT_GAP'])
    await takeAndRun(day(3, '110.00', '90.00', '-20.00'))
    assert.deepEqual(await anomalies(), [])
    const [account] = await db.owner.sql`
      select balance_current from accounts where source_id = ${source.sourceId}`
    assert.equal(account?.['balance_current'], '95.00')
  })

  test('shows a statement that does not add up, and what of it cannot be read', async () => {
    const broken = entry('1.00').replace('CRDT', 'SIDEWAYS')
    await takeAndRun(camt053({ closing: '90.00', entries: [entry('-5.00')] }))
    await takeAndRun(camt053({ id: 'S2', number: 2, on: '2026-03-06', opening: '90.00', entries: [broken] }))
    assert.deepEqual(await anomalies(), ['BALANCE_MISMATCH', 'UNREADABLE_RECORD'])
  })

  test('goes on after a run that was stopped between two files', async () => {
    for (let n = 1; n <= 3; n++) await take(camt053({ entries: [entry(`${n}.00`)] }))
    const { config, workspaceId, sourceId } = source
    const stopping = new AbortController()
    let pages = 0
    const status = await runStream({
      ...{ config, workspaceId, sourceId, stream: 'transactions' },
      database: {
        ...db.worker,
        begin: async (options, work) => {
          const done = await db.worker.begin(options, work)
          const [state] = await db.owner.sql`
            select checkpoint from stream_states where source_id = ${sourceId} and stream = 'transactions'`
          if (state?.['checkpoint'] !== null) {
            pages += 1
            stopping.abort()
          }
          return done
        },
      },
      signal: stopping.signal,
      log: silentLog,
      requestId: newId(),
      find: () => bankStatement,
    })
    assert.equal(status, 'PARTIAL')
    assert.ok(pages > 0)
    assert.deepEqual(await shown(), ['POSTED 2026-03-05 1.00 '])
    await runFiles(db, source)
    assert.deepEqual(
      await shown(),
      [1, 2, 3].map((n) => `POSTED 2026-03-05 ${n}.00 `),
    )
  })
})
