import { z } from 'zod'
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

/** A record's currency. Companies without foreign currencies leave it out; theirs is the books' own. */
export function currencyOf(raw: { CurrencyRef: Reference | null }, source: SourceFacts): string {
  const currency = raw.CurrencyRef?.value ?? source.baseCurrency
  if (currency !== null) return currency
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
