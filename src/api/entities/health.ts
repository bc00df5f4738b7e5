import { budgetsOf } from '../../sync/budgets.ts'
import { sourceHealth, type Health } from '../../sync/health.ts'
import {
  readAttention,
  readBudgets,
  readCallsUnderWay,
  readCircuits,
  readQueueDepths,
  type Attention,
  type BudgetRow,
} from '../../store/read/health.ts'
import type { SourceRow, StreamStateRow } from '../../store/read/sources.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import {
  Actor,
  BudgetScope,
  CircuitState,
  HealthStatus,
  RecordType,
  StreamStatus,
  SyncMode,
} from '../enums.ts'
import { loaderOf, oneOf } from '../loaders.ts'
import { sourceById, streamsOf } from '../lookups.ts'
import { UserError } from '../refs.ts'
import { recordTypeOf } from '../../sync/capabilities.ts'

const own = (id: string) => id

const queueDepthOf = (context: Context, sourceId: string) =>
  loaderOf<string, number>(
    context,
    queueDepthOf,
    async ({ snapshot, now }, ids) => {
      const found = new Map((await readQueueDepths(snapshot, ids, now)).map((it) => [it.sourceId, it.depth]))
      return ids.map((it) => found.get(it) ?? 0)
    },
    own,
  ).load(sourceId)

const countedOf = (context: Context, sourceId: string) =>
  loaderOf<string, Parameters<typeof budgetsOf>[1]>(
    context,
    countedOf,
    async ({ snapshot, now }, ids) => {
      const [windows, slots] = await Promise.all([
        readBudgets(snapshot, ids, now),
        readCallsUnderWay(snapshot, ids, now),
      ])
      const found = Map.groupBy(windows, (it) => it.sourceId)
      const underWay = new Map(slots.map((it) => [it.sourceId, it.calls]))
      return ids.map((it) => ({ windows: found.get(it) ?? [], underWay: underWay.get(it) ?? 0 }))
    },
    own,
  ).load(sourceId)

const attentionOf = (context: Context, sourceId: string) =>
  loaderOf<string, Attention | null>(
    context,
    attentionOf,
    async ({ snapshot, now }, ids) => {
      const found = new Map((await readAttention(snapshot, ids, now)).map((it) => [it.sourceId, it]))
      return ids.map((it) => found.get(it) ?? null)
    },
    own,
  ).load(sourceId)

const circuitOf = oneOf(readCircuits, own, (it) => it.sourceId)

/** How the source is now. */
export async function healthOf(context: Context, source: SourceRow): Promise<Health> {
  const [streams, circuit, events] = await Promise.all([
    streamsOf(context, source.id),
    circuitOf(context, source.id),
    attentionOf(context, source.id),
  ])
  return sourceHealth(
    { ...source, circuit, events, workerSeenAt: events?.workerSeenAt ?? null },
    streams.map((it) => ({ ...it, name: it.stream })),
    context.now,
  )
}

const RateBudget = builder.objectRef<BudgetRow>('RateBudget').implement({
  fields: (t) => ({
    scope: t.expose('scope', {
      type: BudgetScope,
      description: 'Whose calls are counted: those of this source, or of all sources at its provider.',
    }),
    countsAs: t.exposeString('countsAs', {
      nullable: true,
      description: 'The one kind of call that it limits; null where it limits all calls of the source.',
    }),
    limit: t.exposeInt('limit'),
    remaining: t.exposeInt('remaining'),
    windowSeconds: t.exposeInt('windowSeconds', {
      description: 'The limit holds for any so many seconds; 0: for the calls that are under way at once.',
    }),
    resetsAt: t.expose('resetsAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When all of the limit is there again, if nothing more is called. Null when it is now.',
    }),
  }),
})

export const SourceHealth = builder.objectRef<Health & { sourceId: string }>('SourceHealth').implement({
  description: 'The answer to: is this sync healthy right now?',
  fields: (t) => ({
    status: t.expose('status', { type: HealthStatus }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'One sentence a support agent can act on. Null when healthy.',
    }),
    actor: t.expose('actor', {
      type: Actor,
      nullable: true,
      description: 'Who has to act next. Null when nobody has to.',
    }),
    lastSuccessAt: t.expose('lastSuccessAt', { type: 'DateTime', nullable: true }),
    lagSeconds: t.exposeInt('lagSeconds', {
      nullable: true,
      description: "Seconds between now and the oldest stream's freshAsOf.",
    }),
    circuit: t.expose('circuit', {
      type: CircuitState,
      description: 'Whether calls are made, or the source is left alone for a while because they fail.',
    }),
    nextTryAt: t.expose('nextTryAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When the provider is next asked for what is wrong, or for anything when nothing is. Null until someone acts.',
    }),
    queueDepth: t.int({
      description: 'Streams that are due and webhook events that wait to be processed.',
      resolve: ({ sourceId }, _args, context) => queueDepthOf(context, sourceId),
    }),
    budget: t.field({
      type: [RateBudget],
      description: 'Calls left before the provider throttles this source, and when that resets.',
      resolve: async ({ sourceId }, _args, context) => {
        const source = await sourceById(context, sourceId)
        return source === null ? [] : budgetsOf(source, await countedOf(context, sourceId))
      },
    }),
  }),
})

/** A stream's state with the type of record that it brings. */
export interface StreamShape extends StreamStateRow {
  recordType: NonNullable<ReturnType<typeof recordTypeOf>>
}

/** Streams that bring no type of record of the graph are left out. */
export const shownStreams = (source: SourceRow, states: readonly StreamStateRow[]): StreamShape[] =>
  states.flatMap((it) => {
    const recordType = recordTypeOf(source.provider, it.stream)
    return recordType === null ? [] : [{ ...it, recordType }]
  })

export const StreamState = builder.objectRef<StreamShape>('StreamState').implement({
  description: 'How far one kind of record has been read from a source.',
  fields: (t) => ({
    name: t.exposeString('stream'),
    recordType: t.expose('recordType', { type: RecordType }),
    mode: t.expose('mode', { type: SyncMode }),
    status: t.expose('status', { type: StreamStatus }),
    freshAsOf: t.expose('freshAsOf', { type: 'DateTime', nullable: true }),
    wholeReadAt: t.expose('wholeReadAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'As of when even what the provider deletes or changes without a word is known. Null before the first such reading.',
    }),
    recordCount: t.exposeInt('recordCount'),
    rejectedCount: t.exposeInt('rejectedCount', {
      description: 'Records set aside because they could not be read; each is an Anomaly.',
    }),
    progress: t.exposeFloat('progress', {
      nullable: true,
      description: 'Share of an initial read that is done, 0 to 1, where the provider tells the total.',
    }),
    lastError: t.expose('lastError', { type: UserError, nullable: true }),
    nextRunAt: t.expose('nextRunAt', { type: 'DateTime', nullable: true }),
  }),
})
