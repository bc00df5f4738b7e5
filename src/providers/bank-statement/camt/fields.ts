import { z } from 'zod'
import { negate } from '../../../domain/decimal.ts'
import { calendarDay, exactDecimal } from '../../toolkit/exact.ts'
import { utcInstant } from '../../toolkit/instants.ts'
import type { Money } from '../model.ts'

// The elements that all messages are made of, as xml.ts gives them: text, or an object of elements, with attributes
// as "@name" and the text beside them as "#text"; a list where an element comes several times.

function firstOf(value: unknown): unknown {
  const one: unknown = Array.isArray(value) ? value[0] : value
  return one === undefined || one === '' ? null : one
}

/** An element that may be absent or empty. */
export const optional = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(firstOf, schema.nullable())

export const many = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => {
    const all: unknown[] = Array.isArray(value) ? value : [value]
    return all.filter((it) => it !== undefined && it !== null && it !== '')
  }, z.array(schema))

/** An element's text, whatever attributes it has. */
const bare = (it: unknown): unknown =>
  typeof it === 'object' && it !== null && '#text' in it ? it['#text'] : it
export const text = z.preprocess(bare, z.string('must be text').trim())
export const optionalText = optional(text).transform((it) => it || null)
export const texts = many(text).transform((all) => all.filter((it) => it !== ''))

const currencyCode = text
  .transform((it) => it.toUpperCase())
  .refine((it) => /^[A-Z]{3}$/.test(it), 'must be an ISO 4217 code')
export const optionalCurrency = optional(currencyCode)

/** Without a sign. */
export const amount = z
  .preprocess(
    (it) => (typeof it === 'string' ? { '#text': it } : it),
    z.looseObject({ '#text': exactDecimal, '@Ccy': optionalCurrency }, 'is missing'),
  )
  .transform((it): Money => ({ amount: it['#text'], currency: it['@Ccy'] }))
export const optionalAmount = optional(amount)
/** `Amt` within another element. */
export const optionalAmountIn = optional(z.looseObject({ Amt: optionalAmount })).transform(
  (it) => it?.Amt ?? null,
)

export type Direction = 'CRDT' | 'DBIT'
export const direction = text.pipe(z.enum(['CRDT', 'DBIT'], 'must be CRDT or DBIT'))

export const signed = ({ amount, currency }: Money, way: Direction): Money => ({
  amount: way === 'DBIT' ? negate(amount) : amount,
  currency,
})

export interface Moment {
  on: string
  /** RFC 3339 UTC; null where the time or its offset is not told. */
  at: string | null
}

const moment = text.transform((written, context): Moment => {
  const day = calendarDay.safeParse(/^(\d{4}-\d\d-\d\d)T/.exec(written)?.[1] ?? written)
  if (day.success) {
    const hasOffset = /T.*(Z|[+-]\d\d:?\d\d)$/i.test(written)
    return { on: day.data, at: hasOffset ? utcInstant(written) : null }
  }
  context.addIssue('must be a day or a time')
  return z.NEVER
})

/** A choice of `Dt` and `DtTm`; the day is the one that is written. */
export const optionalMoment = optional(
  z.preprocess(
    (it) => (typeof it === 'string' ? { Dt: it } : it),
    z.looseObject({ Dt: optional(moment), DtTm: optional(moment) }),
  ),
).transform((it) => it?.DtTm ?? it?.Dt ?? null)

export const optionalDecimal = optional(z.preprocess(bare, exactDecimal))

/** A choice of the standard's code and a word of the bank's own. */
export const optionalCode = optional(
  z.preprocess(
    (it) => (typeof it === 'string' ? { Cd: it } : it),
    z.looseObject({ Cd: optionalText, Prtry: z.unknown().optional() }),
  ),
).transform((it) => it?.Cd ?? optionalText.safeParse(it?.Prtry).data ?? null)
