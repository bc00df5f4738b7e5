import { readFileSync } from 'node:fs'
import { canonicalRecord, type CanonicalRecord, type Finding } from '../../../src/domain/entities.ts'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { hubspot } from '../../../src/providers/hubspot/index.ts'
import type { AnyStream, SourceFacts } from '../../../src/providers/provider.ts'

export type StreamName = keyof typeof hubspot.streams

export const streams: Readonly<Record<StreamName, AnyStream>> = hubspot.streams
export const streamNames = Object.keys(streams) as StreamName[]

export const SOURCE: SourceFacts = { remoteId: '48213377', environment: 'SANDBOX', baseCurrency: 'USD' }

export interface Row {
  id: string
  properties: Readonly<Record<string, unknown>>
  [field: string]: unknown
}

/** A record as HubSpot sends it, with what the reading puts beside it. */
export const fixture = (stream: StreamName): unknown =>
  parseExactJson(readFileSync(new URL(`./fixtures/${stream}.json`, import.meta.url), 'utf8'))

/** One whose properties are changed, or whose `beside` fields are; undefined removes one. */
export function row(
  stream: StreamName,
  properties: Readonly<Record<string, unknown>> = {},
  beside: Readonly<Record<string, unknown>> = {},
): Row {
  const whole = fixture(stream) as Row
  return { ...whole, properties: { ...whole.properties, ...properties }, ...beside }
}

/** The whole way of one record, on frozen input: whatever tries to change it throws. */
export function mapped(
  stream: StreamName,
  raw: unknown,
  source: SourceFacts = SOURCE,
): { records: CanonicalRecord[]; findings: Finding[] } {
  const it = streams[stream]
  const parsed: unknown = frozen(it.raw.parse(frozen(raw)))
  const { records, findings = [] } = it.map(parsed, Object.freeze({ ...source }))
  return { records: records.map((record) => canonicalRecord.parse(record)), findings }
}

/** The only record that a raw one gives, and the codes of what was found in it. */
export function mapOne(
  stream: StreamName,
  raw: unknown,
  source?: SourceFacts,
): Readonly<Record<string, unknown>> {
  const { records, findings } = mapped(stream, raw, source)
  const [record, ...more] = records
  if (record === undefined || more.length > 0) throw new Error(`${stream} gave ${more.length} records more`)
  return { ...record, found: findings.map((it) => it.code) }
}

/** These of its fields. */
export const pick = (record: Readonly<Record<string, unknown>>, ...names: string[]): unknown[] =>
  names.map((name) => record[name])

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}
