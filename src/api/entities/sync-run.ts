import { oneOf } from '../../store/read/conditions.ts'
import { byId } from '../../store/read/orders.ts'
import { syncRuns } from '../../store/read/sources.ts'
import { builder } from '../builder.ts'
import { pageArgs, pageComplexity, readList } from '../connection.ts'
import { SyncRunConnection } from '../connections.ts'
import { SyncRunStatus, SyncTrigger } from '../enums.ts'
import { encodeId, uuidOf } from '../ids.ts'
import { Source, SyncRun, UserError } from '../refs.ts'
import { Node, sourceOf } from './record.ts'

SyncRun.implement({
  description: 'One reading of one stream.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ resolve: (it) => encodeId('SyncRun', it.id) }),
    source: t.field({ type: Source, resolve: (it, _args, context) => sourceOf(context, it.sourceId) }),
    stream: t.exposeString('stream'),
    trigger: t.expose('trigger', { type: SyncTrigger }),
    status: t.expose('status', { type: SyncRunStatus }),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    pages: t.exposeInt('pages'),
    read: t.exposeInt('read'),
    created: t.exposeInt('created'),
    updated: t.exposeInt('updated'),
    unchanged: t.exposeInt('unchanged'),
    deleted: t.exposeInt('deleted'),
    rejected: t.exposeInt('rejected'),
    calls: t.exposeInt('calls'),
    retries: t.exposeInt('retries'),
    error: t.expose('error', { type: UserError, nullable: true }),
  }),
})

builder.queryField('syncRuns', (t) =>
  t.field({
    type: SyncRunConnection,
    description: 'The newest first.',
    args: { sourceId: t.arg.id(), ...pageArgs },
    complexity: pageComplexity,
    resolve: (_root, { sourceId, ...page }, context, info) => {
      const sourceIds = sourceId == null ? null : [uuidOf('Source', sourceId)]
      return readList(
        context,
        {
          from: syncRuns,
          order: byId(true),
          where: (sql) => oneOf(sql, 't.source_id', sourceIds),
          identity: ['syncRuns', sourceId],
        },
        page,
        info,
      )
    },
  }),
)
