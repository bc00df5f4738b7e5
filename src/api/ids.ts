import { isUuid } from '../domain/ids.ts'
import { notFound } from './errors.ts'

/** The types that have ids. */
export const NODE_TYPES = [
  'Workspace',
  'Company',
  'Source',
  'Anomaly',
  'SyncRun',
  'Account',
  'Contact',
  'Invoice',
  'Payment',
  'Transaction',
  'JournalEntry',
  'TaxRate',
  'Dimension',
  'AccountingPeriod',
] as const
export type NodeType = (typeof NODE_TYPES)[number]

/** Opaque to callers; bound to its type. */
export const encodeId = (type: NodeType, uuid: string): string =>
  Buffer.from(`${type}:${uuid}`, 'latin1').toString('base64url')

/** Null when the text is no id that `encodeId` could have made. */
export function decodeId(id: string): { type: NodeType; uuid: string } | null {
  const [name, uuid = ''] = Buffer.from(id.slice(0, 200), 'base64url').toString('latin1').split(':')
  const type = NODE_TYPES.find((it) => it === name)
  if (type === undefined || !isUuid(uuid) || encodeId(type, uuid) !== id) return null
  return { type, uuid }
}

/** The uuid of an id that must be of this type; anything else is NOT_FOUND. */
export function uuidOf(type: NodeType, id: string): string {
  const decoded = decodeId(id)
  if (decoded?.type !== type) throw notFound(wordFor(type), id)
  return decoded.uuid
}

export function uuidsOf(type: NodeType, ids: readonly string[] | null | undefined): string[] | null {
  return ids?.map((it) => uuidOf(type, it)) ?? null
}

/** "journal entry" for JournalEntry. */
export const wordFor = (type: string): string =>
  type.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter}`).toLowerCase()
