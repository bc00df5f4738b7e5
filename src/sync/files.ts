import { z } from 'zod'
import type { Checkpoint, Files, Page } from '../providers/provider.ts'
import { readFileAfter } from '../sources/files.ts'
import type { Database } from '../store/database.ts'
import type { StreamKey } from './states.ts'

const position = z.object({ file: z.int().nonnegative() })
/** A page has so many records at most; a file may have more. */
const PAGE = 5_000

/** A stream's records from the files that it has not read yet, in the order in which they came. */
export async function* pagesOfFiles(
  database: Database,
  key: StreamKey,
  files: Files,
  checkpoint: Checkpoint | null,
): AsyncGenerator<Page> {
  let after = checkpoint === null ? 0 : position.parse(checkpoint).file
  for (;;) {
    const file = await readFileAfter(database, key, after)
    if (file === null) return
    after = file.number
    const records = files.read(file)[key.stream] ?? []
    for (let start = 0; start === 0 || start < records.length; start += PAGE) {
      const isLast = start + PAGE >= records.length
      yield {
        records: records.slice(start, start + PAGE),
        fetchedAt: file.receivedAt,
        phase: 'incremental',
        ...(isLast && { checkpoint: { file: after } }),
      }
    }
  }
}
