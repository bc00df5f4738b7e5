import type { SandboxWebhook } from '../../kit/provider.ts'
import type { Business } from '../history/business.ts'
import type { Identity } from '../identity/oauth.ts'
import type { Limits } from '../limits.ts'
import type { Notifier } from '../notify.ts'
import type { ControlInput } from './input.ts'

/** What a control may touch beyond one organisation's books. */
export interface Room {
  identity: Identity
  limits: Limits
  notifier: Notifier
  now: () => number
  send: (webhook: SandboxWebhook) => void
}

export type Control = (business: Business, input: ControlInput, room: Room) => object
