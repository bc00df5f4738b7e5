import { createHash } from 'node:crypto'
import { isUuid } from '../domain/ids.ts'
import type { Position } from '../store/read/page.ts'
import { badInput } from './errors.ts'

// A cursor is bound to one list: its name, owner, order and filter. Elsewhere it would point to nowhere in particular.

/** A short print of what a list is. */
export const fingerprintOf = (list: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(list)).digest('base64url').slice(0, 10)

export const encodeCursor = (fingerprint: string, { value, id }: Position): string =>
  Buffer.from(JSON.stringify([fingerprint, value, id])).toString('base64url')

export function decodeCursor(argument: 'after' | 'before', cursor: string, fingerprint: string): Position {
  const [print, value, id] = parse(cursor)
  if (typeof print !== 'string' || typeof value !== 'string' || typeof id !== 'string' || !isUuid(id)) {
    throw badInput(`${argument}: "${cursor.slice(0, 100)}" is not a cursor.`)
  }
  if (print !== fingerprint) {
    throw badInput(
      `${argument}: this cursor comes from another list, or from this one with another order or filter.`,
    )
  }
  return { value, id }
}

function parse(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Array.isArray(parsed) ? parsed : []
  } catch {
    return []
  }
}
