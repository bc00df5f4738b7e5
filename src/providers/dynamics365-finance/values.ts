import { z } from 'zod'
import { isCurrencyCode } from '../../domain/currency.ts'
import { fromMinorUnits, isZero, type DecimalText } from '../../domain/decimal.ts'
import { exactDecimal, identifier, instant, optionalDecimal, orNull, text } from '../toolkit/exact.ts'

// How Dynamics writes what OData has no type for, or no empty value.

const NO_DATE = '1900-01-01'

/** A day, written as its noon in UTC; 1 January 1900 stands for none. */
export const optionalDay = orNull(
  z
    .string()
    .transform((value) => (/^\d{4}-\d\d-\d\d$/.test(value.trim()) ? `${value.trim()}T12:00:00Z` : value))
    .pipe(instant)
    .transform((value) => value.slice(0, 10))
    .pipe(z.iso.date()),
).transform((day) => (day === NO_DATE ? null : day))

/** "Yes" or "No". */
export const optionalYesNo = orNull(
  z.preprocess(
    (value) => (typeof value === 'string' ? value.trim().toLowerCase() : value),
    z.union([
      z.enum(['yes', 'no'], { error: 'must be Yes or No' }).transform((word) => word === 'yes'),
      z.boolean(),
    ]),
  ),
)

export const optionalCurrency = orNull(
  z
    .string()
    .transform((code) => code.trim().toUpperCase())
    .refine(isCurrencyCode, 'must be an ISO 4217 code'),
)

/** Written as a decimal number, "1" or "1.0000". */
export const lineNumber = z
  .union([identifier, exactDecimal], { error: 'must be a line number' })
  .transform((value) => value.replace(/^(\d+)\.0+$/, '$1'))

/** A code of the customer's own: shown and compared without the blanks around it. */
export const code = text.transform((value) => value.trim())
export const optionalCode = orNull(code)

/** Units of the accounting currency for 100 of the other; 0 where no rate is fixed. Gives it for one. */
export const optionalRate = optionalDecimal.transform((rate): DecimalText | null =>
  rate === null || isZero(rate) ? null : fromMinorUnits(rate, 2),
)

/** What a record cannot do without under the circumstances. Throws a sentence that names it. */
export function required<Value>(value: Value | null, name: string, why: string): Value {
  if (value === null) throw new Error(`${name} is missing: ${why}`)
  return value
}
