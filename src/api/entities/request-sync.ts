import { FaultError, type Fault } from '../../domain/errors.ts'
import type { SourceRow } from '../../store/read/sources.ts'
import { requestSync } from '../../sync/request.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { decodeId } from '../ids.ts'
import { sourceById } from '../lookups.ts'
import { Source, UserError } from '../refs.ts'

interface Payload {
  source: SourceRow | null
  userErrors: Fault[]
}

const RequestSyncPayload = builder.objectRef<Payload>('RequestSyncPayload').implement({
  fields: (t) => ({
    source: t.field({ type: Source, nullable: true, resolve: (it) => it.source }),
    userErrors: t.field({ type: [UserError], resolve: (it) => it.userErrors }),
  }),
})

const RequestSyncInput = builder.inputType('RequestSyncInput', {
  fields: (t) => ({
    sourceId: t.id({ required: true }),
    streams: t.stringList({ description: 'By name, as in Source.streams; all where it is not given.' }),
    full: t.boolean({ defaultValue: false, description: 'Read everything again, from the beginning.' }),
  }),
})

async function request(context: Context, input: typeof RequestSyncInput.$inferInput): Promise<Payload> {
  const decoded = decodeId(input.sourceId)
  const source = decoded?.type === 'Source' ? await sourceById(context, decoded.uuid) : null
  if (source === null) {
    return refused(
      'NOT_FOUND',
      `There is no source with the id "${input.sourceId.slice(0, 100)}".`,
      'sourceId',
    )
  }
  if (source.disconnectedAt !== null) {
    return refused(
      'INVALID_INPUT',
      'The source is disconnected: there is nothing to read it with.',
      'sourceId',
    )
  }
  // No connection is held while another one writes, and the answer shows what was written.
  await context.snapshot.restart()
  const due = await requestSync(
    context.services.worker,
    {
      workspaceId: context.workspaceId,
      sourceId: source.id,
      streams: input.streams ?? null,
      full: input.full ?? false,
    },
    context.now,
  )
  const unknown = (input.streams ?? []).filter((it) => !due.includes(it))
  if (unknown.length === 0) return { source, userErrors: [] }
  return {
    ...refused(
      'NOT_FOUND',
      `This source has no stream "${unknown.join('", "')}" that can be read.`,
      'streams',
    ),
    source,
  }
}

const refused = (code: Fault['code'], message: string, field: string): Payload => ({
  source: null,
  userErrors: [{ code, message, actor: 'CALLER', retryable: false, path: ['input', field] }],
})

builder.mutationField('requestSync', (t) =>
  t.field({
    type: RequestSyncPayload,
    description: 'Has the source read now instead of at its next time. Needs the scope sync:request.',
    args: { input: t.arg({ type: RequestSyncInput, required: true }) },
    resolve: async (_root, { input }, context) => {
      context.require('sync:request')
      try {
        return await request(context, input)
      } catch (error) {
        if (error instanceof FaultError) return { source: null, userErrors: [error.fault] }
        throw error
      }
    },
  }),
)
