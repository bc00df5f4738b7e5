import { readFileSync } from 'node:fs'
import { canonicalRecord, type CanonicalRecord, type Finding } from '../../../src/domain/entities.ts'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import type { AnyStream, SourceFacts } from '../../../src/providers/provider.ts'
import { xero } from '../../../src/providers/xero/index.ts'

export type StreamName = keyof typeof xero.streams

export const streams: Readonly<Record<StreamName, AnyStream>> = xero.streams
export const streamNames = Object.keys(streams) as StreamName[]

export const SOURCE: SourceFacts = {
  remoteId: '5a3c1f0e-0d57-4c55-9d8e-1f2a30405060',
  environment: 'SANDBOX',
  baseCurrency: 'GBP',
}

/** A record as Xero sends it; `changes` replace fields, undefined ones remove them. */
export function fixture(stream: StreamName, changes: Readonly<Record<string, unknown>> = {}): object {
  const text = readFileSync(new URL(`./fixtures/${stream}.json`, import.meta.url), 'utf8')
  return { ...(parseExactJson(text) as object), ...changes }
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

/** The fields of the only record that a changed fixture gives. */
export function mapOne(
  stream: StreamName,
  changes?: Readonly<Record<string, unknown>>,
  source?: SourceFacts,
): Readonly<Record<string, unknown>> {
  const [record, ...more] = mapped(stream, fixture(stream, changes), source).records
  if (record === undefined || more.length > 0) throw new Error(`${stream} gave ${more.length} records more`)
  return record
}

export const codesOf = (stream: StreamName, changes: Readonly<Record<string, unknown>>): string[] =>
  mapped(stream, fixture(stream, changes)).findings.map((it) => it.code)

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}
