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
export const optionalMoney = orNull(money)

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

export const accountReference = z.looseObject({
  iban: optionalText,
  bban: optionalText,
  msisdn: optionalText,
  maskedPan: optionalText,
  other: orNull(z.looseObject({ identification: optionalText })),
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
