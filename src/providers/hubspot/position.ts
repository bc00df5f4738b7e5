import { z } from 'zod'
import { instant } from '../toolkit/exact.ts'

// Where the reading of a kind of record stands. All instants are on our clock.

/** Searches know of a change only after some seconds, and HubSpot's clock is not ours. */
export const OVERLAP_MS = 5 * 60_000

/** Within a listing of everything. */
export const listed = z.object({
  listing: z.object({ after: z.string().nullable(), startedAt: instant }),
})

/** Within what was modified since an instant, up to the record with this id. */
export const changes = z.object({
  changes: z.object({
    modifiedSince: instant,
    startedAt: instant,
    binReadAt: instant,
    afterId: z.string().nullable(),
  }),
})

/** Everything up to `since` is read; `binReadAt` is when the recycling bin was last looked into. */
export const settled = z.object({ since: instant, binReadAt: instant })

export type Changes = z.output<typeof changes>['changes']
