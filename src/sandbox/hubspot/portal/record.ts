import type { TypeName } from './types.ts'

export type Properties = Record<string, string | null>

export interface CrmRecord {
  type: TypeName
  id: string
  /** Set ones; absent and null are the same. */
  properties: Properties
  createdAt: number
  updatedAt: number
  archivedAt: number | null
}

/** Who changes things: a person in HubSpot, or an app. */
export interface ChangeSource {
  changeSource: 'CRM_UI' | 'INTEGRATION'
  sourceId: string
}

/** What a webhook will tell, beside what all of them do. */
export interface PortalEvent {
  type: TypeName
  kind:
    'creation' | 'deletion' | 'restore' | 'merge' | 'privacyDeletion' | 'propertyChange' | 'associationChange'
  at: number
  source: ChangeSource
  facts: Readonly<Record<string, unknown>>
}

/** HubSpot would not do it; the message says why. */
export class Refusal extends Error {
  /** "READ_ONLY_VALUE": of the error's details, where it has any. */
  readonly code: string | null
  readonly properties: readonly string[]

  constructor(message: string, code: string | null = null, properties: readonly string[] = []) {
    super(message)
    this.code = code
    this.properties = properties
  }
}
