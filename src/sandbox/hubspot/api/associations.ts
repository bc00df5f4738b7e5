import type { SandboxResponse } from '../../kit/provider.ts'
import { reckon } from '../acts/effects.ts'
import { objectsOf, type JsonObject, isJsonObject } from '../json.ts'
import { associationTypes } from '../portal/associations.ts'
import { instant } from '../portal/portal.ts'
import type { CrmRecord } from '../portal/record.ts'
import { objectType, type TypeName } from '../portal/types.ts'
import { bodyOf, type Call, limitOf, typeFor } from './call.ts'
import { pagingTo } from './reads.ts'
import { associationsOf, livingLinks } from './render.ts'
import { invalid, json, notFound } from './responses.ts'

const LARGEST_PAGE = 500
const LARGEST_BATCH = 1_000

/** GET /crm/v3/objects/{from}/{id}/associations/{to}: ids and the names of the types. */
export function listNamed(call: Call, from: string, id: string, to: string): SandboxResponse {
  const [record, toType] = ends(call, from, id, to)
  return json(200, { results: associationsOf(call.portal, record, toType) })
}

/** GET /crm/v4/objects/{from}/{id}/associations/{to} */
export function listTyped(call: Call, from: string, id: string, to: string): SandboxResponse {
  const [record, toType] = ends(call, from, id, to)
  const { path, query } = call.request
  const limit = limitOf(query.get('limit'), LARGEST_PAGE, LARGEST_PAGE)
  const after = Number(query.get('after') ?? 0)
  const rows = typed(call, record, toType).filter((it) => it.toObjectId >= after)
  const next = rows[limit]
  return json(200, {
    results: rows.slice(0, limit),
    ...(next === undefined ? {} : pagingTo(String(next.toObjectId), `${path}?${query}`)),
  })
}

/** POST /crm/v4/associations/{from}/{to}/batch/read: 207 where one of the records has none, which is no failure. */
export function readBatch(call: Call, from: string, to: string): SandboxResponse {
  const [fromType, toType] = [typeFor(call, from, 'read'), typeFor(call, to, 'read')]
  const inputs = objectsOf(bodyOf(call).inputs)
  if (inputs.length === 0 || inputs.length > LARGEST_BATCH)
    throw invalid(`The number of inputs must be between 1 and ${LARGEST_BATCH}`)
  const read = inputs.map(({ id }) => {
    const record = call.portal.find(fromType, String(id))
    const links = record === undefined || record.archivedAt !== null ? [] : typed(call, record, toType)
    return { id: String(id), links }
  })
  const empty = read.filter((it) => it.links.length === 0)
  const at = instant(call.now)
  return json(empty.length === 0 ? 200 : 207, {
    status: 'COMPLETE',
    results: read.filter((it) => it.links.length > 0).map(({ id, links }) => ({ from: { id }, to: links })),
    ...(empty.length === 0
      ? {}
      : { numErrors: empty.length, errors: empty.map(({ id }) => noneFound(fromType, id, toType)) }),
    ...{ startedAt: at, completedAt: at },
  })
}

function noneFound(from: TypeName, id: string, to: TypeName): JsonObject {
  const [one, other] = [objectType(from).singular, objectType(to).singular]
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    message: `No ${other} is associated with ${one} ${id}.`,
    context: { fromObjectId: [id], fromObjectType: [one], toObjectType: [other] },
  }
}

/** GET /crm/v4/associations/{from}/{to}/labels */
export function labels(call: Call, from: string, to: string): SandboxResponse {
  const types = associationTypes(typeFor(call, from, 'read'), typeFor(call, to, 'read'), true)
  return json(200, {
    results: types.map(({ typeId, label }) => ({ category: 'HUBSPOT_DEFINED', typeId, label })),
  })
}

/** POST /crm/v3/associations/{from}/{to}/batch/create: both directions are answered. */
export function createBatch(call: Call, from: string, to: string): SandboxResponse {
  const [fromType, toType] = [typeFor(call, from, 'write'), typeFor(call, to, 'write')]
  const at = instant(call.now)
  const results = objectsOf(bodyOf(call).inputs).flatMap((input) => {
    const [one, other] = [input.from, input.to].map((it) => (isJsonObject(it) ? String(it.id) : ''))
    const record = call.portal.get(fromType, one ?? '')
    const target = call.portal.get(toType, other ?? '')
    link(call, record, target)
    return [named(record, target), named(target, record)]
  })
  return json(201, { completedAt: at, status: 'COMPLETE', startedAt: at, results })
}

/** PUT /crm/v4/objects/{from}/{id}/associations/default/{to}/{toId} */
export function associate(call: Call, from: string, id: string, to: string, toId: string): SandboxResponse {
  const record = call.portal.get(typeFor(call, from, 'write'), id)
  const target = call.portal.get(typeFor(call, to, 'write'), toId)
  link(call, record, target)
  const at = instant(call.now)
  const results = [named(record, target), named(target, record)]
  return json(200, { status: 'COMPLETE', results, startedAt: at, completedAt: at })
}

/** Throws HubSpotError for types that never belong together. */
export function link({ portal }: Call, from: CrmRecord, to: CrmRecord): void {
  const [one, other] = [objectType(from.type).singular, objectType(to.type).singular]
  if (associationTypes(from.type, to.type, false).length === 0) {
    throw invalid(`${one} to ${other} is not a valid association type between ${from.type} and ${to.type}`, {
      subCategory: 'crm.associations.INVALID_ASSOCIATION_TYPE',
      context: { fromObjectType: [from.type], toObjectType: [to.type] },
    })
  }
  portal.associate(from, to)
  reckon(portal, from)
  reckon(portal, to)
}

const named = (from: CrmRecord, to: CrmRecord): JsonObject => ({
  from: { id: from.id },
  to: { id: to.id },
  type: associationTypes(from.type, to.type, true)[0]?.name,
})

const typed = ({ portal }: Call, record: CrmRecord, to: TypeName) =>
  livingLinks(portal, record, to).map(({ toId, isPrimary }) => ({
    toObjectId: Number(toId),
    associationTypes: associationTypes(record.type, to, isPrimary).map(({ typeId, label }) => ({
      category: 'HUBSPOT_DEFINED',
      typeId,
      label,
    })),
  }))

function ends(call: Call, from: string, id: string, to: string): [CrmRecord, TypeName] {
  const record = call.portal.find(typeFor(call, from, 'read'), id)
  if (record === undefined || record.archivedAt !== null) throw notFound()
  return [record, typeFor(call, to, 'read')]
}
