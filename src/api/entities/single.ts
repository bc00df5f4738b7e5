import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { uuidOf, wordFor, type NodeType } from '../ids.ts'
import type { Load } from '../loaders.ts'

/** The row with this public id; NOT_FOUND for ids that are malformed, unknown or not the caller's. */
export async function findOne<Row>(
  context: Context,
  type: NodeType,
  load: Load<string, Row | null>,
  id: string,
): Promise<Row> {
  const row = await load(context, uuidOf(type, id))
  if (row === null) throw notFound(wordFor(type), id)
  return row
}
