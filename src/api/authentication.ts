import { authenticate, type Caller } from '../sources/keys.ts'
import type { Database } from '../store/database.ts'

export type { Caller } from '../sources/keys.ts'

/** Whose key an Authorization header (or a socket's `authorization` parameter) carries; null: nobody's. */
export type Authentication = (authorization: unknown) => Promise<Caller | null>

export const authenticationBy =
  (database: Database): Authentication =>
  async (authorization) => {
    const key = typeof authorization === 'string' ? /^Bearer +(\S+)$/i.exec(authorization)?.[1] : undefined
    return key === undefined ? null : await authenticate(database, key)
  }
