import { readFileSync } from 'node:fs'
import type { CanonicalRecord, Finding } from '../../../src/domain/entities.ts'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { dynamics365Finance } from '../../../src/providers/dynamics365-finance/index.ts'
import type { AnyStream, SourceFacts } from '../../../src/providers/provider.ts'
import { interpret } from '../../../src/sync/interpret.ts'

export type StreamName = keyof typeof dynamics365Finance.streams

export const streams: Readonly<Record<StreamName, AnyStream>> = dynamics365Finance.streams
export const streamNames = Object.keys(streams) as StreamName[]

export const SOURCE: SourceFacts = {
  remoteId: 'larkfield.operations.example/lfde',
  environment: 'SANDBOX',
  baseCurrency: 'EUR',
}

type Changes = Readonly<Record<string, unknown>>

/** A record as the readings put it together; `changes` replace fields, undefined ones remove them. */
export function fixture(stream: StreamName, changes: Changes = {}): Record<string, unknown> {
  const text = readFileSync(new URL(`./fixtures/${stream}.json`, import.meta.url), 'utf8')
  const whole = { ...(parseExactJson(text) as object), ...changes }
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined))
}

/** The whole way of one record; a refusal is thrown with its reasons. */
export function mapped(
  stream: StreamName,
  raw: unknown,
): { records: CanonicalRecord[]; findings: Finding[] } {
  const { records, findings } = interpret(dynamics365Finance, stream, raw, SOURCE)
  if (records === null) throw new Error(findings.map((it) => it.message).join('\n'))
  return { records, findings }
}

export const mapAll = (stream: StreamName, changes?: Changes): CanonicalRecord[] =>
  mapped(stream, fixture(stream, changes)).records

/** The first record that comes out, with the codes of what was found in it. */
export function mapOne<Type extends CanonicalRecord['type']>(
  stream: StreamName,
  type: Type,
  changes?: Changes,
): Extract<CanonicalRecord, { type: Type }> & { found: string[] } {
  const { records, findings } = mapped(stream, fixture(stream, changes))
  const record = records.find((it): it is Extract<CanonicalRecord, { type: Type }> => it.type === type)
  if (record === undefined) throw new Error(`${stream} gave no ${type}`)
  return { ...record, found: findings.map((it) => it.code) }
}

/** Codes and messages of a record from which nothing comes out. */
export function nothingOf(stream: StreamName, changes?: Changes): string[] {
  const { records, findings } = mapped(stream, fixture(stream, changes))
  if (records.length > 0) throw new Error(`${stream} gave ${records.length} records`)
  return findings.map((it) => `${it.severity} ${it.code}: ${it.message}`)
}
