import type { ApiList, StripeObject } from './common.ts'

/** A nested list shows this many items, then says that there are more. */
const MOST_INLINE = 10

export const isApiList = (value: unknown): value is ApiList<unknown> =>
  typeof value === 'object' && value !== null && 'object' in value && value.object === 'list'

export const inlineList = <T>(list: ApiList<T>): ApiList<T> =>
  list.data.length <= MOST_INLINE ? list : { ...list, data: list.data.slice(0, MOST_INLINE), has_more: true }

/** The object as an answer shows it, before anything is expanded. */
export function inAnswer(object: StripeObject): StripeObject {
  const lines: unknown = Reflect.get(object, 'lines')
  return isApiList(lines) ? Object.assign({ ...object }, { lines: inlineList(lines) }) : object
}
