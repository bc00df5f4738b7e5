import { z } from 'zod'
import { identifier, listOf, optionalFlag, orNull } from '../toolkit/exact.ts'
import { optionalInstant } from './dates.ts'

// A record of the CRM: what it holds stands in its properties, whose values are all text, or null where they are
// empty. A property that was not asked for is absent.

/** What a record that was read by itself, with its associations, has of one kind of them: only ids. */
export const associated = orNull(z.object({ results: listOf(z.object({ id: identifier })) }))

export function crmRecord<Properties extends z.ZodRawShape>(properties: Properties) {
  return z.object({
    id: identifier,
    properties: z.object(properties),
    createdAt: optionalInstant,
    updatedAt: optionalInstant,
  })
}

export const updatedAt = (raw: { updatedAt: string | null; createdAt: string | null }): string | null =>
  raw.updatedAt ?? raw.createdAt

const archived = z.object({ id: identifier, archived: optionalFlag, archivedAt: optionalInstant.catch(null) })

/** The id of a record in the recycling bin, which lists of archived records have in full; null for any other. */
export function archivedId(raw: unknown): string | null {
  const { data } = archived.safeParse(raw)
  return data?.archived === true ? data.id : null
}

/** A record's id and when it was archived, as lists of archived records tell them. */
export function deletionOf(raw: unknown): { id: string; at: string | null } | null {
  const { data } = archived.safeParse(raw)
  return data === undefined ? null : { id: data.id, at: data.archivedAt }
}

const withId = z.object({ id: identifier })

/** Null for a record without a readable id, which the stream's schema refuses. */
export const idOf = (raw: unknown): string | null => withId.safeParse(raw).data?.id ?? null

/** Ids are numbers of up to 19 digits, written as text. */
export function byNumber(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0)
}
