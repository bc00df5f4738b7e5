import DataLoader from 'dataloader'
import type { GraphQLResolveInfo } from 'graphql'
import type { Reading } from '../store/read/reading.ts'
import { readByIds, readByKeys, type Reference } from '../store/read/lookups.ts'
import type { RemoteReference } from '../store/read/provenance.ts'
import type { Snapshot } from '../store/snapshot.ts'
import type { Context } from './context.ts'
import { neededOf } from './needs.ts'

/** Loads one value; calls of one tick are answered together, by one statement. */
export type Load<Key, Value> = (context: Context, key: Key) => Promise<Value>

type Batch<Key, Value> = (context: Context, keys: readonly Key[]) => Promise<readonly (Value | Error)[]>

/** One loader per context and `token`, which may be anything that tells it apart. */
export function loaderOf<Key, Value>(
  context: Context,
  token: unknown,
  batch: Batch<Key, Value>,
  cacheKeyFn: (key: Key) => string,
): DataLoader<Key, Value, string> {
  // A token belongs to one call of this function, so what is kept under it has this call's types.
  const known = context.loaders.get(token) as DataLoader<Key, Value, string> | undefined
  if (known) return known
  const made = new DataLoader<Key, Value, string>((keys) => batch(context, keys), {
    cacheKeyFn,
    maxBatchSize: MOST_KEYS,
  })
  context.loaders.set(token, made)
  return made
}

const MOST_KEYS = 50_000

export const referenceName = ({ sourceId, key }: Reference): string => `${sourceId}/${key}`
export const remoteName = ({ sourceId, stream, remoteId }: RemoteReference): string =>
  `${sourceId}/${stream}/${remoteId}`

/** Rows by their ids; null where there is none. */
export function byId<Row extends { id: string }>(from: Reading<Row>): Load<string, Row | null> {
  const batch: Batch<string, Row | null> = async ({ snapshot }, ids) => {
    const found = new Map((await readByIds(snapshot, from, ids)).map((it) => [it.id, it]))
    return ids.map((it) => found.get(it) ?? null)
  }
  return (context, id) => loaderOf(context, batch, batch, (it) => it).load(id)
}

/** Rows by their keys; null where the record has not arrived. With `info`, only what that field's selection needs. */
export function byKey<Row extends Reference>(
  all: Reading<Row>,
): (context: Context, reference: Reference, info?: GraphQLResolveInfo) => Promise<Row | null> {
  return (context, reference, info) => {
    const from = info ? neededOf(all, info) : all
    const batch: Batch<Reference, Row | null> = async ({ snapshot }, references) => {
      const rows = await readByKeys(snapshot, from, references)
      const found = new Map(rows.map((it) => [referenceName(it), it]))
      return references.map((it) => found.get(referenceName(it)) ?? null)
    }
    return loaderOf(context, from, batch, referenceName).load(reference)
  }
}

/** All rows that belong to each owner, in the order in which they are read. */
export function manyOf<Key, Row>(
  read: (snapshot: Snapshot, keys: readonly Key[]) => Promise<Row[]>,
  nameOfKey: (key: Key) => string,
  nameOfOwner: (row: Row) => string,
): Load<Key, Row[]> {
  const batch: Batch<Key, Row[]> = async ({ snapshot }, keys) => {
    const found = Map.groupBy(await read(snapshot, keys), nameOfOwner)
    return keys.map((it) => found.get(nameOfKey(it)) ?? [])
  }
  return (context, key) => loaderOf(context, batch, batch, nameOfKey).load(key)
}

/** The one row that belongs to each owner, or null. */
export function oneOf<Key, Row>(
  read: (snapshot: Snapshot, keys: readonly Key[]) => Promise<Row[]>,
  nameOfKey: (key: Key) => string,
  nameOfOwner: (row: Row) => string,
): Load<Key, Row | null> {
  const load = manyOf(read, nameOfKey, nameOfOwner)
  return async (context, key) => (await load(context, key))[0] ?? null
}
