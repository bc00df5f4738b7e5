import { isExactNumber } from '../domain/exact-json.ts'

const DEEPEST = 6

type Fields = Readonly<Record<string, unknown>>

/**
 * The records in a provider's own answer: Stripe's {"object":"list","data":[…]}, QuickBooks'
 * {"QueryResponse":{"Invoice":[…]}} and {"Invoice":{…}}, an array of any of these. An object that `isRecord` accepts
 * is a record; else it is an envelope when it has no id and exactly one list or object inside; else it is a record
 * that cannot be read.
 */
export function unwrap(value: unknown, isRecord: (value: unknown) => boolean): unknown[] {
  return peel(value, isRecord, DEEPEST)
}

function peel(value: unknown, isRecord: (value: unknown) => boolean, depth: number): unknown[] {
  if (Array.isArray(value)) return value.flatMap((it: unknown) => peel(it, isRecord, depth - 1))
  if (depth <= 0 || !isFields(value) || isRecord(value)) return [value]
  const content = contentOf(value)
  if (content === null) return [value]
  // QuickBooks answers a query that finds nothing with an empty object.
  return Object.keys(content).length === 0 ? [] : peel(content, isRecord, depth - 1)
}

function contentOf(envelope: Fields): readonly unknown[] | Fields | null {
  const names = Object.keys(envelope).map((it) => it.toLowerCase())
  if (names.includes('id')) return null
  const [only, ...others] = Object.values(envelope).filter(isContainer)
  return only === undefined || others.length > 0 ? null : only
}

const isContainer = (value: unknown): value is readonly unknown[] | Fields =>
  Array.isArray(value) ? value.every((it) => isFields(it)) : isFields(value)

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value)
