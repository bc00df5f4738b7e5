import { isExactNumber } from '../../domain/exact-json.ts'
import type { HttpRequest } from '../toolkit/http.ts'

// The part of OData v4 that Dynamics serves: no `in`, no `has`, enum members with their type's name.

export interface EntityQuery {
  /** The entity set, e.g. "CustomersV3". */
  set: string
  /** All fields, where it is left out. */
  select?: readonly string[]
  filter?: string
  orderBy: readonly string[]
}

/** Only the app user's own company is listed without cross-company. */
export const parametersOf = ({
  select,
  filter,
  orderBy,
}: EntityQuery): NonNullable<HttpRequest['query']> => ({
  'cross-company': 'true',
  $select: select?.join(','),
  $filter: filter,
  $orderby: orderBy.join(','),
})

/** A key's value as a row holds it: text, or an int64. */
export type KeyValue = string | number | bigint

export const literal = (value: KeyValue): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : `${value}`

export const equals = (field: string, value: KeyValue): string => `${field} eq ${literal(value)}`

export const isYes = (field: string): string => `${field} eq Microsoft.Dynamics.DataEntities.NoYes'Yes'`

export const every = (...conditions: readonly (string | undefined)[]): string =>
  conditions.filter((it) => it !== undefined && it !== '').join(' and ')

export const oneOf = (field: string, values: readonly KeyValue[]): string =>
  `(${values.map((value) => equals(field, value)).join(' or ')})`

/** Keys that are int64, also where a server writes them as text (OData's "IEEE754Compatible"); others are text. */
const INT64_KEYS = new Set(['InvoiceIdentifier', 'ParentRecId'])
const INTEGER = /^-?\d+$/

/**
 * A row's field as a key's value; null when it is none. An id beyond a double's integers keeps its digits, and is the
 * same one however it is written.
 */
export function keyValueOf(row: unknown, field: string): KeyValue | null {
  if (typeof row !== 'object' || row === null) return null
  const value: unknown = Object.getOwnPropertyDescriptor(row, field)?.value
  if (isExactNumber(value)) return integerIn(value.rawJSON)
  if (INT64_KEYS.has(field) && typeof value === 'string') return integerIn(value)
  if (INT64_KEYS.has(field) && Number.isInteger(value)) return BigInt(value as number)
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

const integerIn = (written: string): bigint | null => (INTEGER.test(written) ? BigInt(written) : null)
