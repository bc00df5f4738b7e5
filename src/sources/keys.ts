import { createHash, randomBytes } from 'node:crypto'
import { FaultError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { inWorkspace, type Database } from '../store/database.ts'

/** What an API key may do. */
export const SCOPES = [
  'records:read',
  'records:raw',
  'records:write',
  'sync:request',
  'sources:connect',
] as const
export type Scope = (typeof SCOPES)[number]

export interface Caller {
  workspaceId: string
  keyId: string
  scopes: readonly string[]
}

export interface NewApiKey {
  workspaceId: string
  name: string
  scopes: readonly string[]
  /** The key itself, where it was chosen elsewhere; else 256 random bits. */
  key?: string
}

const CACHED_MS = 10_000
const MOST_CACHED = 10_000
const LONGEST_KEY = 200

/**
 * Makes an API key. Only its hash is stored, so this is the one time that it can be shown. A chosen key that the
 * workspace has already is made good again, with this name and these scopes.
 */
export async function createApiKey(
  database: Database,
  { workspaceId, name, scopes, key = `dbk_${randomBytes(32).toString('base64url')}` }: NewApiKey,
): Promise<{ id: string; key: string }> {
  const unknown = scopes.filter((it) => !SCOPES.some((scope) => scope === it))
  if (unknown.length > 0) {
    throw invalid(`There is no scope "${unknown.join('", "')}". There are: ${SCOPES.join(', ')}.`, 'scopes')
  }
  return await inWorkspace(database, workspaceId, async (tx) => {
    const [row] = await tx<{ id: string }[]>`
      insert into api_keys (workspace_id, id, name, hash, scopes)
      values (${workspaceId}, ${newId()}, ${name}, ${hashOf(key)}, ${[...scopes]}::text[])
      on conflict (hash) do update set name = excluded.name, scopes = excluded.scopes, revoked_at = null
      where api_keys.workspace_id = excluded.workspace_id
      returning id`
    if (row === undefined) throw invalid('That key opens another workspace already.', 'key')
    return { id: row.id, key }
  })
}

const invalid = (message: string, at: string) =>
  new FaultError({ code: 'INVALID_INPUT', message, actor: 'CALLER', retryable: false, path: [at] })

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex')

interface Known {
  caller: Caller
  until: number
}

const cache = new WeakMap<Database, Map<string, Known>>()

/**
 * Whose key it is, or null when it is nobody's or revoked. What is known stays known for ten seconds, so a revoked
 * key works at most that much longer.
 */
export async function authenticate(
  database: Database,
  presented: string,
  now: number = Date.now(),
): Promise<Caller | null> {
  if (presented === '' || presented.length > LONGEST_KEY) return null
  const hash = hashOf(presented)
  const known = cacheOf(database)
  const hit = known.get(hash)
  if (hit !== undefined && now < hit.until) return hit.caller
  known.delete(hash)
  const [row] = await database.sql<{ workspace_id: string; id: string; scopes: string[] }[]>`
    select * from workspace_of_api_key(${hash})`
  // Guesses are not remembered: they would push out the keys in use.
  if (row === undefined) return null
  const caller = { workspaceId: row.workspace_id, keyId: row.id, scopes: row.scopes }
  for (const oldest of known.keys()) {
    if (known.size < MOST_CACHED) break
    known.delete(oldest)
  }
  known.set(hash, { caller, until: now + CACHED_MS })
  return caller
}

function cacheOf(database: Database): Map<string, Known> {
  const existing = cache.get(database)
  if (existing !== undefined) return existing
  const made = new Map<string, Known>()
  cache.set(database, made)
  return made
}
