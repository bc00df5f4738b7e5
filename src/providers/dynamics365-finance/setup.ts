import { HttpFailure } from '../toolkit/http.ts'
import { allRows, type Reader } from './listing.ts'
import type { EntityQuery } from './query.ts'

// Both lists are the whole environment's, and short.
const MOST_ROWS = 1_000

const PARAMETERS = {
  set: 'DimensionParameters',
  select: ['DimensionSegmentDelimiter', 'Key'],
  orderBy: ['Key'],
}
const FORMATS = {
  set: 'DimensionIntegrationFormats',
  select: ['DimensionFormatType', 'FinancialDimensionFormat', 'IsActive'],
  orderBy: ['DimensionFormatType', 'FinancialDimensionFormat'],
}

/** What display values are made of, as received; see display-value.ts. */
export async function readSetup(reader: Reader): Promise<{ Parameters: unknown[]; Formats: unknown[] }> {
  const Parameters = await rowsWhereServed(reader, PARAMETERS, MOST_ROWS)
  const Formats = await rowsWhereServed(reader, FORMATS, MOST_ROWS)
  return { Parameters, Formats }
}

/** Customers block entity sets, and releases lack some: without their rows records say less, but nothing wrong. */
export async function rowsWhereServed(reader: Reader, query: EntityQuery, most: number): Promise<unknown[]> {
  try {
    return (await allRows(reader, query, most)).rows
  } catch (error) {
    if (error instanceof HttpFailure && error.status === 404) return []
    throw error
  }
}
