import type { Reference } from '../../store/read/lookups.ts'
import type { RecordRow } from '../../store/read/records.ts'
import type { Context } from '../context.ts'
import { dimensionValueByKey } from '../lookups.ts'
import { DimensionValue } from '../refs.ts'

/** A line with the document that it lies in, whose source and currency are its own. */
export interface LineOf<Document, Line> {
  line: Line
  of: Document
}

/** The lines of a document, which come as JSON text. */
export const linesOf = <Document extends { lines: string }, Line>(of: Document): LineOf<Document, Line>[] =>
  // What `apply` wrote there was checked against the domain's schema.
  (JSON.parse(of.lines) as Line[]).map((line) => ({ line, of }))

export async function dimensionsOf(
  { sourceId }: RecordRow,
  places: readonly { valueKey: string; name: string | null }[],
  context: Context,
) {
  const values = await Promise.all(
    places.map(({ valueKey, name }) => placeOf(context, { sourceId, key: valueKey }, name)),
  )
  return values.filter((it) => it !== null)
}

/** Until the value itself arrives, its name as the line carries it. */
async function placeOf(context: Context, reference: Reference, name: string | null) {
  const value = await dimensionValueByKey(context, reference)
  if (value !== null) return value
  return name === null ? null : { name, code: null, active: true }
}

DimensionValue.implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    code: t.exposeString('code', { nullable: true }),
    active: t.exposeBoolean('active'),
  }),
})
