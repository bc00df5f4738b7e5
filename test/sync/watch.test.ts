import assert from 'node:assert/strict'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, describe, test } from 'node:test'
import { encodeId } from '../../src/api/ids.ts'
import { bankStatement } from '../../src/providers/bank-statement/index.ts'
import { Watch } from '../../src/sync/watch.ts'
import { startWorker } from '../../src/worker.ts'
import { camt053, entry } from '../providers/bank-statement/making.ts'
import { standingClock } from '../support/clock.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { connectFiles, type FileSource } from '../support/file-source.ts'
import { silentLog } from '../support/ledger-source.ts'

const db = await freshDatabase()
const dir = mkdtempSync(join(tmpdir(), 'daybook-statements-'))
after(() => {
  rmSync(dir, { recursive: true, force: true })
})

describe('a watched folder', () => {
  let source: FileSource
  let folder = ''

  beforeEach(async () => {
    source = await connectFiles(db, bankStatement)
    folder = join(dir, source.sourceId)
    mkdirSync(folder)
  })

  /** Folders are named by the sources' ids themselves here. */
  const watch = (also: { clock?: ReturnType<typeof standingClock> } = {}) =>
    new Watch({
      ...{ dir, database: db.worker, log: silentLog, find: () => bankStatement },
      sourceOf: (name) => (name.startsWith('other') ? null : name),
      ...also,
    })
  const put = (name: string, content = camt053({ entries: [entry('1.00')] })) => {
    writeFileSync(join(folder, name), content)
  }
  const kept = async () => {
    const rows = await db.owner.sql<{ name: string }[]>`
      select name from source_files where source_id = ${source.sourceId} order by number`
    return rows.map((it) => it.name)
  }
  const namesIn = (...path: string[]) => {
    const where = join(folder, ...path)
    return existsSync(where) ? readdirSync(where).sort() : []
  }

  test('gives its files to its source once they stand still, and puts them aside', async () => {
    const it = watch()
    put('march.xml')
    await it.look()
    assert.deepEqual(await kept(), [])
    put('march.xml', camt053({ entries: [entry('1.00'), entry('2.00')] }))
    await it.look()
    assert.deepEqual(await kept(), [])
    await it.look()
    assert.deepEqual(await kept(), ['march.xml'])
    assert.deepEqual(
      [namesIn('taken'), namesIn('taking'), namesIn()],
      [['march.xml'], [], ['taken', 'taking']],
    )
    const [due] = await db.owner.sql`
      select count(*)::int as n from stream_states
      where source_id = ${source.sourceId} and next_trigger = 'REQUEST' and next_run_at <= now()`
    assert.equal(due?.['n'], Object.keys(bankStatement.streams).length)
  })

  test('leaves what is not complete, and what is no file', async () => {
    const it = watch()
    put('.march.xml')
    put('march.xml.part')
    mkdirSync(join(folder, 'older'))
    symlinkSync(join(folder, '.march.xml'), join(folder, 'link.xml'))
    await it.look()
    await it.look()
    assert.deepEqual(await kept(), [])
    assert.deepEqual(namesIn(), ['.march.xml', 'link.xml', 'march.xml.part', 'older'])
  })

  test('keeps a file that cannot be read beside a text that says why', async () => {
    const it = watch()
    put('notes.csv', 'Date;Amount')
    await it.look()
    await it.look()
    assert.deepEqual(namesIn('refused'), ['notes.csv', 'notes.csv.txt'])
    const why = readFileSync(join(folder, 'refused', 'notes.csv.txt'), 'utf8')
    assert.match(why, /^The file notes\.csv is no statement\. Taken are .*\n$/)
    assert.deepEqual(await kept(), [])
  })

  test('takes a name again, and the same file again without keeping it twice', async () => {
    const it = watch()
    for (const amount of ['1.00', '2.00', '2.00']) {
      put('daily.xml', camt053({ entries: [entry(amount)] }))
      await it.look()
      await it.look()
    }
    assert.deepEqual(await kept(), ['daily.xml', 'daily.xml'])
    assert.deepEqual(namesIn('taken'), ['daily (2).xml', 'daily (3).xml', 'daily.xml'])
  })

  test('is shared by several workers, each file taken by one of them', async () => {
    for (let n = 0; n < 20; n++) put(`${n}.xml`, camt053({ entries: [entry(`${n}.00`)] }))
    const workers = [watch(), watch(), watch()]
    for (const it of workers) await it.look()
    await Promise.all(workers.map((it) => it.look()))
    assert.equal((await kept()).length, 20)
    assert.equal(namesIn('taken').length, 20)
    assert.deepEqual(namesIn('taking'), [])
  })

  test('gives back what a worker began to take and did not end', async () => {
    mkdirSync(join(folder, 'taking'))
    put(join('taking', '00000000-0000-4000-8000-000000000000-lost.xml'))
    const clock = standingClock(new Date().toISOString())
    const it = watch({ clock })
    await it.look()
    assert.deepEqual(namesIn('taking').length, 1)
    clock.move(11 * 60_000)
    await it.look()
    await it.look()
    assert.deepEqual([await kept(), namesIn('taken')], [['lost.xml'], ['lost.xml']])
  })

  test('of a paused source keeps its files waiting', async () => {
    const it = watch()
    await db.owner.sql`update sources set paused_at = now() where id = ${source.sourceId}`
    put('march.xml')
    for (let n = 0; n < 3; n++) await it.look()
    assert.deepEqual([await kept(), namesIn()], [[], ['march.xml', 'taking']])
    await db.owner.sql`update sources set paused_at = null where id = ${source.sourceId}`
    await it.look()
    assert.deepEqual(await kept(), ['march.xml'])
  })

  test('puts nothing into another source’s folder through a link', async () => {
    const it = watch()
    const other = join(dir, 'other-source')
    mkdirSync(other)
    symlinkSync(other, join(folder, 'taken'))
    put('march.xml')
    await it.look()
    await it.look()
    assert.deepEqual(readdirSync(other), [])
  })

  test('that belongs to no source, or is not there at all, is left alone', async () => {
    const nobody = join(dir, '01987d4c-0000-7000-8000-000000000000')
    mkdirSync(nobody)
    writeFileSync(join(nobody, 'march.xml'), camt053())
    const it = watch()
    await it.look()
    await it.look()
    assert.deepEqual(readdirSync(nobody), ['march.xml'])
    const missing = new Watch({
      ...{ dir: join(dir, 'missing'), database: db.worker, log: silentLog },
      sourceOf: () => null,
    })
    missing.start()
    await missing.stop()
  })
})

test('a worker watches the folder of its configuration, by the ids that the graph gives', async () => {
  const own = mkdtempSync(join(tmpdir(), 'daybook-worker-'))
  after(() => {
    rmSync(own, { recursive: true, force: true })
  })
  const source = await connectFiles(db, bankStatement)
  const folder = join(own, encodeId('Source', source.sourceId))
  mkdirSync(folder)
  writeFileSync(join(folder, 'march.xml'), camt053({ entries: [entry('1.00')] }))
  const worker = await startWorker({
    databaseUrl: db.url,
    config: { ...source.config, statementsDir: own },
    log: silentLog,
  })
  try {
    await eventually(async () => {
      const [row] = await db.owner.sql`
        select count(*)::int as n from transactions where source_id = ${source.sourceId}`
      assert.equal(row?.['n'], 1)
    }, 30_000)
  } finally {
    await worker.stop()
  }
  assert.deepEqual(readdirSync(join(folder, 'taken')), ['march.xml'])
})
