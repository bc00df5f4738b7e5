import type { SandboxResponse } from '../../kit/provider.ts'
import { isJsonObject } from '../json.ts'
import type { CrmRecord } from '../portal/record.ts'
import type { TypeName } from '../portal/types.ts'
import { bodyOf, type Call, limitOf, typeFor } from './call.ts'
import { comparable, conditionOf, propertyNamed } from './filters.ts'
import { invalid, json } from './responses.ts'
import { render } from './render.ts'

const LARGEST_PAGE = 200
const MOST_RESULTS = 10_000
const LONGEST_BODY = 3_000

/**
 * POST /crm/v3/objects/{type}/search: living records as the index has them, which is a little late. `after` is an
 * offset; beyond ten thousand there is nothing to be had, however many there are.
 */
export function search(call: Call, name: string): SandboxResponse {
  const type = typeFor(call, name, 'read')
  if (call.request.body.length > LONGEST_BODY)
    throw invalid(`The request is larger than ${LONGEST_BODY} characters`)
  const { filterGroups, sorts, properties, limit: size, after, query } = bodyOf(call)
  const limit = limitOf(typeof size === 'number' || typeof size === 'string' ? size : null, 10, LARGEST_PAGE)
  const offset = offsetOf(after)
  if (offset + limit > MOST_RESULTS)
    throw invalid(`There is a hard limit of ${MOST_RESULTS} search results; ${offset + limit} was asked for`)
  const fits = conditionOf(type, filterGroups)
  const compare = comparison(type, sorts)
  const word = typeof query === 'string' ? query.toLowerCase() : ''
  const found = call.portal.index
    .records(type, call.now)
    .filter((it) => fits(it) && holds(it, word))
    .sort(compare)
  const end = offset + limit
  return json(200, {
    total: found.length,
    results: found
      .slice(offset, end)
      .map((it) => render(it, Array.isArray(properties) ? properties.map(String) : [])),
    ...(end < found.length ? { paging: { next: { after: String(end) } } } : {}),
  })
}

function offsetOf(after: unknown): number {
  if (after === undefined || after === null || after === '') return 0
  const text = typeof after === 'number' || typeof after === 'string' ? String(after) : ''
  if (!/^\d{1,9}$/.test(text)) throw invalid('after must be an offset')
  return Number(text)
}

const holds = ({ properties }: CrmRecord, word: string): boolean =>
  word === '' || Object.values(properties).some((it) => it?.toLowerCase().includes(word))

/** Records that are equal by it stay in the order of their ids. */
function comparison(type: TypeName, sorts: unknown): (one: CrmRecord, other: CrmRecord) => number {
  if (!Array.isArray(sorts) || sorts.length === 0) return () => 0
  const [sort] = sorts as unknown[]
  if (sorts.length > 1) throw invalid('Only one sort is allowed')
  const { propertyName, direction = 'ASCENDING' } = isJsonObject(sort) ? sort : { propertyName: sort }
  if (direction !== 'ASCENDING' && direction !== 'DESCENDING')
    throw invalid('direction must be ASCENDING or DESCENDING')
  const property = propertyNamed(type, propertyName)
  const sign = direction === 'ASCENDING' ? 1 : -1
  const valueOf = ({ properties }: CrmRecord) => comparable(property, properties[property.name] ?? null)
  return (one, other) => {
    const [left, right] = [valueOf(one), valueOf(other)]
    if (left === right) return 0
    // What has no value comes last, either way.
    if (left === null || right === null) return left === null ? 1 : -1
    return left < right ? -sign : sign
  }
}
