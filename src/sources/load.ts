import { FaultError, type Fault } from '../domain/errors.ts'
import type { ProviderCode } from '../domain/vocabulary.ts'
import type { SourceFacts } from '../providers/provider.ts'
import type { Transaction } from '../store/database.ts'
import type { SourceIds } from './budget.ts'

export interface ReadableSource {
  companyId: string
  provider: ProviderCode
  /** Null where nothing has to be opened. */
  grantId: string | null
  facts: SourceFacts
}

interface Row {
  company_id: string
  provider: ProviderCode
  environment: SourceFacts['environment']
  remote_id: string
  grant_id: string | null
  name: string
  base_currency: string | null
  reauthorize: Fault | null
  paused: boolean
  disconnected: boolean
}

/** A source as it may be read. Throws FaultError when it may not, with the reason. */
export async function loadReadable(tx: Transaction, ids: SourceIds): Promise<ReadableSource> {
  const [row] = await tx<Row[]>`
    select s.company_id, s.provider, s.environment, s.remote_id, s.grant_id, coalesce(s.remote_name, s.remote_id) as name,
      s.base_currency, s.reauthorize, s.paused_at is not null as paused, s.disconnected_at is not null as disconnected
    from sources s where s.workspace_id = ${ids.workspaceId} and s.id = ${ids.sourceId}`
  if (row === undefined) throw new FaultError(NOT_FOUND)
  const refusal = refusalOf(row)
  if (refusal !== null) throw new FaultError(refusal)
  return {
    companyId: row.company_id,
    provider: row.provider,
    grantId: row.grant_id,
    facts: { remoteId: row.remote_id, environment: row.environment, baseCurrency: row.base_currency },
  }
}

/** Null where nothing has to be opened, or there is no such source. */
export async function loadGrantId(
  tx: Transaction,
  { workspaceId, sourceId }: SourceIds,
): Promise<string | null> {
  const [row] = await tx<{ grant_id: string | null }[]>`
    select grant_id from sources where workspace_id = ${workspaceId} and id = ${sourceId}`
  return row?.grant_id ?? null
}

const NOT_FOUND: Fault = {
  code: 'NOT_FOUND',
  message: 'There is no such source.',
  actor: 'CALLER',
  retryable: false,
}

function refusalOf(row: Row): Fault | null {
  if (row.disconnected) {
    return {
      code: 'REAUTHORIZE',
      message: `The source ${row.name} was disconnected. Connect it again to read it.`,
      actor: 'CUSTOMER',
      retryable: false,
    }
  }
  if (row.reauthorize !== null) return row.reauthorize
  if (row.paused) {
    return {
      code: 'FORBIDDEN',
      message: `The source ${row.name} is paused. Resume it to read it.`,
      actor: 'CALLER',
      retryable: false,
    }
  }
  return null
}
