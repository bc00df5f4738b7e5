import { isExactNumber } from '../../../domain/exact-json.ts'
import type { Books } from '../books.ts'
import { findEntityName, hasField, kindOf, type Entity, type EntityName } from '../entities.ts'
import { invalidQuery } from '../faults.ts'
import { isJsonObject, type Json, type JsonObject } from '../json.ts'
import { parseQuery, type Condition, type Query } from './parse.ts'

const DEFAULT_RESULTS = 100
export const MOST_RESULTS = 1000

/** The QueryResponse of a query's text. Throws fault 4000 for its grammar and 4001 for what it asks. */
export function runQuery(books: Books, text: string): JsonObject {
  const query = parseQuery(text)
  const name = findEntityName(query.entity)
  if (name === undefined) throw invalidQuery(`Entity ${query.entity} is not queryable`)
  checkFields(name, query)
  const start = query.startPosition ?? 1
  const most = query.maxResults ?? DEFAULT_RESULTS
  if (start < 1) throw invalidQuery('value 0 is too small. Min allowed value is 1 for STARTPOSITION.')
  if (most > MOST_RESULTS)
    throw invalidQuery(`value ${most} is too large. Max allowed value is ${MOST_RESULTS}.`)

  const found = ordered(select(books, name, query.where), query.orderBy)
  if (query.select === 'count') return { totalCount: found.length }
  const { select: fields } = query
  const page = found.slice(start - 1, start - 1 + most)
  if (page.length === 0) return {}
  return {
    [name]: fields === null ? page : page.map((it) => pickFields(it, fields)),
    startPosition: start,
    maxResults: page.length,
    ...(kindOf(name).counted ? { totalCount: found.length } : {}),
  }
}

function checkFields(name: EntityName, query: Query): void {
  const { where, orderBy } = query
  const selected = query.select === null || query.select === 'count' ? [] : query.select
  const asked = [...selected, ...where.map((it) => it.field), ...orderBy.map((it) => it.field)]
  for (const field of asked) {
    const [own = '', ...below] = field.split('.')
    const known =
      own === 'MetaData' ? ['CreateTime', 'LastUpdatedTime', undefined].includes(below[0]) : below.length < 2
    if (!hasField(name, own) || !known) throw invalidQuery(`Property ${field} not found for Entity ${name}`)
  }
  for (const { field, operator } of where) {
    if (field === 'Id' && operator !== '=' && operator !== 'IN') {
      throw invalidQuery(`Operator ${operator} is not supported for property Id`)
    }
  }
}

/** Name lists hide what is inactive from everyone who does not ask about Active. */
function select(books: Books, name: EntityName, where: readonly Condition[]): Entity[] {
  const asksActive = where.some((it) => it.field === 'Active')
  const tests = where.map(testOf)
  const hides = kindOf(name).family === 'list' && !asksActive
  return [...books.all(name)].filter(
    (it) => !(hides && it.Active === false) && tests.every((test) => test(it)),
  )
}

type Comparable = string | number | boolean

function testOf({ field, operator, values }: Condition): (entity: Entity) => boolean {
  if (operator === 'LIKE') {
    const words = String(values[0])
      .split('%')
      .map((it) => RegExp.escape(it))
    const pattern = new RegExp(`^${words.join('.*')}$`, 'is')
    return (entity) => pattern.test(String(valueAt(entity, field) ?? ''))
  }
  const wanted = values.map((it) => comparable(field, it))
  return (entity) => {
    const value = valueAt(entity, field)
    if (value === undefined) return false
    const own = comparable(field, value)
    return wanted.some((it) => holds(own, operator, typeof own === 'number' ? Number(it) : it))
  }
}

function holds(own: Comparable, operator: Condition['operator'], wanted: Comparable): boolean {
  switch (operator) {
    case '<':
      return own < wanted
    case '>':
      return own > wanted
    case '<=':
      return own <= wanted
    case '>=':
      return own >= wanted
    default:
      return String(own) === String(wanted)
  }
}

/** Below the entity by dots; of a reference its value. Amounts are numbers here, for comparison alone. */
function valueAt(entity: Entity, field: string): Comparable | undefined {
  let value: Json | undefined = entity
  for (const part of field.split('.')) value = isJsonObject(value) ? value[part] : undefined
  if (isJsonObject(value)) value = value.value
  if (isExactNumber(value)) return Number(value.rawJSON)
  return typeof value === 'object' ? undefined : value
}

function comparable(field: string, value: Comparable): Comparable {
  if (!field.startsWith('MetaData.') || typeof value !== 'string') return value
  const at = Date.parse(value)
  if (Number.isNaN(at)) throw invalidQuery(`value ${value} is not a date`)
  return at
}

/** Without an order, in that of the ids, which is also what settles a tie. */
function ordered(entities: Entity[], orderBy: Query['orderBy']): Entity[] {
  if (orderBy.length === 0) return entities
  const keyed = entities.map((entity) => ({
    entity,
    keys: orderBy.map(({ field }) => {
      const value = valueAt(entity, field)
      return value === undefined ? '' : field === 'Id' ? Number(value) : comparable(field, value)
    }),
  }))
  keyed.sort((a, b) => {
    for (const [index, { descending }] of orderBy.entries()) {
      const left = a.keys[index] ?? ''
      const right = b.keys[index] ?? ''
      if (left !== right) return (left < right ? -1 : 1) * (descending ? -1 : 1)
    }
    return 0
  })
  return keyed.map((it) => it.entity)
}

function pickFields(entity: Entity, fields: readonly string[]): JsonObject {
  const picked: Record<string, Json | undefined> = {}
  for (const field of fields) {
    const own = field.split('.')[0] ?? field
    picked[own] = entity[own]
  }
  return { ...picked, domain: 'QBO', sparse: true, Id: entity.Id }
}
