import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { FaultError } from '../../../src/domain/errors.ts'
import type { AnyStream, Page, Provider } from '../../../src/providers/provider.ts'
import { keepFile } from '../../../src/sources/files.ts'
import { pagesOfFiles } from '../../../src/sync/files.ts'
import { standingClock } from '../../support/clock.ts'
import { freshDatabase, type TestDatabase } from '../../support/database.ts'
import { connectFiles, runFiles, type FileSource } from '../../support/file-source.ts'
import { amounts } from './amounts.ts'
import { checkpointOf, idsOf, rawsOf, type Books } from './books.ts'
import { fidelity } from './fidelity.ts'
import { mapping } from './mapping.ts'

/** What the test of a provider that is read from files tells of it. */
export interface FilesConformant {
  provider: Provider
  /** Oldest first, and at least three. */
  files: readonly File[]
  /** None of which may be kept. */
  refused: readonly File[]
  /** Fields that the provider tells, yet none of the files: "stream.field", and why. */
  notPlayed: Readonly<Record<string, string>>
}

interface File {
  name: string
  bytes: Buffer
}

/** What every provider of files is held against, by the engine's own parts. A provider's test calls it once. */
export async function conformsByFiles(it: FilesConformant): Promise<void> {
  const { provider } = it
  const db = await freshDatabase()
  const source = await connectFiles(db, provider)
  for (const file of it.files) await keep(db, source, file)
  const books = await readAll(db, source)
  const setting = {
    ...{ provider, database: db, ids: source, clock: standingClock() },
    facts: { remoteId: 'files', environment: 'SANDBOX', baseCurrency: 'EUR' } as const,
    stream: (name: string) => streamOf(provider, name),
  }
  const newest = new Map([...books].map(([name, pages]) => [name, newestOf(setting.stream(name), pages)]))
  const records = new Map([...newest].filter(([name]) => setting.stream(name).entity !== null))

  describe(`${provider.name} conforms:`, () => {
    reading(db, source, books)
    mapping(setting, newest)
    amounts(setting, newest)
    fidelity(it, setting, records)
    order(it, db)
    refusals(it, db, source)
  })
}

function streamOf(provider: Provider, name: string): AnyStream {
  const stream = provider.streams[name]
  if (stream === undefined) throw new Error(`${provider.name} has no stream ${name}`)
  return stream
}

const keep = (db: TestDatabase, { workspaceId, sourceId, provider }: FileSource, file: File) =>
  keepFile(db.worker, { ...{ workspaceId, sourceId }, ...file, now: new Date(), find: () => provider })

async function readOn(
  db: TestDatabase,
  { workspaceId, sourceId, provider }: FileSource,
  stream: string,
  checkpoint: Page['checkpoint'] | null = null,
): Promise<Page[]> {
  assert.ok(provider.files)
  const key = { workspaceId, sourceId, stream }
  return await Array.fromAsync(pagesOfFiles(db.worker, key, provider.files, checkpoint ?? null))
}

async function readAll(db: TestDatabase, source: FileSource): Promise<Books> {
  const books = new Map<string, readonly Page[]>()
  for (const stream of Object.keys(source.provider.streams))
    books.set(stream, await readOn(db, source, stream))
  return books
}

/** Of records that several files tell, the version that holds; as one page. */
function newestOf(stream: AnyStream, pages: readonly Page[]): Page[] {
  const byId = new Map<string, { raw: unknown; stamp: string }>()
  for (const raw of rawsOf(pages)) {
    const parsed: unknown = stream.raw.parse(raw)
    const [id, stamp] = [stream.id(parsed), stream.updatedAt(parsed) ?? '']
    if (stamp >= (byId.get(id)?.stamp ?? '')) byId.set(id, { raw, stamp })
  }
  return pages.slice(0, 1).map((it) => ({ ...it, records: [...byId.values()].map(({ raw }) => raw) }))
}

function reading(db: TestDatabase, source: FileSource, books: Books): void {
  describe('a reading', () => {
    for (const [name, pages] of books) {
      test(`of ${name} goes through all files, each record once in each, and stops`, () => {
        assert.ok(pages.length >= 3)
        for (const page of pages) {
          const ids = idsOf(streamOf(source.provider, name), [page])
          assert.equal(new Set(ids).size, ids.length)
        }
      })

      test(`of ${name} that is killed after a file goes on with the next one`, async () => {
        for (const cut of [1, Math.ceil(pages.length / 2), pages.length]) {
          const rest = await readOn(db, source, name, checkpointOf(pages.slice(0, cut)))
          assert.deepEqual(rawsOf(rest), rawsOf(pages.slice(cut)), `cut after ${cut}`)
        }
      })
    }
  })
}

/** Everything that is shown, but for when it was written. */
async function shown({ owner }: TestDatabase, { sourceId }: FileSource): Promise<unknown[]> {
  const tables = ['accounts', 'transactions', 'transaction_details'] as const
  return await Promise.all(
    tables.map(
      (table) => owner.sql`
        select to_jsonb(it) - array['workspace_id', 'company_id', 'source_id', 'id', 'version', 'changed_fields',
          'created_at', 'updated_at'] as shown
        from ${owner.sql(table)} it where source_id = ${sourceId} and deleted_at is null order by key`,
    ),
  )
}

function order({ provider, files }: FilesConformant, db: TestDatabase): void {
  describe('the records of files', () => {
    let expected: unknown[] = []

    async function readInTurn(all: readonly File[]): Promise<FileSource> {
      const source = await connectFiles(db, provider)
      for (const file of all) {
        await keep(db, source, file)
        for (const status of await runFiles(db, source)) assert.equal(status, 'SUCCEEDED')
      }
      return source
    }

    before(async () => {
      expected = await shown(db, await readInTurn(files))
    })

    test('are the same in whichever order the files come: an older version never wins', async () => {
      assert.deepEqual(await shown(db, await readInTurn(files.toReversed())), expected)
    })

    test('stay to the letter when the same files come again', async () => {
      const source = await readInTurn(files)
      const changes = async () =>
        await db.owner.sql`
        select count(*)::int as n from changes where workspace_id = ${source.workspaceId}`
      const known = await changes()
      for (const file of files) assert.equal((await keep(db, source, file)).isKnown, true)
      await runFiles(db, source)
      assert.deepEqual(await changes(), known)
      assert.deepEqual(await shown(db, source), expected)
    })
  })
}

function refusals({ provider, refused }: FilesConformant, db: TestDatabase, source: FileSource): void {
  describe('a file that is none of the provider’s', () => {
    const tooLarge = { name: 'large', bytes: Buffer.alloc((provider.files?.maxBytes ?? 0) + 1) }
    for (const file of [...refused, { name: 'empty', bytes: Buffer.of() }, tooLarge]) {
      test(`${file.name} is refused with a sentence, and nothing of it is kept`, async () => {
        const kept = () => db.owner.sql`
          select count(*)::int as n from source_files where source_id = ${source.sourceId}`
        const known = await kept()
        await assert.rejects(keep(db, source, file), (error) => {
          assert.ok(error instanceof FaultError)
          assert.deepEqual([error.fault.code, error.fault.actor], ['INVALID_INPUT', 'CALLER'])
          assert.match(error.message, /^The .*\.$/)
          return true
        })
        assert.deepEqual(await kept(), known)
      })
    }
  })
}
