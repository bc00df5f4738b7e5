import { createHash } from 'node:crypto'
import { z } from 'zod'
import { findingsOf } from '../domain/checks.ts'
import { canonicalRecord, type CanonicalRecord, type Finding } from '../domain/entities.ts'
import { isExactNumber, stringifyExactJson } from '../domain/exact-json.ts'
import type { AnyStream, Mapped, Provider, SourceFacts } from '../providers/provider.ts'
import type { IncomingRecord } from '../store/apply.ts'

const MOST_FINDINGS = 20
const LONGEST_ID = 300

/**
 * Reads one raw record: checks it against its stream's schema, maps it, checks what came out. Pure. A record that
 * fails anywhere comes back with `records` null and UNREADABLE_RECORD findings that say where and why.
 */
export function interpret(
  provider: Provider,
  streamName: string,
  raw: unknown,
  facts: SourceFacts,
): IncomingRecord {
  const stream = provider.streams[streamName]
  if (stream === undefined) throw new RangeError(`${provider.name} has no stream "${streamName}"`)
  const text = stringifyExactJson(raw)
  const read = readRecord(stream, raw, facts)
  const remoteId = read.remoteId ?? guessId(stream, raw, text)
  return {
    remoteId,
    raw: text,
    remoteUpdatedAt: read.updatedAt,
    remoteUrl: provider.remoteUrl?.(streamName, remoteId, facts) ?? null,
    records: read.records,
    findings: read.findings.slice(0, MOST_FINDINGS),
  }
}

interface Reading {
  /** Null: not even that could be read. */
  remoteId: string | null
  updatedAt: string | null
  records: CanonicalRecord[] | null
  findings: Finding[]
}

const canonicalRecords = z.array(canonicalRecord)
const stamp = z.iso.datetime().nullable()

function readRecord(stream: AnyStream, raw: unknown, facts: SourceFacts): Reading {
  const checked = stream.raw.safeParse(raw)
  if (!checked.success) return setAside(findingsIn(checked.error, ''))
  let remoteId: string | null = null
  try {
    remoteId = stream.id(checked.data)
    const updatedAt = stamp.parse(stream.updatedAt(checked.data))
    const mapped = stream.map(checked.data, facts)
    const canonical = canonicalRecords.safeParse(mapped.records)
    return canonical.success
      ? { remoteId, updatedAt, records: mapped.records, findings: allFindings(mapped) }
      : { ...setAside(findingsIn(canonical.error, 'mapped ')), remoteId, updatedAt }
  } catch (error) {
    // Adapters say with a thrown sentence why a record that fits its schema still cannot be mapped.
    return { ...setAside([unreadable([], error instanceof Error ? error.message : String(error))]), remoteId }
  }
}

const setAside = (findings: Finding[]): Reading => ({
  remoteId: null,
  updatedAt: null,
  records: null,
  findings,
})

const unreadable = (path: string[], reason: string): Finding => ({
  code: 'UNREADABLE_RECORD',
  severity: 'ERROR',
  message: `The record cannot be read: ${reason}`,
  path,
})

/** `where` tells a path in what the adapter made from one in what the provider sent. */
function findingsIn({ issues }: z.ZodError, where: '' | 'mapped '): Finding[] {
  return issues.map(({ path, message }) => {
    const steps = path.map(String)
    return unreadable(steps, steps.length === 0 ? message : `${where}${steps.join('.')}: ${message}`)
  })
}

/** What the adapter found counts more than the general checks, which know the provider's ways less well. */
function allFindings({ records, findings = [] }: Mapped): Finding[] {
  const known = new Set(findings.map((it) => it.code))
  const general = records.flatMap(findingsOf).filter((it) => !known.has(it.code))
  return general.length === 0 ? findings : [...findings, ...general]
}

/** An id for what could not be read: the stream's, the usual fields', else one made of the content. */
function guessId(stream: AnyStream, raw: unknown, text: string): string {
  const guess = idBy(stream, raw) ?? fieldOf(raw, 'id') ?? fieldOf(raw, 'Id')
  return guess ?? `unreadable-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`
}

function idBy(stream: AnyStream, raw: unknown): string | null {
  try {
    // The schema does not stand before this call, so whatever comes back is checked.
    const id = idText(stream.id(raw))
    return id !== null && !/undefined|null/.test(id) ? id : null
  } catch {
    return null
  }
}

function fieldOf(raw: unknown, name: string): string | null {
  if (typeof raw !== 'object' || raw === null) return null
  return idText(Object.getOwnPropertyDescriptor(raw, name)?.value)
}

/** Ids can be numbers on the wire. */
function idText(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : isExactNumber(value) ? value.rawJSON : value
  return typeof text === 'string' && /\S/.test(text) && text.length <= LONGEST_ID ? text : null
}
