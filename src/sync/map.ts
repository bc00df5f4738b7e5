import type { CanonicalRecord } from '../domain/entities.ts'
import { parseExactJson } from '../domain/exact-json.ts'
import type { Provider, SourceFacts } from '../providers/provider.ts'
import { interpret } from './interpret.ts'
import { unwrap } from './unwrap.ts'

export interface Mapping {
  accepted: CanonicalRecord[]
  refused: Refusal[]
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
  const isRecord = (value: unknown) => stream.raw.safeParse(value).success
  const mapping: Mapping = { accepted: [], refused: [] }
  let index = 0
  for (const document of documentsIn(input)) {
    if ('problem' in document) {
      mapping.refused.push({ index: index++, id: null, reasons: [document.problem] })
      continue
    }
    for (const raw of unwrap(document.value, isRecord)) {
      const { remoteId, records, findings } = interpret(provider, streamName, raw, facts)
      if (records !== null) for (const it of records) mapping.accepted.push(it)
      else mapping.refused.push({ index, id: remoteId, reasons: findings.map((it) => it.message) })
      index += 1
    }
  }
  return mapping
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
