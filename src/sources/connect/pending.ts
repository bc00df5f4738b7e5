import { createHash, randomBytes } from 'node:crypto'
import { newId } from '../../domain/ids.ts'
import { inWorkspace, type Transaction } from '../../store/database.ts'
import { openText, sealText } from '../vault.ts'
import { beginAgain, clockOf, type ConnectContext, type ConnectTarget } from './context.ts'

const LIVES_MS = 10 * 60_000
/** Of one workspace; the oldest make room. */
const MOST_PENDING = 1_000
/** So long a customer who is late is told so; then nothing of it is left. */
const KEPT_MS = 24 * 3_600_000
const STATE = /^[\w-]{43}$/

/** A customer who was sent to a provider's page. */
export interface Pending extends ConnectTarget {
  /** The only accounts that are wanted; null: all that the customer approves. */
  remoteIds: readonly string[] | null
  returnUrl: string
  /** What only the second half may know: a PKCE verifier, a link token, a consent's id, where a code is exchanged. */
  secret: string
}

/** 256 random bits, in an address's alphabet. */
export const newState = (): string => randomBytes(32).toString('base64url')

const hashOf = (state: string): string => createHash('sha256').update(state).digest('hex')

/** What its sealed secret is bound to. */
export const pendingAssociation = ({ workspaceId, id }: { workspaceId: string; id: string }): string =>
  `daybook pending connect ${workspaceId} ${id}`

/** Keeps what the customer's return needs, for ten minutes, under the state's hash. */
export async function keepPending(context: ConnectContext, state: string, pending: Pending): Promise<void> {
  const { workspaceId, companyId, provider, environment, remoteIds, returnUrl, secret } = pending
  const now = clockOf(context).now()
  const id = newId(now.getTime())
  const sealed = sealText(context.config.masterKey, pendingAssociation({ workspaceId, id }), secret)
  await inWorkspace(context.database, workspaceId, async (tx) => {
    await dropOld(tx, workspaceId, now)
    await tx`
      insert into pending_connects
        (workspace_id, id, state_hash, company_id, provider, environment, remote_ids, return_url, sealed, expires_at)
      values
        (${workspaceId}, ${id}, ${hashOf(state)}, ${companyId}, ${provider}, ${environment},
         ${remoteIds === null ? null : [...remoteIds]}::text[], ${returnUrl}, ${sealed},
         ${new Date(now.getTime() + LIVES_MS)})`
  })
}

async function dropOld(tx: Transaction, workspaceId: string, now: Date): Promise<void> {
  await tx`
    delete from pending_connects
    where workspace_id = ${workspaceId} and expires_at < ${new Date(now.getTime() - KEPT_MS)}`
  await tx`
    delete from pending_connects where workspace_id = ${workspaceId} and id in (
      select id from pending_connects where workspace_id = ${workspaceId}
      order by id desc offset ${MOST_PENDING - 1} limit 100)`
}

interface Row extends Omit<Pending, 'secret'> {
  id: string
  sealed: Buffer
  expired: boolean
}

/** Taken by its state, once; null when it was taken already or never was. */
export class TakenPending {
  readonly #context: ConnectContext
  readonly #row: Row
  readonly returnUrl: string
  readonly provider: Row['provider']

  constructor(context: ConnectContext, row: Row) {
    this.#context = context
    this.#row = row
    this.returnUrl = row.returnUrl
    this.provider = row.provider
  }

  /** Throws FaultError when the customer took too long. */
  open(): Pending {
    const { id, sealed, expired, ...pending } = this.#row
    if (expired) throw beginAgain('Connecting took longer than ten minutes.')
    const { config } = this.#context
    return { ...pending, secret: openText(config, pendingAssociation({ ...pending, id }), sealed) }
  }
}

export async function takePending(context: ConnectContext, state: string): Promise<TakenPending | null> {
  if (!STATE.test(state)) return null
  const hash = hashOf(state)
  const [found] = await context.database.sql<{ workspace_id: string | null }[]>`
    select workspace_of_connect_state(${hash}) as workspace_id`
  const workspaceId = found?.workspace_id ?? null
  if (workspaceId === null) return null
  const now = clockOf(context).now()
  const [row] = await inWorkspace(
    context.database,
    workspaceId,
    (tx) => tx<Row[]>`
      delete from pending_connects where workspace_id = ${workspaceId} and state_hash = ${hash}
      returning workspace_id as "workspaceId", id, company_id as "companyId", provider, environment,
        remote_ids as "remoteIds", return_url as "returnUrl", sealed, expires_at <= ${now} as expired`,
  )
  return row === undefined ? null : new TakenPending(context, row)
}
