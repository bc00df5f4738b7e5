import { readFileSync } from 'node:fs'
import { canonicalRecord, type CanonicalRecord, type Finding } from '../../../src/domain/entities.ts'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import type { AnyStream, SourceFacts } from '../../../src/providers/provider.ts'
import { plaid } from '../../../src/providers/plaid/index.ts'

export type StreamName = keyof typeof plaid.streams

export const streams: Readonly<Record<StreamName, AnyStream>> = plaid.streams
export const streamNames = Object.keys(streams) as StreamName[]

export const SOURCE: SourceFacts = {
  remoteId: 'Qm4tX9wLhnJrVb2kEzPcUyDoSa7iGfR1lKeM',
  environment: 'SANDBOX',
  baseCurrency: null,
}

/** A record as Plaid sends it; `changes` replace fields, undefined ones remove them. */
export function fixture(stream: StreamName, changes: Readonly<Record<string, unknown>> = {}): unknown {
  const text = readFileSync(new URL(`./fixtures/${stream}.json`, import.meta.url), 'utf8')
  return { ...(parseExactJson(text) as object), ...changes }
}

/** The whole way of one object, on frozen input: whatever tries to change it throws. */
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

/** The first record that an object gives, and the codes of what was found in it. */
export function mapOne(stream: StreamName, changes?: Readonly<Record<string, unknown>>) {
  const { records, findings } = mapped(stream, fixture(stream, changes))
  const [record] = records
  if (record === undefined) throw new Error(`${stream} gave no record`)
  return { ...record, found: findings.map((it) => it.code) }
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}
