import { createHash } from 'node:crypto'
import { z } from 'zod'
import { isExactNumber } from '../../domain/exact-json.ts'
import { calendarDay, exactDecimal, optionalId, optionalText, orNull } from '../toolkit/exact.ts'

// What the standard's objects are made of, as banks really send it.

/** ISO 4217; "XXX" for an account that sums up others in several currencies. */
const currency = z
  .string()
  .transform((code) => code.trim().toUpperCase())
  .refine((code) => /^[A-Z]{3}$/.test(code), 'must be an ISO 4217 code')
export const optionalCurrency = orNull(currency)

/** Amounts are text by the standard and numbers at some banks. */
export const money = z.looseObject({ amount: exactDecimal, currency })
/** Null where the amount or its currency is left blank. */
export const optionalMoney = orNull(
  z.looseObject({ amount: orNull(exactDecimal), currency: optionalCurrency }),
).transform((it) =>
  it?.amount == null || it.currency === null ? null : { amount: it.amount, currency: it.currency },
)

/** A day, of which some banks tell the time too; the day is the one that is written. */
const day = z
  .string()
  .transform((value) => /^\s*(\d{4}-\d\d-\d\d)[T ]\d\d:/.exec(value)?.[1] ?? value)
  .pipe(calendarDay)
export const optionalDay = orNull(day)

/** Words that stand where an id must not be left out. */
const NO_ID = /^(NOTPROVIDED|NOT PROVIDED|NONREF|NOREF|NONE|N\/?A)$/i
export const optionalReference = optionalId.transform((id) =>
  id === null || NO_ID.test(id.trim()) ? null : id,
)

/** Several, also where one stands by itself and is no list. */
export const listOfOneOrMore = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => [value ?? []].flat(), z.array(schema))

export const accountReference = z.looseObject({
  iban: optionalText,
  bban: optionalId,
  msisdn: optionalId,
  maskedPan: optionalId,
  other: orNull(z.looseObject({ identification: optionalId })),
  resourceId: optionalId,
  currency: optionalCurrency,
})
export type AccountReference = z.output<typeof accountReference>

/** The same for equal content, whatever the order of fields: 24 hexadecimal digits. */
export function digest(value: unknown): string {
  return createHash('sha256').update(stableText(value)).digest('hex').slice(0, 24)
}

const stableText = (value: unknown): string =>
  JSON.stringify(value, (_name, it: unknown) =>
    typeof it === 'object' && it !== null && !Array.isArray(it) && !isExactNumber(it)
      ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1)))
      : it,
  )
