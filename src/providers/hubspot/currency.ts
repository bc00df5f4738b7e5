import { isCurrencyCode } from '../../domain/currency.ts'
import type { SourceFacts } from '../provider.ts'

/** The record's own currency; one that names none is in the account's. Throws a sentence when that is not known. */
export function currencyOf(code: string | null, { baseCurrency }: SourceFacts): string {
  const capitals = code?.trim().toUpperCase()
  if (capitals !== undefined) {
    if (isCurrencyCode(capitals)) return capitals
    throw new Error(`The record is in "${capitals}", which is no ISO 4217 currency.`)
  }
  if (baseCurrency !== null) return baseCurrency
  throw new Error(
    'The record names no currency, and the account’s own is not known yet; `daybook map` takes it as --base-currency.',
  )
}
