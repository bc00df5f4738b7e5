import { readFileSync } from 'node:fs'
import { canonicalRecord, type CanonicalRecord, type Finding } from '../../../src/domain/entities.ts'
import { FaultError } from '../../../src/domain/errors.ts'
import { bankStatement } from '../../../src/providers/bank-statement/index.ts'
import type { AnyStream, SourceFacts } from '../../../src/providers/provider.ts'

export type StreamName = keyof typeof bankStatement.streams

export const SOURCE: SourceFacts = { remoteId: 'files', environment: 'SANDBOX', baseCurrency: 'EUR' }

export const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url))

/** What a file holds, by stream. */
export function read(file: Buffer | string, name = 'file'): Readonly<Record<string, readonly unknown[]>> {
  return bankStatement.files.read({ name, bytes: Buffer.from(file) })
}

/** The sentence with which a file is refused. */
export function refusal(file: Buffer | string): string {
  try {
    read(file, 'march.xml')
  } catch (error) {
    if (error instanceof FaultError) return error.fault.message
    throw error
  }
  throw new Error('the file was taken')
}

export interface Mapped {
  id: string
  records: CanonicalRecord[]
  findings: Finding[]
}

/** The whole way of a file's records of one stream, on frozen input. */
export function mapFile(stream: StreamName, file: Buffer | string): Mapped[] {
  const its: AnyStream = bankStatement.streams[stream]
  return (read(file)[stream] ?? []).map((it) => {
    const parsed: unknown = its.raw.parse(frozen(it))
    const { records, findings = [] } = its.map(parsed, SOURCE)
    return { id: its.id(parsed), records: records.map((record) => canonicalRecord.parse(record)), findings }
  })
}

export const recordsOf = (stream: StreamName, file: Buffer | string): CanonicalRecord[] =>
  mapFile(stream, file).flatMap((it) => it.records)

export const transactionsOf = (file: Buffer | string) =>
  recordsOf('transactions', file).filter((it) => it.type === 'TRANSACTION')

/** The only one of them. */
export function only<Item>(items: readonly Item[]): Item {
  const [item, ...others] = items
  if (item === undefined || others.length > 0) throw new Error(`there are ${items.length}`)
  return item
}

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(frozen)
  }
  return value
}
