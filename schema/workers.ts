import { boolean, pgTable } from 'drizzle-orm/pg-core'
import { instant } from './columns.ts'

/** One row: when any worker last looked for what is due. */
export const workersSeen = pgTable('workers_seen', {
  only: boolean('only').primaryKey().default(true),
  at: instant('at').notNull(),
})
