import { createHash } from 'node:crypto'

const VERSION = 1
const LENGTH = 1 + 8 + 6

/**
 * A position in a workspace's feed as the opaque text that callers keep: version, position, and a few bytes made
 * of both and the workspace, so that a cursor from elsewhere is refused instead of read as a position here.
 */
export function encodeCursor(workspaceId: string, position: bigint): string {
  const bytes = Buffer.alloc(LENGTH)
  bytes.writeUInt8(VERSION, 0)
  bytes.writeBigUInt64BE(position, 1)
  tie(workspaceId, position).copy(bytes, 9)
  return bytes.toString('base64url')
}

/** Null when the text is not a cursor of this workspace's feed. */
export function decodeCursor(workspaceId: string, text: string): bigint | null {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.length !== LENGTH || bytes.readUInt8(0) !== VERSION) return null
  const position = bytes.readBigUInt64BE(1)
  return encodeCursor(workspaceId, position) === text ? position : null
}

function tie(workspaceId: string, position: bigint): Buffer {
  return createHash('sha256').update(`changes:${workspaceId}:${position}`).digest().subarray(0, 6)
}
