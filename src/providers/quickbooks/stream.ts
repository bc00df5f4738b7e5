import { z } from 'zod'
import type { Stream } from '../provider.ts'
import { identifier, optionalInstant, orNull } from '../toolkit/exact.ts'
import { fetchEntity } from './fetching.ts'
import type { Entity } from './query.ts'
import { readEntity } from './reading.ts'
import { tombstoneOf } from './tombstones.ts'
import { readWhole } from './whole.ts'

const MetaData = orNull(z.object({ LastUpdatedTime: optionalInstant }))

/** What every QuickBooks record carries. */
export const remoteRecord = { Id: identifier, MetaData }

/** A company's only record of its kind, which needs no id. */
export const remoteSingleton = { MetaData }

export interface RemoteRecord {
  Id: string
  MetaData: { LastUpdatedTime: string | null } | null
}

/** What differs from stream to stream. */
type Facts<Raw> = Pick<Stream<Raw>, 'entity' | 'raw' | 'fields' | 'map'>

const common = {
  id: (raw: RemoteRecord) => raw.Id,
  updatedAt: (raw: RemoteRecord) => raw.MetaData?.LastUpdatedTime ?? null,
  deletedId: (raw: unknown) => tombstoneOf(raw)?.id ?? null,
}

/** A stream of an entity that change data capture covers. */
export function capturedStream<Raw extends RemoteRecord>(entity: Entity, facts: Facts<Raw>): Stream<Raw> {
  return {
    ...facts,
    ...common,
    wireName: entity.name,
    deletions: 'reported',
    incremental: true,
    pages: (read) => readEntity(read, entity),
    fetch: (read, ids) => fetchEntity(read, entity, ids),
  }
}

/** A stream of a short list that change data capture does not cover: read whole each time. */
export function wholeStream<Raw extends RemoteRecord>(entity: Entity, facts: Facts<Raw>): Stream<Raw> {
  return {
    ...facts,
    ...common,
    wireName: entity.name,
    deletions: 'swept',
    incremental: false,
    pages: (read) => readWhole(read, entity),
    fetch: (read, ids) => fetchEntity(read, entity, ids),
  }
}
