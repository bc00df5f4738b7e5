import { FaultError, type Fault } from '../../domain/errors.ts'
import { inWorkspace } from '../../store/database.ts'
import type { Snapshot } from '../../store/snapshot.ts'
import { listDeadLetters, redrive, type DeadLetter as Row } from '../../sync/dead-letters.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { decodeId } from '../ids.ts'
import { manyOf } from '../loaders.ts'
import { sourceById } from '../lookups.ts'
import { Source, UserError } from '../refs.ts'

const MOST_SHOWN = 200

const DeadLetter = builder.objectRef<Row>('DeadLetter').implement({
  description:
    "What was tried until trying again made no sense: a provider's event, or a whole stream. The stream's next run makes up for an event; a stream is tried again once a day.",
  fields: (t) => ({
    stream: t.exposeString('stream', {
      nullable: true,
      description: 'As in Source.streams; null where an event concerns none.',
    }),
    eventId: t.exposeString('eventId', {
      nullable: true,
      description: "The provider's id of the event; null where the stream itself fails.",
    }),
    attempts: t.exposeInt('attempts'),
    since: t.expose('since', {
      type: 'DateTime',
      nullable: true,
      description: 'When the event arrived, or when the stream last went well.',
    }),
    error: t.field({ type: UserError, resolve: (it) => it.fault }),
  }),
})

const deadLettersOf = manyOf(
  (snapshot: Snapshot, sourceIds: readonly string[]) => {
    const { workspaceId } = snapshot
    return snapshot.read((sql) => listDeadLetters(sql, { workspaceId, sourceIds }, MOST_SHOWN))
  },
  (sourceId) => sourceId,
  (it) => it.sourceId,
)

builder.objectField(Source, 'deadLetters', (t) =>
  t.field({
    type: [DeadLetter],
    description: `What was given up, at most ${MOST_SHOWN}: streams first, then the newest events.`,
    complexity: MOST_SHOWN,
    resolve: ({ id }, _args, context) => deadLettersOf(context, id),
  }),
)

interface Payload {
  events: number
  streams: number
  userErrors: Fault[]
}

const RedrivePayload = builder.objectRef<Payload>('RedrivePayload').implement({
  fields: (t) => ({
    events: t.exposeInt('events', { description: 'How many events are tried again.' }),
    streams: t.exposeInt('streams', { description: 'How many streams are tried again.' }),
    userErrors: t.field({ type: [UserError], resolve: (it) => it.userErrors }),
  }),
})

async function tryAgain(context: Context, sourceId: string): Promise<Payload> {
  const decoded = decodeId(sourceId)
  const source = decoded?.type === 'Source' ? await sourceById(context, decoded.uuid) : null
  if (source === null) {
    throw new FaultError({
      code: 'NOT_FOUND',
      message: `There is no source with the id "${sourceId.slice(0, 100)}".`,
      actor: 'CALLER',
      retryable: false,
      path: ['sourceId'],
    })
  }
  const { workspaceId, now, services, snapshot } = context
  // No connection is held while another one writes.
  await snapshot.restart()
  const whose = { workspaceId, sourceIds: [source.id] }
  return {
    ...(await inWorkspace(services.worker, workspaceId, (tx) => redrive(tx, whose, now))),
    userErrors: [],
  }
}

builder.mutationField('redrive', (t) =>
  t.field({
    type: RedrivePayload,
    description: "Has a source's dead letters tried again now. Needs the scope sync:request.",
    args: { sourceId: t.arg.id({ required: true }) },
    resolve: async (_root, { sourceId }, context) => {
      context.require('sync:request')
      try {
        return await tryAgain(context, sourceId)
      } catch (error) {
        if (error instanceof FaultError) return { events: 0, streams: 0, userErrors: [error.fault] }
        throw error
      }
    },
  }),
)
