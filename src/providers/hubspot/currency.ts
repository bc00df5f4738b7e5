import { isCurrencyCode } from '../../domain/currency.ts'
import { compare, type DecimalText } from '../../domain/decimal.ts'
import type { SourceFacts } from '../provider.ts'

/** The currency that the record names in a property. Throws a sentence where it names none: nothing else tells it. */
export function currencyOf(code: string | null, property: string): string {
  if (code === null)
    throw new Error(`${property}: is missing, so that the currency of its amounts is not known`)
  const capitals = code.trim().toUpperCase()
  if (isCurrencyCode(capitals)) return capitals
  throw new Error(`The record is in "${capitals}", which is no ISO 4217 currency.`)
}

interface Told {
  hs_currency_code: string | null
  hs_initial_amount: DecimalText
  hs_initial_amount_in_portal_currency: DecimalText | null
  hs_presentment_to_portal_currency_dated_exchange_rate: DecimalText | null
}

/**
 * The currency that a payment names. One can be entered without any; HubSpot then tells its amount in the account's
 * currency, unchanged, at a rate of 1. Throws a sentence where neither is told.
 */
export function paymentCurrency(told: Told, { baseCurrency }: SourceFacts): string {
  if (told.hs_currency_code === null && baseCurrency !== null && isInPortalCurrency(told)) return baseCurrency
  return currencyOf(told.hs_currency_code, 'hs_currency_code')
}

const isInPortalCurrency = ({
  hs_initial_amount: amount,
  hs_initial_amount_in_portal_currency: same,
  hs_presentment_to_portal_currency_dated_exchange_rate: rate,
}: Told): boolean => same !== null && compare(same, amount) === 0 && rate !== null && compare(rate, '1') === 0
