import type { Fault } from '../domain/errors.ts'
import { wakeWorkers } from '../jobs/wake.ts'
import type { WebhookChange } from '../providers/provider.ts'
import type { SourceIds } from '../sources/budget.ts'
import { endAccess, noteExpiry, restoreAccess } from '../sources/grants.ts'
import { loadGrantId } from '../sources/load.ts'
import { inWorkspace } from '../store/database.ts'
import { applyDeletions, refetch, type RefetchContext } from '../sync/refetch.ts'
import { makeDue } from '../sync/request.ts'
import type { OpenEvent } from './events.ts'

type Kind = WebhookChange['what']['kind']

/** Events that ask for the same thing to be done, in one go. */
export interface Work {
  kind: Kind
  /** Empty where the kind concerns no stream. */
  stream: string
  events: OpenEvent[]
}

export function plan(events: readonly OpenEvent[]): Work[] {
  const groups = Map.groupBy(events, ({ change: { what } }) => `${what.kind} ${streamOf(what)}`)
  return [...groups.values()].flatMap((group) => {
    const what = group[0]?.change.what
    return what === undefined ? [] : [{ kind: what.kind, stream: streamOf(what), events: group }]
  })
}

const streamOf = (what: WebhookChange['what']) => ('stream' in what ? what.stream : '')

/** Throws what refetch throws. */
export async function carryOut(
  context: RefetchContext & { now: Date },
  source: SourceIds,
  { kind, stream, events }: Work,
): Promise<void> {
  const { database, now } = context
  const key = { ...source, stream }
  switch (kind) {
    case 'refetch':
      await refetch(context, { ...key, via: 'WEBHOOK', ids: events.flatMap(({ change }) => idOf(change)) })
      break
    case 'deleted':
      await applyDeletions(database, key, {
        // The earliest: a later reading must not lose against what was known then at the least.
        fetchedAt: new Date(Math.min(...events.map((it) => it.receivedAt.getTime()))),
        deleted: events.flatMap(({ change }) =>
          idOf(change).map((remoteId) => ({ remoteId, at: change.at })),
        ),
      })
      break
    case 'poll':
      await inWorkspace(database, source.workspaceId, async (tx) => {
        await makeDue(tx, { ...source, streams: [stream], trigger: 'WEBHOOK', now })
        await wakeWorkers(tx)
      })
      break
    case 'disconnected':
      await inWorkspace(database, source.workspaceId, async (tx) => {
        const grantId = await loadGrantId(tx, source)
        const saidAt = new Date(Math.max(...events.map((it) => it.receivedAt.getTime())))
        const ended = grantId === null ? null : { workspaceId: source.workspaceId, grantId, saidAt }
        if (ended !== null) await endAccess(tx, source, { ended, fault: REVOKED })
      })
      break
    case 'reconnected':
      await inWorkspace(database, source.workspaceId, async (tx) => {
        await restoreAccess(tx, source)
        await makeDue(tx, { ...source, streams: null, trigger: 'WEBHOOK', now })
        await wakeWorkers(tx)
      })
      break
    case 'expires': {
      const latest = events.findLast(({ change }) => change.what.kind === 'expires')?.change.what
      if (latest?.kind !== 'expires') break
      const { at } = latest
      await inWorkspace(database, source.workspaceId, (tx) => noteExpiry(tx, source, at))
      break
    }
    case 'ignore':
      break
  }
}

const idOf = ({ what }: WebhookChange): string[] => ('id' in what ? [what.id] : [])

const REVOKED: Fault = {
  code: 'REAUTHORIZE',
  message: 'Access was revoked at the provider. Connect the source again.',
  actor: 'CUSTOMER',
  retryable: false,
}
