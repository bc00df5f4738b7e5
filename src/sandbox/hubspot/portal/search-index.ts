import type { CrmRecord } from './record.ts'
import { TYPE_NAMES, type TypeName } from './types.ts'

interface Pending {
  at: number
  type: TypeName
  id: string
  /** As it was then; null: search finds it no longer. */
  record: CrmRecord | null
}

const LAG_SECONDS = 5

/** What search finds: the records as they were a few seconds ago. */
export class SearchIndex {
  readonly #found = new Map(TYPE_NAMES.map((type) => [type, new Map<string, CrmRecord>()]))
  #pending: Pending[] = []
  lagMs = LAG_SECONDS * 1000

  note(record: CrmRecord, at: number): void {
    const { type, id, archivedAt } = record
    const copy = { ...record, properties: { ...record.properties } }
    this.#pending.push({ at, type, id, record: archivedAt === null ? copy : null })
  }

  forget({ type, id }: CrmRecord, at: number): void {
    this.#pending.push({ at, type, id, record: null })
  }

  /** In the order of their ids. */
  records(type: TypeName, now: number): CrmRecord[] {
    this.#catchUp(now - this.lagMs)
    return [...(this.#found.get(type)?.values() ?? [])].sort((a, b) => Number(a.id) - Number(b.id))
  }

  /** Search knows everything, however new. */
  settle(): void {
    this.#catchUp(Infinity)
  }

  #catchUp(through: number): void {
    const later = this.#pending.findIndex((it) => it.at > through)
    const due = later < 0 ? this.#pending : this.#pending.slice(0, later)
    this.#pending = later < 0 ? [] : this.#pending.slice(later)
    for (const { type, id, record } of due) {
      if (record === null) this.#found.get(type)?.delete(id)
      else this.#found.get(type)?.set(id, record)
    }
  }
}
