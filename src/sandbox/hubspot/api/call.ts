import type { SandboxRequest } from '../../kit/provider.ts'
import { isJsonObject, type JsonObject } from '../json.ts'
import type { Portal } from '../portal/portal.ts'
import { objectType, typeNamed, type TypeName } from '../portal/types.ts'
import { invalid, missingScopes } from './responses.ts'

/** One request, let in. */
export interface Call {
  portal: Portal
  request: SandboxRequest
  scopes: readonly string[]
  now: number
}

/** Throws HubSpotError when there is no such type, or the app may not do that with it. */
export function typeFor({ scopes }: Call, name: string, right: 'read' | 'write'): TypeName {
  const type = typeNamed(name)
  if (type === undefined) throw invalid(`Unable to infer object type from: ${name}`)
  needScope(scopes, `crm.objects.${objectType(type).scope}.${right}`)
  return type
}

export function needScope(scopes: readonly string[], scope: string): void {
  if (!scopes.includes(scope)) throw missingScopes([scope])
}

/** A JSON object. */
export function bodyOf({ request }: Call): JsonObject {
  try {
    const body: unknown = JSON.parse(request.body.toString())
    if (isJsonObject(body)) return body
  } catch {
    // What it is not, it is told below.
  }
  throw invalid('Invalid input JSON: the body is not a JSON object')
}

/** From 1 to the largest. */
export function limitOf(
  text: string | number | null | undefined,
  otherwise: number,
  largest: number,
): number {
  if (text === null || text === undefined) return otherwise
  const limit = /^\d{1,6}$/.test(String(text)) ? Number(text) : NaN
  if (limit >= 1 && limit <= largest) return limit
  throw invalid(`Invalid limit: ${text}. It must be between 1 and ${largest}`)
}

/** "a,b" and a repeated parameter are the same. */
export const listIn = (query: URLSearchParams, name: string): string[] =>
  query
    .getAll(name)
    .flatMap((it) => it.split(','))
    .filter((it) => it !== '')

export const isArchivedAsked = ({ request }: Call): boolean =>
  request.query.get('archived')?.toLowerCase() === 'true'
