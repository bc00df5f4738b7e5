import type { SandboxResponse } from '../../kit/provider.ts'
import { objectsOf } from '../json.ts'
import { instant } from '../portal/portal.ts'
import type { CrmRecord } from '../portal/record.ts'
import { objectType, typeNamed, type TypeName } from '../portal/types.ts'
import { bodyOf, type Call, isArchivedAsked, limitOf, listIn, typeFor } from './call.ts'
import { invalid, json, notFound } from './responses.ts'
import { render, renderAssociations } from './render.ts'

const LARGEST_PAGE = 100
const LARGEST_PAGE_WITH_HISTORY = 50
const LARGEST_BATCH = 100
const LONGEST_ADDRESS = 15_000
const API = 'https://api.hubapi.com'

/** GET /crm/v3/objects/{type}: by id, from the id `after` on. */
export function list(call: Call, name: string): SandboxResponse {
  const type = typeFor(call, name, 'read')
  const { query, path } = call.request
  checkLength(call)
  const largest = query.has('propertiesWithHistory') ? LARGEST_PAGE_WITH_HISTORY : LARGEST_PAGE
  const limit = limitOf(query.get('limit'), 10, largest)
  const after = query.get('after')
  if (after !== null && !/^\d{1,15}$/.test(after)) throw invalid(`Invalid after: ${after}`)
  const isArchived = isArchivedAsked(call)
  const rows = call.portal
    .all(type)
    .filter((it) => (it.archivedAt !== null) === isArchived && Number(it.id) >= Number(after ?? 0))
  const next = rows[limit]
  return json(200, {
    results: rows.slice(0, limit).map((it) => rendered(call, it)),
    ...(next === undefined ? {} : pagingTo(next.id, `${path}?${query}`)),
  })
}

/** GET /crm/v3/objects/{type}/{id}. One that was merged into another is answered with the other. */
export function single(call: Call, name: string, id: string): SandboxResponse {
  const type = typeFor(call, name, 'read')
  checkLength(call)
  const record = lookUp(call, type, id) ?? call.portal.mergedInto(id)
  if (record === undefined || (record.archivedAt !== null) !== isArchivedAsked(call)) throw notFound()
  return json(200, rendered(call, record))
}

/** By its id, or by the value of the property that `idProperty` names. */
export function lookUp({ portal, request }: Call, type: TypeName, id: string): CrmRecord | undefined {
  const idProperty = request.query.get('idProperty')
  if (idProperty === null || idProperty === 'hs_object_id') return portal.find(type, id)
  if (!(type === 'contacts' && idProperty === 'email'))
    throw invalid(`Property ${idProperty} is not a unique property`)
  return portal.all(type).find((it) => it.properties.email?.toLowerCase() === id.toLowerCase())
}

/** POST /crm/v3/objects/{type}/batch/read: what there is, and with 207 what there is not. */
export function readBatch(call: Call, name: string): SandboxResponse {
  const type = typeFor(call, name, 'read')
  const { properties, inputs } = bodyOf(call)
  const ids = [...new Set(objectsOf(inputs).map((it) => String(it.id)))]
  if (ids.length === 0 || objectsOf(inputs).length > LARGEST_BATCH)
    throw invalid(`The number of inputs must be between 1 and ${LARGEST_BATCH}`)
  const asked = Array.isArray(properties) ? properties.map(String) : []
  const found = ids
    .flatMap((id) => call.portal.find(type, id) ?? [])
    .filter((it) => (it.archivedAt !== null) === isArchivedAsked(call))
  const missing = ids.filter((id) => !found.some((it) => it.id === id))
  const at = instant(call.now)
  return json(missing.length === 0 ? 200 : 207, {
    status: 'COMPLETE',
    results: found.map((it) => render(it, asked)),
    ...(missing.length === 0 ? {} : { numErrors: 1, errors: [missingObjects(type, missing)] }),
    ...{ startedAt: at, completedAt: at },
  })
}

const missingObjects = (type: TypeName, ids: readonly string[]) => ({
  status: 'error',
  category: 'OBJECT_NOT_FOUND',
  message: `Could not get some ${objectType(type).singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
  context: { ids },
})

function rendered(call: Call, record: CrmRecord) {
  const { query } = call.request
  const types = listIn(query, 'associations').map((name) => {
    const type = typeNamed(name)
    if (type === undefined) throw invalid(`Unable to infer object type from: ${name}`)
    return type
  })
  return {
    ...render(record, listIn(query, 'properties')),
    ...renderAssociations(call.portal, record, types),
  }
}

/** The link leads to HubSpot itself, whoever plays it; `after` stands in it as it is. */
export function pagingTo(after: string, address: string): object {
  const url = new URL(address, API)
  url.searchParams.delete('after')
  const link = `${url.href}${url.search === '' ? '?' : '&'}after=${after}`
  return { paging: { next: { after, link } } }
}

function checkLength({ request: { path, query } }: Call): void {
  if (`${path}?${query}`.length > LONGEST_ADDRESS)
    throw invalid('The address is too long', { status: 414, category: 'URI_TOO_LONG' })
}
