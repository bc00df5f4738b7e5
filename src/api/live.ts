import type { LiveRecord } from '../sync/read-through.ts'
import type { RecordRow } from '../store/read/records.ts'

type Remote = Pick<RecordRow, 'sourceId' | 'stream' | 'remoteId'>

const nameOf = ({ sourceId, stream, remoteId }: Remote) => `${sourceId}/${stream}/${remoteId}`

const MOST_PER_REQUEST = 1000

/**
 * What a query wants from the provider now. Its first execution collects what is too old; the second one finds here
 * what was asked, and whether the provider answered in time.
 */
export class LiveReads {
  readonly #wanted = new Map<string, Remote>()
  readonly #outcomes: ReadonlyMap<string, boolean>

  constructor(outcomes: ReadonlyMap<string, boolean> = new Map()) {
    this.#outcomes = outcomes
  }

  /**
   * Whether the record was read from its provider for this request. Where its age in the cache is over `maxAge`
   * seconds and it was not asked for yet, it will be.
   */
  isLive(
    record: Remote,
    { fetchedAt, maxAge, now }: { fetchedAt: string; maxAge: number | null | undefined; now: Date },
  ): boolean {
    const outcome = this.#outcomes.get(nameOf(record))
    if (outcome !== undefined) return outcome
    if (maxAge == null || this.#wanted.size >= MOST_PER_REQUEST) return false
    const ageMs = now.getTime() - Date.parse(fetchedAt)
    if (maxAge === 0 || ageMs > maxAge * 1000) this.#wanted.set(nameOf(record), record)
    return false
  }

  /** Empty in a second execution, which never asks again. */
  wanted(workspaceId: string): LiveRecord[] {
    if (this.#outcomes.size > 0) return []
    return [...this.#wanted.values()].map(({ sourceId, stream, remoteId }) => ({
      workspaceId,
      sourceId,
      stream,
      remoteId,
    }))
  }

  static answered(wanted: readonly LiveRecord[], inTime: ReadonlySet<LiveRecord>): LiveReads {
    return new LiveReads(new Map(wanted.map((it) => [nameOf(it), inTime.has(it)])))
  }
}
