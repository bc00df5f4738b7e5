import { isZero } from '../../domain/decimal.ts'
import { optionalDecimal, optionalText } from '../toolkit/exact.ts'
import { optionalReference } from './reference.ts'
import { remoteRecord } from './stream.ts'

/** What every QuickBooks transaction may carry, in the wide sense of the word: documents, payments, movements. */
export const remoteTransaction = {
  ...remoteRecord,
  status: optionalText,
  DocNumber: optionalText,
  PrivateNote: optionalText,
  CurrencyRef: optionalReference,
  ExchangeRate: optionalDecimal,
}

interface Voidable {
  status: string | null
  PrivateNote: string | null
}

/**
 * Voiding keeps a record, sets its amounts to zero and its note to "Voided" or "Voided - …". The schema also knows a
 * status "Voided", which answers rarely carry.
 */
export function isVoid(raw: Voidable, total: string): boolean {
  if (raw.status?.toLowerCase() === 'voided') return true
  return isZero(total) && /^voided\b/i.test(raw.PrivateNote ?? '')
}
