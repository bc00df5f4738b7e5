import { createHash } from 'node:crypto'
import { findProvider } from '../providers/registry.ts'
import { inWorkspace, type Database } from '../store/database.ts'
import type { SourceIds } from './budget.ts'
import { countRecords, countRecordsApart, type RecordCounts } from './file-records.ts'
import { loadReadable } from './load.ts'

const LONGEST_NAME = 200
/** Bytes of a file that keep nobody waiting. */
const MOST_AT_ONCE = 100_000

export interface SourceFile {
  number: number
  name: string
  bytes: Buffer
  receivedAt: Date
}

export interface KeptFile {
  number: number
  /** Whether the same bytes had come before: then nothing is done. */
  isKnown: boolean
  records: RecordCounts
}

export interface NewFile extends SourceIds {
  name: string
  bytes: Buffer
  now: Date
  /** Where providers are looked up; by default the registry. */
  find?: typeof findProvider
}

/**
 * Keeps a file for its source's streams to read, once. Throws FaultError when the source is not read from files, or the
 * file cannot be read; then nothing is kept.
 */
export async function keepFile(database: Database, file: NewFile): Promise<KeptFile> {
  const { workspaceId, sourceId, bytes, now, find = findProvider } = file
  const ids = { workspaceId, sourceId }
  const name = file.name.replace(/[\p{C}/\\]/gu, '_').slice(0, LONGEST_NAME) || 'unnamed'
  const source = await inWorkspace(database, workspaceId, (tx) => loadReadable(tx, ids))
  const isLarge = bytes.length > MOST_AT_ONCE && find === findProvider
  const records = isLarge
    ? await countRecordsApart(source.provider, { name, bytes })
    : countRecords(find(source.provider), { name, bytes })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return await inWorkspace(database, workspaceId, async (tx) => {
    // Numbers become visible in their order: a stream that has read file 7 never later meets a file 6.
    await tx`select from sources where workspace_id = ${workspaceId} and id = ${sourceId} for update`
    const [known] = await tx<{ number: number }[]>`
      select number from source_files
      where workspace_id = ${workspaceId} and source_id = ${sourceId} and sha256 = ${sha256}`
    if (known !== undefined) return { number: known.number, isKnown: true, records }
    const [kept] = await tx<{ number: number }[]>`
      insert into source_files (workspace_id, source_id, number, name, sha256, bytes, received_at)
      select ${workspaceId}, ${sourceId}, coalesce(max(number), 0) + 1, ${name}, ${sha256}, ${bytes}, ${now}
      from source_files where workspace_id = ${workspaceId} and source_id = ${sourceId}
      returning number`
    if (kept === undefined) throw new Error(`file ${name} was not kept`)
    return { number: kept.number, isKnown: false, records }
  })
}

/** The source's next file after this number; null when there is none yet. */
export async function readFileAfter(
  database: Database,
  { workspaceId, sourceId }: SourceIds,
  after: number,
): Promise<SourceFile | null> {
  const [row] = await inWorkspace(
    database,
    workspaceId,
    (tx) => tx<{ number: number; name: string; bytes: Buffer; received: number }[]>`
      select number, name, bytes, extract(epoch from received_at)::float8 * 1000 as received from source_files
      where workspace_id = ${workspaceId} and source_id = ${sourceId} and number > ${after}
      order by number limit 1`,
  )
  return row === undefined
    ? null
    : { number: row.number, name: row.name, bytes: row.bytes, receivedAt: new Date(row.received) }
}
