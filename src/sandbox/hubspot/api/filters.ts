import { type JsonObject, objectsOf } from '../json.ts'
import { type Property, propertiesOf } from '../portal/properties.ts'
import type { CrmRecord } from '../portal/record.ts'
import type { TypeName } from '../portal/types.ts'
import { invalid } from './responses.ts'

export type Condition = (record: CrmRecord) => boolean

const MOST_GROUPS = 5
const MOST_IN_GROUP = 6
const MOST_FILTERS = 18

type Value = string | number | null

/** Whether a set value stands to the filter's as the operator says; null is what is not set. */
const OPERATORS: Readonly<Record<string, (value: Value, given: Given) => boolean>> = {
  EQ: (value, { one }) => value !== null && value === one(),
  NEQ: (value, { one }) => value !== one(),
  LT: (value, { one }) => value !== null && value < one(),
  LTE: (value, { one }) => value !== null && value <= one(),
  GT: (value, { one }) => value !== null && value > one(),
  GTE: (value, { one }) => value !== null && value >= one(),
  BETWEEN: (value, { one, high }) => {
    const [from, to] = [one(), high()]
    return value !== null && value >= from && value <= to
  },
  IN: (value, { many }) => value !== null && many().includes(value),
  NOT_IN: (value, { many }) => value !== null && !many().includes(value),
  HAS_PROPERTY: (value) => value !== null,
  NOT_HAS_PROPERTY: (value) => value === null,
  CONTAINS_TOKEN: (value, { one }) => holdsToken(value, one()),
  NOT_CONTAINS_TOKEN: (value, { one }) => !holdsToken(value, one()),
}

/** What the filter compares with. */
interface Given {
  one: () => string | number
  high: () => string | number
  many: () => Value[]
}

/** Groups are alternatives, all filters of a group must fit; no groups fit everything. Throws HubSpotError. */
export function conditionOf(type: TypeName, filterGroups: unknown): Condition {
  const groups = objectsOf(filterGroups).map((it) => objectsOf(it.filters))
  const count = groups.flat().length
  if (groups.length > MOST_GROUPS || count > MOST_FILTERS || groups.some((it) => it.length > MOST_IN_GROUP)) {
    throw invalid(
      `At most ${MOST_GROUPS} filter groups of ${MOST_IN_GROUP} filters, ${MOST_FILTERS} filters in total`,
    )
  }
  const conditions = groups.map((group) => group.map((it) => filterOf(type, it)))
  return (record) => conditions.length === 0 || conditions.some((group) => group.every((it) => it(record)))
}

function filterOf(type: TypeName, filter: JsonObject): Condition {
  const property = propertyNamed(type, filter.propertyName)
  const name = String(filter.operator)
  const compare = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
  if (compare === undefined)
    throw invalid(`operator ${name} is not one of ${Object.keys(OPERATORS).join(', ')}`)
  const read = (field: 'value' | 'highValue') => () => {
    const value = comparable(property, textOf(filter[field]))
    if (value === null) throw invalid(`${field} is missing or invalid for ${property.name}`)
    return value
  }
  const { values } = filter
  const given: Given = {
    one: read('value'),
    high: read('highValue'),
    many: () => {
      if (!Array.isArray(values)) throw invalid(`values is missing for ${property.name}`)
      return values.map((it) => comparable(property, textOf(it)))
    },
  }
  // A bad filter is refused also where there is nothing to find.
  compare('', given)
  return ({ properties }) => compare(comparable(property, properties[property.name] ?? null), given)
}

export function propertyNamed(type: TypeName, name: unknown): Property {
  const property = propertiesOf(type).get(String(name))
  if (property === undefined) throw invalid(`Property ${String(name)} does not exist for this object type`)
  return property
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null

/** Times as milliseconds, whether sent so or as ISO; numbers as numbers; texts whatever their case. */
export function comparable({ kind }: Property, text: string | null): Value {
  if (text === null || text === '') return null
  if (kind === 'datetime') return valid(/^\d+$/.test(text) ? Number(text) : Date.parse(text))
  return kind === 'number' ? valid(Number(text)) : text.toLowerCase()
}

const valid = (value: number): number | null => (Number.isNaN(value) ? null : value)

const holdsToken = (value: Value, token: string | number): boolean =>
  value !== null &&
  String(value)
    .split(/[^\p{L}\p{N}]+/u)
    .includes(String(token).replaceAll('*', ''))
