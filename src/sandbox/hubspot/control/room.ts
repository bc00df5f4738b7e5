import type { Business } from '../history/business.ts'
import type { Grants } from '../identity/grants.ts'
import type { ControlInput } from './input.ts'

/** What a control may touch. */
export interface Room {
  business: Business
  grants: Grants
  now: () => number
  /** Does something that no webhook tells of. */
  quietly: (act: () => void) => void
}

export type Control = (room: Room, input: ControlInput) => object
