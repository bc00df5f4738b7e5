import { z } from 'zod'
import { canonicalRecord, type CanonicalRecord } from '../../../src/domain/entities.ts'
import { decimal } from '../../../src/domain/fields.ts'

export interface DecimalAt {
  /** As in ["lines", "0", "amount"]. */
  path: string[]
  value: string
}

/** The decimals of a record, found by its type's schema. */
export function decimalPaths(record: CanonicalRecord): DecimalAt[] {
  const schema = canonicalRecord.options.find((it) => it.shape.type.value === record.type)
  return schema === undefined ? [] : decimalsIn(schema, record, [])
}

/** The fields of a record type, but for what every record has. */
export const fieldsOf = (type: CanonicalRecord['type']): string[] => {
  const schema = canonicalRecord.options.find((it) => it.shape.type.value === type)
  return Object.keys(schema?.shape ?? {}).filter((it) => it !== 'key' && it !== 'type')
}

function decimalsIn(schema: unknown, value: unknown, path: string[]): DecimalAt[] {
  if (schema instanceof z.ZodNullable) return value === null ? [] : decimalsIn(schema.unwrap(), value, path)
  if (schema === decimal) return typeof value === 'string' ? [{ path, value }] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, it]) => {
    if (schema instanceof z.ZodArray) return decimalsIn(schema.element, it, [...path, name])
    return schema instanceof z.ZodObject ? decimalsIn(schema.shape[name], it, [...path, name]) : []
  })
}
