import { recordKey, type RecordKey } from '../../domain/ids.ts'
import type { AccountReference } from './fields.ts'

/** Currency of an account that sums up its sub-accounts in several currencies. */
export const AGGREGATE = 'XXX'

/** The account's number in the standard's order, as written but for white space; null when it has none. */
export function numberOf(reference: AccountReference): string | null {
  const { iban, bban, msisdn, maskedPan, other } = reference
  const number = iban?.toUpperCase() ?? bban ?? msisdn ?? maskedPan ?? other?.identification
  return number?.replaceAll(/\s/g, '') ?? null
}

/**
 * "DE02120300000000202051-EUR": the sub-accounts of several currencies share their number. The bank's own id is good
 * within one consent only; it counts where there is nothing else. Null when there is not even that.
 */
export function accountIdOf(reference: AccountReference): string | null {
  const number = numberOf(reference) ?? reference.resourceId
  if (number === null) return null
  return reference.currency === null ? number : `${number}-${reference.currency}`
}

export function accountKeyOf(reference: AccountReference): RecordKey | null {
  const id = accountIdOf(reference)
  return id === null ? null : recordKey('accounts', id)
}
