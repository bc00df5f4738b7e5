import { disconnect } from '../../sync/disconnect.ts'
import { builder } from '../builder.ts'
import { answering, connectContext, SourcePayload, type SourceAnswer } from '../connecting.ts'
import type { Context } from '../context.ts'
import { decodeId } from '../ids.ts'
import { sourceById } from '../lookups.ts'

async function disconnected(context: Context, id: string, keepRecords: boolean): Promise<SourceAnswer> {
  const decoded = decodeId(id)
  if (decoded?.type !== 'Source') return unknown(id)
  const { workspaceId, services, request } = context
  const fault = await disconnect(connectContext(services, request.requestId), {
    ...{ workspaceId, sourceId: decoded.uuid, keepRecords },
  })
  return { source: await sourceById(context, decoded.uuid), userErrors: fault === null ? [] : [fault] }
}

const unknown = (id: string): SourceAnswer => ({
  source: null,
  userErrors: [
    {
      code: 'NOT_FOUND',
      message: `There is no source with the id "${id.slice(0, 100)}".`,
      actor: 'CALLER',
      retryable: false,
      path: ['sourceId'],
    },
  ],
})

builder.mutationField('disconnect', (t) =>
  t.field({
    type: SourcePayload,
    description:
      'Revokes the grant at the provider, erases the stored credentials; keepRecords false erases the records too. Safe to repeat. Needs the scope sources:connect.',
    args: {
      sourceId: t.arg.id({ required: true }),
      keepRecords: t.arg.boolean({ defaultValue: true }),
    },
    resolve: (_root, { sourceId, keepRecords }, context) =>
      answering(
        context,
        () => disconnected(context, sourceId, keepRecords ?? true),
        (fault) => (fault.code === 'NOT_FOUND' ? unknown(sourceId) : { source: null, userErrors: [fault] }),
      ),
  }),
)
