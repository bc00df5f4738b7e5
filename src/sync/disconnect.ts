import { FaultError, type Fault } from '../domain/errors.ts'
import type { ProviderCode, SourceEnvironment } from '../domain/vocabulary.ts'
import { clockOf, providerFor, type ConnectContext } from '../sources/connect/context.ts'
import { revoke } from '../sources/connect/revoke.ts'
import { loadCredentials, type Credentials } from '../sources/credentials.ts'
import type { SourceIds } from '../sources/budget.ts'
import { eraseCredentials, eraseSource } from '../store/erase.ts'
import { inWorkspace, type Transaction } from '../store/database.ts'
import { closeRunning } from './runs.ts'

export interface Disconnection extends SourceIds {
  keepRecords: boolean
}

/**
 * Stops reading a source, takes back at the provider what opened it and erases that here, and the records when asked.
 * What is interrupted goes on when it is called again. Resolves to the provider's fault where it could not be told:
 * all else is done then, too. Throws FaultError when there is no such source.
 */
export async function disconnect(
  context: ConnectContext,
  disconnection: Disconnection,
): Promise<Fault | null> {
  const { database } = context
  const { workspaceId, sourceId, keepRecords } = disconnection
  const ids = { workspaceId, sourceId }
  const source = await inWorkspace(database, workspaceId, (tx) => stop(context, tx, ids))
  const fault = await tellProvider(context, workspaceId, source)
  await inWorkspace(database, workspaceId, (tx) => eraseCredentials(tx, ids))
  if (!keepRecords) await eraseSource(database, { ...ids, companyId: source.companyId, via: 'WRITE' })
  return fault
}

interface Stopped {
  companyId: string
  provider: ProviderCode
  environment: SourceEnvironment
  remoteId: string
  grantId: string | null
  isShared: boolean
}

/** What opened it, as it was when nothing could renew it any more; a fault where it does not open. */
type StoppedWithAccess = Stopped & { access: Credentials | null | FaultError }

/**
 * From here on nothing is read: no run begins, no token is renewed, and the next page of a run that is under way is not
 * written. Of sources that share a grant and are stopped at once, the last one sees that it is the last.
 */
async function stop(
  context: ConnectContext,
  tx: Transaction,
  { workspaceId, sourceId }: SourceIds,
): Promise<StoppedWithAccess> {
  const now = clockOf(context).now()
  const streams = await tx<{ stream: string }[]>`
    select stream from stream_states
    where workspace_id = ${workspaceId} and source_id = ${sourceId} order by stream for update`
  await tx`
    select from sources where workspace_id = ${workspaceId} and (id = ${sourceId} or grant_id = (
      select grant_id from sources where workspace_id = ${workspaceId} and id = ${sourceId}))
    order by id for update`
  const [source] = await tx<Stopped[]>`
    update sources s set disconnected_at = coalesce(disconnected_at, ${now}), reauthorize = null
    where workspace_id = ${workspaceId} and id = ${sourceId}
    returning company_id as "companyId", provider, environment, remote_id as "remoteId", grant_id as "grantId",
      exists (
        select from sources other
        where other.workspace_id = ${workspaceId} and other.grant_id = s.grant_id and other.id <> s.id
          and other.disconnected_at is null) as "isShared"`
  if (source === undefined) throw new FaultError(NOT_FOUND)
  await closeRunning(
    tx,
    { workspaceId, sourceId, streams: streams.map((it) => it.stream) },
    { now, error: DISCONNECTED },
  )
  return { ...source, access: await accessAtTheEnd(context, tx, { workspaceId, grantId: source.grantId }) }
}

/** Waits for a renewal that is under way: the refresh token before it would be no longer the one to be taken back. */
async function accessAtTheEnd(
  { config }: ConnectContext,
  tx: Transaction,
  { workspaceId, grantId }: { workspaceId: string; grantId: string | null },
): Promise<Credentials | null | FaultError> {
  if (grantId === null) return null
  try {
    return await loadCredentials(tx, config, { workspaceId, grantId }, { lock: true })
  } catch (error) {
    if (error instanceof FaultError) return error
    throw error
  }
}

async function tellProvider(
  context: ConnectContext,
  workspaceId: string,
  { access, grantId, isShared, environment, remoteId, ...source }: StoppedWithAccess,
): Promise<Fault | null> {
  if (access === null || grantId === null) return null
  try {
    if (access instanceof FaultError) throw access
    const provider = providerFor(context, source.provider)
    const ids = { workspaceId, grantId }
    await revoke(context, { provider, credentials: access, isShared, ids, facts: { environment, remoteId } })
    return null
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    return untold(error.fault)
  }
}

const untold = (fault: Fault): Fault => ({
  ...fault,
  message: `The source is disconnected and what opened it is erased here, but the provider could not be told. Withdraw the access there, too. ${fault.message}`,
  actor: 'CUSTOMER',
  retryable: false,
})

const NOT_FOUND: Fault = {
  code: 'NOT_FOUND',
  message: 'There is no such source.',
  actor: 'CALLER',
  retryable: false,
}

const DISCONNECTED: Fault = {
  code: 'REAUTHORIZE',
  message: 'The source was disconnected while it was read.',
  actor: 'CUSTOMER',
  retryable: false,
}
