import { z } from 'zod'
import { parseDecimal, type DecimalText } from '../../domain/decimal.ts'
import { isExactNumber, type ExactNumber } from '../../domain/exact-json.ts'
import { utcInstant } from './instants.ts'

// What providers send, read without losing or inventing anything: live answers leave fields out, send null or ''
// for "nothing", numbers as strings and strings as numbers. Each reader below accepts the spellings that mean
// exactly one thing and refuses the rest, so that the record is set aside instead of half understood.

/** The reason for a refusal: that a value is not what it must be, or that it is not there. */
const orMissing = (reason: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? 'is missing' : reason),
})

const exactNumber = z.custom<ExactNumber>(isExactNumber)

const sourceText = (value: number | ExactNumber | string): string =>
  isExactNumber(value) ? value.rawJSON : `${value}`

/** A decimal number, as plain text with every digit. A JSON number must come from parseExactJson, or be a string. */
export const exactDecimal = z
  .union([z.int(), exactNumber, z.string()], orMissing('must be a decimal number read exactly'))
  .transform((value, context): DecimalText => {
    const decimal = parseDecimal(sourceText(value))
    if (decimal !== null) return decimal
    context.addIssue('must be a decimal number')
    return z.NEVER
  })

/** An id, which some answers spell as a number. */
export const identifier = z
  .union([z.string(), z.int(), exactNumber], orMissing('must be an id'))
  .transform(sourceText)
  .refine((id) => /\S/.test(id), 'must be an id, and is empty')

/** Text with something in it. */
export const text = z
  .string(orMissing('must be text'))
  .refine((value) => /\S/.test(value), 'must not be empty')

/** A calendar day, YYYY-MM-DD. XML's zone after the day ("2026-03-01-08:00") is dropped: a day has none. */
export const calendarDay = z
  .string()
  .transform((value) => /^(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:?\d\d)?$/.exec(value.trim())?.[1] ?? value)
  .pipe(z.iso.date())

/** Any RFC 3339 spelling of an instant, and its usual distortions, as RFC 3339 UTC; see instants.ts. */
export const instant = z.string().transform((value, context) => {
  const utc = utcInstant(value)
  if (utc !== null) return utc
  context.addIssue('must be an instant')
  return z.NEVER
})

/** True or false, also as a word. */
export const flag = z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })], {
  error: 'must be true or false',
})

/** Absent, null and '' (or only blanks) all become null: the provider does not tell. */
export const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(blankToNull, schema.nullable())

/** Absent and null become an empty list. */
export const listOf = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => value ?? [], z.array(schema))

const blankToNull = (value: unknown): unknown =>
  value === undefined || (typeof value === 'string' && !/\S/.test(value)) ? null : value

export const optionalDecimal = orNull(exactDecimal)
export const optionalId = orNull(identifier)
export const optionalText = orNull(text)
export const optionalDay = orNull(calendarDay)
export const optionalInstant = orNull(instant)
export const optionalFlag = orNull(flag)
