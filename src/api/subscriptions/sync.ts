import { readNewestRuns } from '../../store/read/sources.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { healthOf } from '../entities/health.ts'
import { findOne } from '../entities/single.ts'
import { sourceById } from '../lookups.ts'
import { Source, SyncRun } from '../refs.ts'
import { watch } from './watch.ts'

const only = () => ''

/** Throws NOT_FOUND before the subscription begins. */
async function uuidOfSource(subscription: Context, id: string): Promise<string> {
  const context = subscription.renewed({})
  try {
    return (await findOne(context, 'Source', sourceById, id)).id
  } finally {
    await context.snapshot.release()
  }
}

builder.subscriptionFields((t) => ({
  sourceHealth: t.field({
    type: Source,
    description: 'The state now, then each new state.',
    args: { sourceId: t.arg.id({ required: true }) },
    subscribe: async (_root, { sourceId }, subscription) => {
      await uuidOfSource(subscription, sourceId)
      return watch(
        subscription,
        async (context) => {
          const source = await findOne(context, 'Source', sourceById, sourceId)
          return [{ source, health: await healthOf(context, source) }]
        },
        // Lag and the last success move all the time; they are no new state.
        ({ health: { status, reason, actor } }) => JSON.stringify([status, reason, actor]),
        only,
      )
    },
    resolve: async ({ source }, _args, context) => (await sourceById(context, source.id)) ?? source,
  }),
  syncProgress: t.field({
    type: SyncRun,
    description: "Each stream's newest run as it is now, then whenever one begins, moves on or ends.",
    args: { sourceId: t.arg.id({ required: true }) },
    subscribe: async (_root, { sourceId }, subscription) => {
      const id = await uuidOfSource(subscription, sourceId)
      return watch(
        subscription,
        ({ snapshot }) => readNewestRuns(snapshot, id),
        (run) => JSON.stringify(run),
        (run) => run.stream,
      )
    },
    resolve: (run) => run,
  }),
}))
