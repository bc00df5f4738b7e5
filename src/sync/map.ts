import type { CanonicalRecord } from '../domain/entities.ts'
import { FaultError } from '../domain/errors.ts'
import { parseExactJson } from '../domain/exact-json.ts'
import type { AnyStream, Provider, SourceFacts } from '../providers/provider.ts'
import type { IncomingRecord } from '../store/apply.ts'
import { interpret } from './interpret.ts'
import { unwrap } from './unwrap.ts'

export interface Mapping {
  accepted: CanonicalRecord[]
  refused: Refusal[]
  /** What the provider only says to be gone. */
  deleted: Deletion[]
  /** Names under which the input holds another stream's records, which were left out: "Customer". */
  skipped: Set<string>
}

export interface Deletion {
  /** Which of the records, counted from 0. */
  index: number
  id: string
  deleted: true
}

export interface Refusal {
  /** Which of the records, counted from 0. */
  index: number
  id: string | null
  reasons: string[]
}

/** A JSON text begins so; a SWIFT message may begin with a brace, too, but not with what then follows. */
const JSON_BEGINNING = /^\uFEFF?\s*(\[\s*[[{"\]]|\{\s*["}])/
const BEGINNING_BYTES = 200

/**
 * Maps what a provider's file holds of one stream, or, where the provider has no files or the input is JSON, records
 * as mapRecords takes them. Throws RangeError when the provider has no such stream.
 */
export function mapInput(input: Buffer, provider: Provider, streamName: string, facts: SourceFacts): Mapping {
  const isJson = JSON_BEGINNING.test(input.toString('utf8', 0, BEGINNING_BYTES))
  const { files, streams } = provider
  if (files === undefined || isJson || streams[streamName] === undefined)
    return mapRecords(input.toString('utf8'), provider, streamName, facts)
  const mapping = emptyMapping()
  try {
    const records = files.read({ name: 'input', bytes: input })[streamName] ?? []
    for (const [index, raw] of records.entries()) {
      mapRecord(mapping, index, interpret(provider, streamName, raw, facts))
    }
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    mapping.refused.push({ index: 0, id: null, reasons: [error.message] })
  }
  return mapping
}

const emptyMapping = (): Mapping => ({ accepted: [], refused: [], deleted: [], skipped: new Set() })

/**
 * Maps raw records as the provider sends them: a JSON array, one object, JSON lines, or its answers with records in
 * them. Throws RangeError when the provider has no such stream.
 */
export function mapRecords(
  input: string,
  provider: Provider,
  streamName: string,
  facts: SourceFacts,
): Mapping {
  const stream = provider.streams[streamName]
  if (stream === undefined) throw new RangeError(`${provider.name} has no stream "${streamName}"`)
  const isRecord = (value: unknown) =>
    stream.raw.safeParse(value).success || (stream.deletedId?.(value) ?? null) !== null
  const otherNames = namesBeside(provider, stream)
  const mapping = emptyMapping()
  let index = 0
  for (const document of documentsIn(input)) {
    if ('problem' in document) {
      mapping.refused.push({ index: index++, id: null, reasons: [document.problem] })
      continue
    }
    const { records, skipped } = unwrap(document.value, {
      isRecord,
      inAnswer: (value) => stream.inAnswer?.(value) ?? null,
      ownName: stream.wireName,
      otherNames,
    })
    for (const name of skipped) mapping.skipped.add(name)
    for (const raw of records) {
      const gone = stream.deletedId?.(raw) ?? null
      if (gone !== null) mapping.deleted.push({ index, id: gone, deleted: true })
      else mapRecord(mapping, index, interpret(provider, streamName, raw, facts))
      index += 1
    }
  }
  return mapping
}

function namesBeside({ streams }: Provider, stream: AnyStream): ReadonlySet<string> {
  const names = Object.values(streams).flatMap(({ wireName }) => wireName ?? [])
  return new Set(names.filter((name) => name !== stream.wireName))
}

function mapRecord(mapping: Mapping, index: number, { remoteId, records, findings }: IncomingRecord): void {
  if (records !== null) for (const it of records) mapping.accepted.push(it)
  else mapping.refused.push({ index, id: remoteId, reasons: findings.map((it) => it.message) })
}

type Document = { value: unknown } | { problem: string }

/** The whole input when it is JSON; else its lines, when one of them is an object by itself. */
function documentsIn(input: string): Document[] {
  const text = input.replace(/^\uFEFF/, '')
  if (!/\S/.test(text)) return []
  const whole = parse(text, 'The input')
  if ('value' in whole) return [whole]
  const lines = text
    .split('\n')
    .map((line, at) => ({ line, name: `Line ${at + 1}` }))
    .filter(({ line }) => /\S/.test(line))
    .map(({ line, name }) => parse(line, name))
  const isLines = lines.some((it) => 'value' in it && typeof it.value === 'object')
  return isLines ? lines : [whole]
}

function parse(text: string, name: string): Document {
  try {
    return { value: parseExactJson(text) }
  } catch (error) {
    return { problem: `${name} is not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}
