import { z } from 'zod'
import { isCurrencyCode } from './currency.ts'
import { parseDecimal } from './decimal.ts'

// What the fields of canonical records are made of.

/** Exact decimal text in plain notation; see domain/decimal.ts. */
export const decimal = z
  .string()
  .refine((text) => parseDecimal(text) === text, 'must be a plain decimal number')
export const currency = z.string().refine(isCurrencyCode, 'must be an ISO 4217 code in capitals')
/** A calendar day, YYYY-MM-DD, that exists. */
export const day = z.iso.date()
/** An instant in UTC, RFC 3339 with a Z. */
export const instant = z.iso.datetime()
export const key = z.string().min(3).max(400)
export const text = z.string().min(1)
