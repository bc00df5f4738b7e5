import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { refetch, type RefetchContext } from './refetch.ts'

export interface LiveRecord {
  workspaceId: string
  sourceId: string
  stream: string
  remoteId: string
}

/**
 * Reads records from their providers now: one call per source and stream, all at once, all within one deadline.
 * Resolves to those that were written in time; the others keep the caller waiting no longer, and are written when
 * their answer comes.
 */
export async function refetchMany(
  context: RefetchContext & { log: Logger },
  wanted: readonly LiveRecord[],
  timeoutMs: number,
): Promise<Set<LiveRecord>> {
  const groups = Map.groupBy(wanted, (it) => `${it.workspaceId}/${it.sourceId}/${it.stream}`)
  const done = new Set<LiveRecord>()
  const calls = [...groups.values()].map(async (group) => {
    const [first] = group
    if (first === undefined) return
    const { workspaceId, sourceId, stream } = first
    try {
      const ids = group.map((it) => it.remoteId)
      await refetch(context, { workspaceId, sourceId, stream, ids, via: 'READ_THROUGH' })
      for (const it of group) done.add(it)
    } catch (error) {
      context.log.info({ err: error, sourceId, stream, requestId: context.requestId }, 'a live read failed')
    }
  })
  const deadline = new AbortController()
  await Promise.race([
    Promise.all(calls),
    sleep(timeoutMs, undefined, { signal: deadline.signal, ref: false }).catch(() => undefined),
  ])
  deadline.abort()
  return new Set(done)
}
