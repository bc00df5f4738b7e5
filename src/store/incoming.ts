import type { CanonicalRecord, Finding } from '../domain/entities.ts'
import type { IncomingPage, IncomingRecord } from './apply.ts'
import { contentHash } from './hash.ts'
import { withAllocations } from './links.ts'

/** What a page says of one remote record. */
export type Incoming = Readable | Unreadable | Gone

interface Content {
  remoteId: string
  /** The provider's version stamp; null: only the instants of fetching tell what is newer. */
  stamp: string | null
  raw: string
  hash: string
  remoteUrl: string | null
  findings: Finding[]
}

export type Readable = Content & { kind: 'readable'; records: CanonicalRecord[] }
export type Unreadable = Content & { kind: 'unreadable' }
export type Gone = { kind: 'gone'; remoteId: string; stamp: string | null; findings: readonly [] }

/** What the page says, once per remote record: of several versions the newest, else the one named last. */
export function readPage(page: IncomingPage): Incoming[] {
  const byId = new Map<string, Incoming>()
  const all = [...page.records.map(content), ...page.deleted.map(gone)]
  for (const incoming of all) {
    const known = byId.get(incoming.remoteId)
    if (known === undefined || !isOlder(incoming, known)) byId.set(incoming.remoteId, incoming)
  }
  return [...byId.values()]
}

function content(record: IncomingRecord): Incoming {
  const { remoteId, raw, remoteUrl, findings, records } = record
  const facts = { remoteId, raw, remoteUrl, findings, stamp: record.remoteUpdatedAt, hash: contentHash(raw) }
  return records === null
    ? { ...facts, kind: 'unreadable' }
    : { ...facts, kind: 'readable', records: withAllocations(records) }
}

const gone = ({ remoteId, at }: { remoteId: string; at: string | null }): Incoming => ({
  kind: 'gone',
  remoteId,
  stamp: at,
  findings: [],
})

function isOlder(one: Incoming, other: Incoming): boolean {
  if (one.stamp === null || other.stamp === null) return false
  return Date.parse(one.stamp) < Date.parse(other.stamp)
}
