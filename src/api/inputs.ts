import { z } from 'zod'
import { uuidsOf } from './ids.ts'
import { builder } from './builder.ts'
import { ProviderCode } from './enums.ts'
import { MOST } from './limits.ts'

// Parts that several filters have.

export const DateRange = builder.inputType('DateRange', {
  description: 'Both days belong to the range.',
  fields: (t) => ({ from: t.field({ type: 'Date' }), to: t.field({ type: 'Date' }) }),
})
export const InstantRange = builder.inputType('InstantRange', {
  description: 'Both instants belong to the range.',
  fields: (t) => ({ from: t.field({ type: 'DateTime' }), to: t.field({ type: 'DateTime' }) }),
})
export const DecimalRange = builder.inputType('DecimalRange', {
  description: 'Both numbers belong to the range.',
  fields: (t) => ({ min: t.field({ type: 'Decimal' }), max: t.field({ type: 'Decimal' }) }),
})

/** For arguments that are lists of ids. */
export const fewIds = { schema: z.array(z.string()).max(MOST.ids, `at most ${MOST.ids} ids`) }
export const shortText = { schema: z.string().max(MOST.search, `at most ${MOST.search} characters`) }

export const seconds = { schema: z.int().nonnegative('must be 0 or more seconds') }

interface SourcedIds {
  companyIds?: readonly string[] | null | undefined
  sourceIds?: readonly string[] | null | undefined
}

/** The filter with its companies and sources as the store knows them. */
export const sourced = <Filter extends SourcedIds>(filter: Filter | null | undefined) => ({
  ...(filter as Filter),
  companyIds: uuidsOf('Company', filter?.companyIds),
  sourceIds: uuidsOf('Source', filter?.sourceIds),
})

export const SourcedFilter = builder.inputType('SourcedFilter', {
  fields: (t) => ({
    companyIds: t.idList({ validate: fewIds }),
    sourceIds: t.idList({ validate: fewIds }),
    providers: t.field({ type: [ProviderCode] }),
    includeDeleted: t.boolean({ defaultValue: false }),
  }),
})
