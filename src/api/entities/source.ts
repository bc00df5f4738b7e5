import type { HealthStatus as HealthStatusName } from '../../domain/vocabulary.ts'
import { providerOf } from '../../sync/capabilities.ts'
import { byId } from '../../store/read/orders.ts'
import {
  readSourceIds,
  sourceConditions,
  sources,
  type SourceFilter as Conditions,
} from '../../store/read/sources.ts'
import { builder } from '../builder.ts'
import { pageArgs, pageComplexity, readList } from '../connection.ts'
import { SourceConnection } from '../connections.ts'
import type { Context } from '../context.ts'
import { HealthStatus, ProviderCode, SourceEnvironment } from '../enums.ts'
import { encodeId, uuidsOf } from '../ids.ts'
import { fewIds } from '../inputs.ts'
import { sourceById, streamsOf } from '../lookups.ts'
import { Company, Source } from '../refs.ts'
import { healthOf, shownStreams, SourceHealth, StreamState } from './health.ts'
import { Provider } from './provider.ts'
import { companyOf, Node, sourceOf } from './record.ts'
import { findOne } from './single.ts'

Source.implement({
  description:
    "A company's account at one provider: one QuickBooks realm, one Stripe account, one bank consent.",
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (it) => encodeId('Source', it.id) }),
    company: t.field({ type: Company, resolve: (it, _args, context) => companyOf(context, it.companyId) }),
    provider: t.field({
      type: Provider,
      // Sources outlive an adapter that is taken out: they show what is left of it, its code.
      resolve: ({ provider }) => providerOf(provider) ?? { code: provider, name: provider, capabilities: [] },
    }),
    remoteName: t.exposeString('remoteName', {
      nullable: true,
      description: "The account's name on the provider's side.",
    }),
    remoteId: t.exposeString('remoteId', { description: "The account's id on the provider's side." }),
    environment: t.expose('environment', { type: SourceEnvironment }),
    health: t.field({
      type: SourceHealth,
      resolve: async (it, _args, context) => ({ ...(await healthOf(context, it)), sourceId: it.id }),
    }),
    streams: t.field({
      type: [StreamState],
      resolve: async (it, _args, context) => shownStreams(it, await streamsOf(context, it.id)),
    }),
    connectedAt: t.expose('connectedAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When access ends unless the customer renews it (bank consents).',
    }),
  }),
})

const SourceFilter = builder.inputType('SourceFilter', {
  fields: (t) => ({
    companyIds: t.idList({ validate: fewIds }),
    providers: t.field({ type: [ProviderCode] }),
    statuses: t.field({ type: [HealthStatus] }),
  }),
})

/** Health is worked out, not stored: who asks by it has all candidates looked at. */
async function withStatus(
  context: Context,
  conditions: Conditions,
  statuses: readonly HealthStatusName[] | null | undefined,
): Promise<Conditions> {
  if (statuses == null) return conditions
  const candidates = await readSourceIds(context.snapshot, conditions)
  const judged = await Promise.all(
    candidates.map(async ({ id }) => ({ id, health: await healthOf(context, await sourceOf(context, id)) })),
  )
  const ids = judged.filter(({ health }) => statuses.includes(health.status)).map(({ id }) => id)
  return { ...conditions, ids }
}

builder.queryFields((t) => ({
  source: t.field({
    type: Source,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => findOne(context, 'Source', sourceById, id),
  }),
  sources: t.field({
    type: SourceConnection,
    args: { filter: t.arg({ type: SourceFilter }), ...pageArgs },
    complexity: pageComplexity,
    resolve: async (_root, { filter, ...page }, context, info) => {
      const asked = { providers: filter?.providers, companyIds: uuidsOf('Company', filter?.companyIds) }
      const conditions = await withStatus(context, asked, filter?.statuses)
      return readList(
        context,
        {
          from: sources,
          order: byId(false),
          where: (sql) => sourceConditions(sql, conditions),
          identity: ['sources', filter],
        },
        page,
        info,
      )
    },
  }),
}))
