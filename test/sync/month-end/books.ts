import type { Setting } from '../../providers/conformance/setting.ts'
import { storedBooks, type StoredBooks } from '../fault-matrix/books.ts'

/** What is stored of all streams of a source. */
export async function wholeBooks(
  { database, provider }: Setting,
  { sourceId }: { sourceId: string },
): Promise<StoredBooks> {
  const whole = {
    raw: new Map<string, string>(),
    records: new Map<string, string>(),
    setAside: new Set<string>(),
    rejectedCount: 0,
    findings: new Map<string, string>(),
  }
  for (const stream of Object.keys(provider.streams)) {
    const books = await storedBooks(database.owner, { sourceId, stream }, (text) => text)
    for (const part of ['raw', 'records', 'findings'] as const) {
      for (const [name, text] of books[part]) whole[part].set(`${stream} ${name}`, text)
    }
    for (const name of books.setAside) whole.setAside.add(`${stream} ${name}`)
    whole.rejectedCount += books.rejectedCount
  }
  return whole
}
