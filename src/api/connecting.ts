import { FaultError, type Fault } from '../domain/errors.ts'
import type { ConnectContext } from '../sources/connect/context.ts'
import type { SourceRow } from '../store/read/sources.ts'
import { builder } from './builder.ts'
import type { Context, Services } from './context.ts'
import { decodeId } from './ids.ts'
import { Source, UserError } from './refs.ts'

// What the mutations about connecting share.

export interface SourceAnswer {
  source: SourceRow | null
  userErrors: Fault[]
}

export const SourcePayload = builder.objectRef<SourceAnswer>('SourcePayload').implement({
  fields: (t) => ({
    source: t.field({ type: Source, nullable: true, resolve: (it) => it.source }),
    userErrors: t.field({ type: [UserError], resolve: (it) => it.userErrors }),
  }),
})

export const connectContext = (services: Services, requestId: string): ConnectContext => ({
  database: services.worker,
  config: services.config,
  ownUrl: services.ownUrl(),
  requestId,
})

/** Throws FaultError when the id is no company's. Whether there is such a company is seen when it is needed. */
export function companyIdIn(id: string): string {
  const decoded = decodeId(id)
  if (decoded?.type === 'Company') return decoded.uuid
  throw new FaultError({
    code: 'NOT_FOUND',
    message: `There is no company with the id "${id.slice(0, 100)}".`,
    actor: 'CALLER',
    retryable: false,
    path: ['input', 'companyId'],
  })
}

/**
 * Runs what writes and asks providers while no connection is held; what is read afterwards shows what was written. A
 * fault becomes the payload's.
 */
export async function answering<T>(
  context: Context,
  work: () => Promise<T>,
  refused: (fault: Fault) => T,
): Promise<T> {
  context.require('sources:connect')
  await context.snapshot.restart()
  try {
    return await work()
  } catch (error) {
    if (error instanceof FaultError) return refused(error.fault)
    throw error
  }
}
