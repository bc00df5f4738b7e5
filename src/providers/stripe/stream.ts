import type { Stream } from '../provider.ts'
import { readFollowed, type FollowedResource } from './following.ts'
import { deletedId, fetchObjects } from './objects.ts'

/** What differs from stream to stream. */
type Facts<Raw> = Pick<Stream<Raw>, 'entity' | 'raw' | 'fields' | 'map'>

/** A stream of objects whose changes events tell. */
export function followedStream<Raw extends { id: string }>(
  resource: FollowedResource,
  facts: Facts<Raw>,
): Stream<Raw> {
  return {
    ...facts,
    ...common,
    deletedId,
    deletions: resource.deletable ? 'reported' : 'none',
    incremental: true,
    pages: (read) => readFollowed(resource, read),
    fetch: (read, ids) => fetchObjects(resource, read, ids),
  }
}

/** What Stripe's objects have alike: an id, and no word of when they last changed. */
export const common = {
  id: (raw: { id: string }) => raw.id,
  updatedAt: () => null,
}
