import type { Listing } from '../collection.ts'
import { missing, refused } from '../errors.ts'
import { type ApiList, listOf } from '../objects/common.ts'
import type { Params } from './params.ts'

const DEFAULT_LIMIT = 10
const LARGEST_LIMIT = 100

export interface PageRequest {
  limit: number
  startingAfter: string | undefined
  endingBefore: string | undefined
}

export function readPageRequest(params: Params): PageRequest {
  const limit = params.integer('limit') ?? DEFAULT_LIMIT
  const startingAfter = params.text('starting_after')
  const endingBefore = params.text('ending_before')
  if (limit > LARGEST_LIMIT) {
    throw refused(
      `This value must be less than or equal to ${LARGEST_LIMIT}.`,
      'parameter_invalid_integer',
      'limit',
    )
  }
  if (limit < 1) {
    throw refused('This value must be greater than or equal to 1.', 'parameter_invalid_integer', 'limit')
  }
  if (startingAfter !== undefined && endingBefore !== undefined) {
    throw refused('You may only specify one of these parameters: starting_after, ending_before.')
  }
  return { limit, startingAfter, endingBefore }
}

/** One page in the listing's order. `kind` names the objects in an error. */
export function pageOf<T>(
  listing: Listing<T>,
  fits: (item: T) => boolean,
  { endingBefore, limit, startingAfter }: PageRequest,
  { kind, url }: { kind: string; url: string },
): ApiList<T> {
  if (endingBefore !== undefined) {
    const newer = listing.newerThan(endingBefore)
    if (newer === undefined) throw missing(kind, endingBefore, 'ending_before', 400)
    const found = newer.filter(fits)
    return { ...listOf(found.slice(-limit), url), has_more: found.length > limit }
  }
  const older = startingAfter === undefined ? listing.all() : listing.olderThan(startingAfter)
  if (older === undefined) throw missing(kind, startingAfter ?? '', 'starting_after', 400)
  const found = older.filter(fits)
  return { ...listOf(found.slice(0, limit), url), has_more: found.length > limit }
}
