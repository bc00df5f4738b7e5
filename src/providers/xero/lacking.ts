import { z } from 'zod'
import { isZero } from '../../domain/decimal.ts'
import { optionalDecimal, optionalText } from '../toolkit/exact.ts'
import type { Reader } from './client.ts'
import { readByIds } from './fetching.ts'
import { idOf, type Resource } from './resource.ts'

// Pages have the lines of their documents, unpaged lists and summaries have not. Which of them an answer is, the
// answer does not say: a document that is worth something and shows no lines is read by itself.

export type LineField = 'LineItems' | 'JournalLines'

/** The rows, with those that lack their lines read again. */
export async function withLines(
  reader: Reader,
  resource: Resource,
  { rows, lines }: { rows: readonly unknown[]; lines: LineField },
): Promise<unknown[]> {
  const lacking = rows.filter((row) => lacksLines(row, lines)).flatMap((row) => idOf(resource, row) ?? [])
  if (lacking.length === 0) return [...rows]
  const answered = await readByIds(reader, resource, lacking)
  const whole = new Map(answered.rows.map((row) => [idOf(resource, row), row]))
  return rows.map((row) => whole.get(idOf(resource, row)) ?? row)
}

const document = z.looseObject({ Total: optionalDecimal, Type: optionalText })

function lacksLines(row: unknown, lines: LineField): boolean {
  const { data } = document.safeParse(row)
  // A transfer's sides never have any.
  if (data === undefined || data.Type?.endsWith('-TRANSFER') === true) return false
  const shown = data[lines]
  const hasNone = !Array.isArray(shown) || shown.length === 0
  return hasNone && (data.Total === null || !isZero(data.Total))
}
