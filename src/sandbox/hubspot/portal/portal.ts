import type { Random } from '../../kit/random.ts'
import { Associations } from './associations.ts'
import { type ChangeSource, type CrmRecord, type PortalEvent, type Properties, Refusal } from './record.ts'
import { SearchIndex } from './search-index.ts'
import { BY_HAND } from './settings.ts'
import { objectType, TYPE_NAMES, type TypeName } from './types.ts'

/** One HubSpot account: its records, and what belongs to what. Every change of it goes through here. */
export class Portal {
  readonly random: Random
  readonly now: () => number
  readonly associations = new Associations()
  readonly index = new SearchIndex()
  /** Told of each change; nobody is while history is made. */
  onEvent: (event: PortalEvent) => void = () => undefined
  source: ChangeSource = BY_HAND
  readonly #records = new Map(TYPE_NAMES.map((type) => [type, new Map<string, CrmRecord>()]))
  readonly #lastIds = new Map<TypeName, number>()
  readonly #mergedInto = new Map<string, CrmRecord>()
  #invoiceNumber = 1000

  constructor(random: Random, now: () => number) {
    this.random = random
    this.now = now
  }

  /** In the order of their ids, archived ones too. */
  all(type: TypeName): CrmRecord[] {
    return [...(this.#records.get(type)?.values() ?? [])]
  }

  living(type: TypeName): CrmRecord[] {
    return this.all(type).filter((it) => it.archivedAt === null)
  }

  find(type: TypeName, id: string): CrmRecord | undefined {
    return this.#records.get(type)?.get(id)
  }

  /** Throws Refusal when there is none, or only an archived one. */
  get(type: TypeName, id: string): CrmRecord {
    const record = this.find(type, id)
    if (record === undefined || record.archivedAt !== null)
      throw new Refusal(`There is no ${objectType(type).singular} ${id}.`)
    return record
  }

  /** The record that one of this id was merged into. */
  mergedInto(id: string): CrmRecord | undefined {
    return this.#mergedInto.get(id)
  }

  create(type: TypeName, properties: Properties): CrmRecord {
    const { createdName } = objectType(type)
    const at = this.now()
    const id = this.#nextId(type)
    const { changeSource, sourceId } = this.source
    const record: CrmRecord = {
      ...{ type, id, createdAt: at, updatedAt: at, archivedAt: null },
      properties: {
        ...properties,
        hs_object_id: id,
        hs_object_source: changeSource,
        hs_object_source_id: sourceId,
        hs_object_source_label: changeSource,
        // A person's id; an app has none.
        hs_object_source_user_id: sourceId.startsWith('userId:') ? sourceId.slice(7) : null,
        [createdName]: instant(at),
      },
    }
    this.#records.get(type)?.set(id, record)
    this.#touch(record)
    this.#tell(record, 'creation', { objectId: Number(id), changeFlag: 'CREATED' })
    return record
  }

  /** What stays as it was is no change. */
  update(record: CrmRecord, changes: Properties): void {
    const changed = Object.entries(changes).filter(
      ([name, value]) => (record.properties[name] ?? null) !== value,
    )
    if (changed.length === 0) return
    Object.assign(record.properties, Object.fromEntries(changed))
    this.#touch(record)
    for (const [propertyName, propertyValue] of changed) {
      this.#tell(record, 'propertyChange', {
        ...{ objectId: Number(record.id), propertyName },
        propertyValue: propertyValue ?? '',
      })
    }
  }

  archive(record: CrmRecord): void {
    record.archivedAt = this.now()
    this.#touch(record)
    this.#tell(record, 'deletion', { objectId: Number(record.id), changeFlag: 'DELETED' })
  }

  restore(record: CrmRecord): void {
    if (record.archivedAt === null) throw new Refusal(`${record.id} is not archived.`)
    record.archivedAt = null
    this.#touch(record)
    this.#tell(record, 'restore', { objectId: Number(record.id), changeFlag: 'RESTORED' })
  }

  /** For good: not even among the archived ones is it found again. */
  erase(record: CrmRecord): void {
    this.#remove(record)
    this.#tell(record, 'privacyDeletion', { objectId: Number(record.id) })
  }

  /** What belonged to the one that goes belongs to the one that is kept. */
  merge(kept: CrmRecord, gone: CrmRecord): void {
    if (kept === gone || kept.type !== gone.type) throw new Refusal('Two records of one kind can be merged.')
    const { type } = kept
    for (const to of TYPE_NAMES) {
      for (const { toId } of this.associations.list(type, gone.id, to)) {
        this.associations.remove(type, gone.id, to, toId)
        this.associations.add(type, kept.id, to, toId, false)
      }
    }
    this.#remove(gone)
    this.#mergedInto.set(gone.id, kept)
    const before = [kept, gone]
      .map((it) => it.properties.hs_merged_object_ids ?? '')
      .filter((it) => it !== '')
    this.update(kept, { hs_merged_object_ids: [...before, gone.id].join(';') })
    this.#tell(kept, 'merge', {
      ...{ objectId: Number(kept.id), changeFlag: 'MERGED', primaryObjectId: Number(kept.id) },
      ...{ mergedObjectIds: [Number(gone.id)], newObjectId: Number(kept.id), numberOfPropertiesMoved: 1 },
    })
  }

  associate(from: CrmRecord, to: CrmRecord, isPrimary = false): void {
    if (!this.associations.add(from.type, from.id, to.type, to.id, isPrimary)) return
    const [one, other] = [objectType(from.type), objectType(to.type)]
    this.#tell(from, 'associationChange', {
      associationType: `${one.singular}_to_${other.singular}`.toUpperCase(),
      ...{ fromObjectId: Number(from.id), toObjectId: Number(to.id) },
      ...{ fromObjectTypeId: one.id, toObjectTypeId: other.id },
      ...{ associationRemoved: false, isPrimaryAssociation: isPrimary },
    })
  }

  /** Living records of a kind that belong to this one. */
  linked(record: CrmRecord, to: TypeName): CrmRecord[] {
    return this.associations
      .list(record.type, record.id, to)
      .flatMap(({ toId }) => this.find(to, toId) ?? [])
      .filter((it) => it.archivedAt === null)
  }

  nextInvoiceNumber(): string {
    this.#invoiceNumber += 1
    return `INV-${this.#invoiceNumber}`
  }

  #remove(record: CrmRecord): void {
    this.#records.get(record.type)?.delete(record.id)
    this.index.forget(record, this.now())
  }

  #touch(record: CrmRecord): void {
    record.updatedAt = this.now()
    record.properties[objectType(record.type).modifiedName] = instant(record.updatedAt)
    this.index.note(record, record.updatedAt)
  }

  #tell({ type }: CrmRecord, kind: PortalEvent['kind'], facts: PortalEvent['facts']): void {
    this.onEvent({ type, kind, at: this.now(), source: this.source, facts })
  }

  #nextId(type: TypeName): string {
    const id = (this.#lastIds.get(type) ?? objectType(type).firstId) + this.random.int(1, 97)
    this.#lastIds.set(type, id)
    return String(id)
  }
}

/** "2026-03-12T07:35:26.564Z" */
export const instant = (at: number): string => new Date(at).toISOString()
