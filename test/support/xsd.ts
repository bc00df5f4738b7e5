import { readFileSync } from 'node:fs'
import { isExactNumber } from '../../src/domain/exact-json.ts'

interface ComplexType {
  base: string | null
  /** Elements and attributes alike: JSON knows no difference. */
  fields: Map<string, { type: string; many: boolean }>
}

export interface Schema {
  complex: Map<string, ComplexType>
  simple: Map<string, { base: string; values: Set<string> }>
}

/** As much of XML Schema as the QuickBooks descriptions use: named types, extensions, elements, attributes, enums. */
export function readSchema(files: readonly string[]): Schema {
  const schema: Schema = { complex: new Map(), simple: new Map() }
  for (const file of files) {
    const text = readFileSync(file, 'utf8').replaceAll(/<!--[\s\S]*?-->/g, '')
    readTypes(schema, text)
  }
  return schema
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

const attributesOf = (tag: string): Record<string, string> =>
  Object.fromEntries([...tag.matchAll(/([\w:]+)\s*=\s*"([^"]*)"/g)].map((it) => [it[1] ?? '', it[2] ?? '']))

function readTypes(schema: Schema, text: string): void {
  let complex: ComplexType | null = null
  let simple: { base: string; values: Set<string> } | null = null
  for (const [, close, name = '', rest = ''] of text.matchAll(/<(\/?)xs:(\w+)((?:[^>"]|"[^"]*")*)>/g)) {
    const attributes = attributesOf(rest)
    if (close === '/') {
      if (name === 'complexType') complex = null
      if (name === 'simpleType') simple = null
    } else if (name === 'complexType' && attributes.name !== undefined) {
      complex = { base: null, fields: new Map() }
      schema.complex.set(attributes.name, complex)
      if (rest.trimEnd().endsWith('/')) complex = null
    } else if (name === 'simpleType' && attributes.name !== undefined) {
      simple = { base: '', values: new Set() }
      schema.simple.set(attributes.name, simple)
    } else if (name === 'restriction' && simple) {
      simple.base = local(attributes.base ?? '')
    } else if (name === 'enumeration' && simple) {
      simple.values.add(attributes.value ?? '')
    } else if (name === 'extension' && complex) {
      complex.base = local(attributes.base ?? '')
    } else if ((name === 'element' || name === 'attribute') && complex) {
      const field = attributes.name ?? local(attributes.ref ?? '')
      const type = local(attributes.type ?? attributes.ref ?? 'string')
      complex.fields.set(field, { type, many: (attributes.maxOccurs ?? '1') !== '1' })
    }
  }
}

const CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  decimal: (value) => typeof value === 'number' || isExactNumber(value),
  int: (value) => Number.isInteger(value),
  integer: (value) => Number.isInteger(value),
  positiveInteger: (value) => Number.isInteger(value) && Number(value) > 0,
  date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  dateTime: (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(value),
}

/** Where a JSON value departs from a type: "Invoice.Line[0].Amount: not a decimal". Empty when it does not. */
export function departures(schema: Schema, type: string, value: unknown, path: string): string[] {
  const complex = schema.complex.get(type)
  if (complex === undefined) return checkSimple(schema, type, value, path)
  // A type that extends text has its text as `value` in JSON.
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path}: not an object`]
  return Object.entries(value).flatMap(([name, item]) => {
    const field = fieldOf(schema, type, name)
    if (field === null) return [`${path}.${name}: ${type} has no such field`]
    if (!field.many) return departures(schema, field.type, item, `${path}.${name}`)
    if (!Array.isArray(item)) return [`${path}.${name}: not a list`]
    return item.flatMap((it, index) => departures(schema, field.type, it, `${path}.${name}[${index}]`))
  })
}

function fieldOf(schema: Schema, type: string, name: string): { type: string; many: boolean } | null {
  const complex = schema.complex.get(type)
  if (complex === undefined) return name === 'value' ? { type, many: false } : null
  return complex.fields.get(name) ?? (complex.base === null ? null : fieldOf(schema, complex.base, name))
}

function checkSimple(schema: Schema, type: string, value: unknown, path: string): string[] {
  const check = CHECKS[type]
  if (check !== undefined) return check(value) ? [] : [`${path}: not a ${type}: ${JSON.stringify(value)}`]
  const simple = schema.simple.get(type)
  if (simple === undefined) return [`${path}: nobody describes the type ${type}`]
  if (simple.values.size > 0) {
    return simple.values.has(String(value)) ? [] : [`${path}: ${JSON.stringify(value)} is no ${type}`]
  }
  return checkSimple(schema, simple.base, value, path)
}
