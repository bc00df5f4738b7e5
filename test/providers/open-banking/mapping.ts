import { readFileSync } from 'node:fs'
import { canonicalRecord, type CanonicalRecord, type Finding } from '../../../src/domain/entities.ts'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import type { AnyStream, SourceFacts } from '../../../src/providers/provider.ts'
import { openBanking } from '../../../src/providers/open-banking/index.ts'

export type StreamName = keyof typeof openBanking.streams

export const streams: Readonly<Record<StreamName, AnyStream>> = openBanking.streams
export const streamNames = Object.keys(streams) as StreamName[]

export const SOURCE: SourceFacts = { remoteId: 'hansa/quayside', environment: 'SANDBOX', baseCurrency: null }
export const at = (bank: string): SourceFacts => ({ ...SOURCE, remoteId: `${bank}/quayside` })

/** A record as a bank sends it; `changes` replace fields, undefined ones remove them. */
export function fixture(stream: StreamName, changes: Readonly<Record<string, unknown>> = {}): unknown {
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

export const mapChanged = (
  stream: StreamName,
  changes: Readonly<Record<string, unknown>>,
  source: SourceFacts = SOURCE,
) => mapped(stream, fixture(stream, changes), source)

/** The id of a record. */
export const idOf = (stream: StreamName, raw: unknown): string =>
  streams[stream].id(streams[stream].raw.parse(raw))

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}
