import { z } from 'zod'
import { compare, type DecimalText } from '../../domain/decimal.ts'
import type { Finding } from '../../domain/entities.ts'
import { recordKey, type RecordKey } from '../../domain/ids.ts'
import type { SourceFacts } from '../provider.ts'
import { identifier, optionalText, orNull } from '../toolkit/exact.ts'

/** {"value":"58","name":"Northwind Studio"}. One without a value refers to nothing. */
export const optionalReference = orNull(
  z
    .object({ value: orNull(identifier), name: optionalText })
    .transform(({ value, name }) => (value === null ? null : { value, name })),
)
export type Reference = NonNullable<z.output<typeof optionalReference>>

export const keyOf = (stream: string, reference: Reference | null): RecordKey | null =>
  reference === null ? null : recordKey(stream, reference.value)

interface Priced {
  CurrencyRef: Reference | null
  ExchangeRate: DecimalText | null
}

/** A record's currency. Companies without foreign currencies, and so without rates, may leave it out: see NOTES.md. */
export function currencyOf({ CurrencyRef, ExchangeRate }: Priced, { baseCurrency }: SourceFacts): string {
  if (CurrencyRef !== null) return CurrencyRef.value
  if (ExchangeRate !== null && compare(ExchangeRate, '1') !== 0)
    throw new Error('CurrencyRef: is missing, and the exchange rate shows a foreign currency.')
  if (baseCurrency !== null) return baseCurrency
  throw new Error(
    'The record names no currency, and the company’s home currency is not known yet; `daybook map` takes it as --base-currency.',
  )
}

/** A word of the provider's that the adapter does not know: the record stays, and says so. */
export const unknownValue = (path: string[], value: string): Finding => ({
  code: 'UNKNOWN_VALUE',
  severity: 'WARNING',
  message: `QuickBooks says “${value}”, which Daybook does not know.`,
  path,
})
