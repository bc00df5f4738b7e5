import type { SourceFacts } from '../provider.ts'
import { OBJECT_TYPES } from './object-types.ts'

const TYPES: Readonly<Record<string, string>> = OBJECT_TYPES

/** The record in HubSpot's web application, which leads on to the host of the account's region. */
export function remoteUrl(stream: string, remoteId: string, source: SourceFacts): string | undefined {
  const type = TYPES[stream]
  if (type === undefined) return undefined
  return `https://app.hubspot.com/contacts/${source.remoteId}/record/${type}/${encodeURIComponent(remoteId)}`
}
