import type { CanonicalRecord } from '../domain/entities.ts'
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
  const mapping: Mapping = { accepted: [], refused: [], deleted: [], skipped: new Set() }
  let index = 0
  for (const document of documentsIn(input)) {
    if ('problem' in document) {
      mapping.refused.push({ index: index++, id: null, reasons: [document.problem] })
      continue
    }
    const { records, skipped } = unwrap(document.value, { isRecord, ownName: stream.wireName, otherNames })
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
