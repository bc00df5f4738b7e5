import { z } from 'zod'
import { parseDecimal } from '../domain/decimal.ts'
import { isCurrencyCode } from '../domain/currency.ts'
import { builder } from './builder.ts'
import { badInput } from './errors.ts'

function scalar(
  name: 'Decimal' | 'CurrencyCode' | 'Date' | 'URL' | 'Cursor',
  description: string,
  { parse, wanted }: { parse: (text: string) => string | null; wanted: string },
) {
  builder.scalarType(name, {
    description,
    serialize: (value) => value,
    parseValue: (value) => read(name, wanted, parse, value),
  })
}

function read(name: string, wanted: string, parse: (text: string) => string | null, value: unknown): string {
  const parsed = typeof value === 'string' ? parse(value) : null
  if (parsed === null) throw badInput(`${name} must be ${wanted}.`)
  return parsed
}

const day = z.iso.date()
const instant = z.iso.datetime({ offset: true })

scalar(
  'Decimal',
  'Exact decimal number as a string, e.g. "1204.50". Never a float, never in scientific notation.',
  {
    parse: (text) => (parseDecimal(text) === text ? text : null),
    wanted: 'a plain decimal number in a string, e.g. "1204.50"',
  },
)
scalar('CurrencyCode', 'ISO 4217 code, e.g. "EUR".', {
  parse: (text) => (isCurrencyCode(text) ? text : null),
  wanted: 'an ISO 4217 code in capitals, e.g. "EUR"',
})
scalar('Date', 'Calendar day without a time zone, YYYY-MM-DD.', {
  parse: (text) => (day.safeParse(text).success ? text : null),
  wanted: 'a day that exists, as YYYY-MM-DD',
})
scalar('URL', 'Absolute address, http or https.', {
  parse: (text) => (URL.canParse(text) ? text : null),
  wanted: 'an absolute address',
})
scalar(
  'Cursor',
  'Opaque position in the change feed. Ordered within a workspace, valid for as long as the feed is kept.',
  { parse: (text) => text, wanted: 'a cursor from this feed, in a string' },
)

builder.scalarType('DateTime', {
  description: 'UTC instant, RFC 3339.',
  serialize: (value) => fromDatabase(value),
  parseValue: (value) =>
    read(
      'DateTime',
      'an instant as in RFC 3339, e.g. "2026-03-05T09:12:44Z"',
      (text) => (instant.safeParse(text).success ? text : null),
      value,
    ),
})

builder.scalarType('JSON', {
  description: 'Any JSON value. Numbers keep every digit.',
  serialize: (value) => value,
  parseValue: () => {
    throw badInput('JSON is not taken as input.')
  },
})

/** "2026-03-05 09:12:44.12+00" as "2026-03-05T09:12:44.12Z"; what is RFC 3339 already stays as it is. */
const fromDatabase = (text: string): string => text.replace(' ', 'T').replace(/\+00$/, 'Z')
