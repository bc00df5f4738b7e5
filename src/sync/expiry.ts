import { ENDS_SOON_DAYS } from '../sources/connect/existing.ts'
import type { Health, SourceStanding } from './health.ts'

type Verdict = Pick<Health, 'status' | 'reason' | 'actor'>

/** The access that a customer gave for a time is over, whether or not the provider was asked since. */
export function ofExpired({ expiresAt }: SourceStanding, now: Date): Verdict | null {
  if (expiresAt === null || Date.parse(expiresAt) > now.getTime()) return null
  return {
    status: 'REAUTHORIZE',
    reason: `The access that the customer gave ended on ${dayOf(expiresAt)}. Connect the source again.`,
    actor: 'CUSTOMER',
  }
}

/** All is read still; but what someone has to do is only told with a state that is not HEALTHY. */
export function ofEndingSoon({ expiresAt }: SourceStanding, now: Date): Verdict | null {
  if (expiresAt === null || Date.parse(expiresAt) - now.getTime() > ENDS_SOON_DAYS * DAY_MS) return null
  return {
    status: 'DEGRADED',
    reason: `The access that the customer gave ends on ${dayOf(expiresAt)}. Until then all is read; connect the source again before.`,
    actor: 'CUSTOMER',
  }
}

const DAY_MS = 86_400_000

const dayOf = (instant: string): string => new Date(instant).toISOString().slice(0, 10)
