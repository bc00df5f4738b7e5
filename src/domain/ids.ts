import { randomBytes } from 'node:crypto'

/** A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then 74 random bits, so that ids sort by age. */
export function newId(now: number = Date.now(), random: Buffer = randomBytes(10)): string {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(now, 0, 6)
  random.copy(bytes, 6, 0, 10)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

export const isUuid = (text: string): boolean =>
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text)

/**
 * Names a record within its source, and is how records refer to each other before and after they arrive:
 * the stream and the provider's id, "invoices/1045". `part` tells apart several records made from one
 * remote record: "transfers/12#out".
 */
export type RecordKey = string

export function recordKey(stream: string, remoteId: string, part?: string): RecordKey {
  return part === undefined ? `${stream}/${remoteId}` : `${stream}/${remoteId}#${part}`
}
