import type { Random } from '../../kit/random.ts'
import type { Portal } from '../portal/portal.ts'
import type { CrmRecord } from '../portal/record.ts'

export const DAY = 86_400_000
export const HOUR = 3_600_000

/** Larkfield Works, as its sales people know it. */
export interface Business {
  portal: Portal
  random: Random
  /** Names and addresses of mail that are in use. */
  names: Set<string>
}

/** A count at the demo's size, brought to scale, and at least so many. */
export const atScale = (count: number, scale: number, least: number): number =>
  Math.max(least, Math.round(count * scale))

/** Someone to send an invoice to, and the company that they are of. */
export function pickCustomer({ portal, random }: Business): {
  contact: CrmRecord
  company: CrmRecord | null
} {
  const contact = random.pick(portal.living('contacts'))
  return { contact, company: portal.linked(contact, 'companies')[0] ?? null }
}
