import { z } from 'zod'
import { refused, WHAT_IS_TAKEN } from '../refusal.ts'
import type { Entry, Kind, Report } from '../model.ts'
import { camtEntry } from './entry.ts'
import { many } from './fields.ts'
import { camtHead } from './head.ts'
import { readXml, type Element } from './xml.ts'

/**
 * By the element within the document, which ends with "V01" in the first version; the namespace tells the version, and
 * all of them are read alike.
 */
const MESSAGES: Readonly<Record<string, { kind: Kind; reports: string; what: string }>> = {
  BkToCstmrStmt: { kind: '053', reports: 'Stmt', what: 'statement' },
  BkToCstmrAcctRpt: { kind: '052', reports: 'Rpt', what: 'report' },
  BkToCstmrDbtCdtNtfctn: { kind: '054', reports: 'Ntfctn', what: 'advice' },
}
/** Banks put the document into envelopes of their own. */
const DEEPEST_DOCUMENT = 4

type Fields = Readonly<Record<string, Element>>

/** Everything in an ISO 20022 file. Throws FaultError when it holds no such message, or one without an account. */
export function readCamt(name: string, xml: string): Report[] {
  const document = documentIn(readXml(name, xml), DEEPEST_DOCUMENT)
  const [root, body] = Object.entries(document ?? {}).find(([tag]) => messageOf(tag) !== undefined) ?? []
  const message = root === undefined ? undefined : messageOf(root)
  if (message === undefined || typeof body !== 'object' || Array.isArray(body)) {
    const found = Object.keys(document ?? {}).find((it) => !it.startsWith('@'))
    throw refused(
      found === undefined
        ? `The file ${name} is XML, but no document of ISO 20022. ${WHAT_IS_TAKEN}.`
        : `The file ${name} holds <${found}>, which is no statement. ${WHAT_IS_TAKEN}.`,
    )
  }
  const version = /tech:xsd:(camt\.05[234]\.\d{3}\.\d{2})/.exec(xml)?.[1] ?? `camt.${message.kind}`
  const reports = many(z.looseObject({})).safeParse(body[message.reports]).data ?? []
  if (reports.length === 0) throw refused(`The file ${name} is ${version} without a ${message.what} in it.`)
  return reports.map((it, index) => reportOf(it, { name, ...message, version, index }))
}

const messageOf = (tag: string) => MESSAGES[tag.replace(/V\d\d$/, '')]

function documentIn(element: Element, depth: number): Fields | null {
  if (typeof element !== 'object' || Array.isArray(element) || depth === 0) return null
  const { Document: own } = element
  if (typeof own === 'object' && !Array.isArray(own)) return own
  for (const it of Object.values(element)) {
    const found = documentIn(it, depth - 1)
    if (found !== null) return found
  }
  return null
}

interface Place {
  name: string
  kind: Kind
  what: string
  version: string
  index: number
}

function reportOf(received: Record<string, unknown>, { name, kind, what, version, index }: Place): Report {
  const { Ntry, ...statement } = received
  const head = camtHead.safeParse(statement)
  const which = `The ${what} ${typeof received['Id'] === 'string' ? received['Id'] : index + 1} in ${name}`
  if (!head.success) {
    const [issue] = head.error.issues
    throw refused(`${which} cannot be read: ${issue?.path.join('/') ?? ''}: ${issue?.message ?? ''}.`)
  }
  if (head.data.number === null) throw refused(`${which} names no account (Acct/Id).`)
  const entries = (Array.isArray(Ntry) ? Ntry : []).map(entryOf)
  const currency = head.data.currency ?? currencyOf(entries)
  return {
    ...{ format: 'camt', kind, message: version, statement, head: { ...head.data, currency } },
    entries,
  }
}

/** Entries are in their account's currency, which an advice seldom tells otherwise: without it, it fits no statement. */
function currencyOf(entries: readonly Entry[]): string | null {
  const [only = null, ...others] = new Set(entries.flatMap(({ booking }) => booking?.money.currency ?? []))
  return others.length === 0 ? only : null
}

function entryOf(received: unknown): Entry {
  const { BkTxCd, NtryDtls, TxDtls, AddtlNtryInf } = z.looseObject({}).safeParse(received).data ?? {}
  return {
    received,
    booking: camtEntry.safeParse(received).data ?? null,
    content: [BkTxCd, NtryDtls, TxDtls, AddtlNtryInf].flatMap(textsIn),
  }
}

function textsIn(element: unknown): string[] {
  if (typeof element === 'string') return [element.replaceAll(/\s+/g, ' ')]
  return typeof element === 'object' && element !== null ? Object.values(element).flatMap(textsIn) : []
}
