import { z } from 'zod'
import { isCurrencyCode } from '../../domain/currency.ts'
import { exactDecimal, orNull } from '../toolkit/exact.ts'

// What Stripe's objects are made of.

/** An integer count of the currency's smallest unit, as text; see currencies.ts. */
export const minorUnits = exactDecimal.refine(
  (value) => /^-?\d+$/.test(value),
  'must be an integer count of minor units',
)

/** Lower-case ISO 4217 on the wire, in capitals here. */
export const currency = z
  .string()
  .transform((code) => code.toUpperCase())
  .refine(isCurrencyCode, 'must be an ISO 4217 code')

const LAST_SECOND = Date.UTC(9999, 11, 31) / 1000

/** Unix seconds, as an RFC 3339 UTC instant. */
export const unixTime = z
  .union(
    [
      z.int(),
      z
        .string()
        .regex(/^\d{1,12}$/)
        .transform(Number),
    ],
    { error: 'must be Unix seconds' },
  )
  .pipe(z.int().min(0).max(LAST_SECOND))
  .transform((seconds) => instantOf(seconds))

/** Stripe's word for the kind of an object: one of another kind is none of the stream's. */
export const kind = (word: string) => z.literal(word, { error: `must be "${word}"` }).optional()

/** The id of another object, which an answer may hold expanded. */
export const reference = z
  .union([z.string().min(1), z.object({ id: z.string().min(1) })], {
    error: 'must be an id or an expanded object',
  })
  .transform((value) => (typeof value === 'string' ? value : value.id))

export const optionalMinorUnits = orNull(minorUnits)
export const optionalCurrency = orNull(currency)
export const optionalTime = orNull(unixTime)
export const optionalReference = orNull(reference)

const instantOf = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')

export const secondsOf = (instant: Date): number => Math.floor(instant.getTime() / 1000)

/** The UTC day of an RFC 3339 UTC instant. */
export const dayOf = (instant: string): string => instant.slice(0, 10)
