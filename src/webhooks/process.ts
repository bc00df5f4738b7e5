import type { Logger } from 'pino'
import type { SourceIds } from '../sources/budget.ts'
import { DeferError } from '../sources/calls.ts'
import { realClock } from '../sources/clock.ts'
import { faultOf } from '../sync/failure.ts'
import type { RefetchContext } from '../sync/refetch.ts'
import { carryOut, plan, type Work } from './carry-out.ts'
import { dueEvents, postponeEvents, settleEvents, type OpenEvent } from './events.ts'

const MOST_EVENTS = 200
const MOST_ROUNDS = 100

export interface ProcessContext extends RefetchContext {
  log: Logger
  /** Ends the work after the round that is under way. */
  signal: AbortSignal
}

/**
 * Processes a source's open webhook events. An event is a hint: what it names is asked for anew, so neither the
 * order nor the number of its deliveries matters. Checkpoints stay where they are. What fails is tried again later.
 */
export async function processWebhooks(context: ProcessContext, source: SourceIds): Promise<void> {
  const { database, signal, clock = realClock } = context
  for (let round = 0; round < MOST_ROUNDS && !signal.aborted; round++) {
    const events = await dueEvents(database, source, { now: clock.now(), atMost: MOST_EVENTS })
    if (events.length === 0) return
    await Promise.all(plan(events).map((work) => attempt(context, source, work)))
  }
}

async function attempt(context: ProcessContext, source: SourceIds, work: Work): Promise<void> {
  const { database, clock = realClock } = context
  // What failed before is tried one by one, so that one bad event does not hold up the others of its stream.
  const [fresh, failed] = [work.events.filter(isFresh), work.events.filter((it) => !isFresh(it))]
  for (const events of [fresh, ...failed.map((it) => [it])]) {
    if (events.length === 0) continue
    try {
      await carryOut({ ...context, now: clock.now() }, source, { ...work, events })
      await settleEvents(database, source, { events, now: clock.now() })
    } catch (error) {
      // The worker stops: whoever comes next finds the events as they are.
      if (context.signal.aborted) return
      const fault = faultOf(error, { ...context, doing: `processing webhooks for ${work.stream}` })
      const retryAt = error instanceof DeferError ? error.retryAt : null
      await postponeEvents(database, source, { events, fault, retryAt, now: clock.now() })
    }
  }
}

const isFresh = (event: OpenEvent) => event.attempts === 0
