import { lexicographicSortSchema, printSchema } from 'graphql'
import { schema } from './schema.ts'

/** The public graph as text, sorted, so that the file changes only where the graph does. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`
