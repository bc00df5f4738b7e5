import type { Provider, SourceFacts } from '../providers/provider.ts'
import type { Transaction } from '../store/database.ts'
import type { Asked, Grant } from './budget.ts'

/** What a provider's limits on the whole app are counted under. SQL makes the same name: see store/read/health.ts. */
export const appOf = ({ code }: Pick<Provider, 'code'>, { environment }: Pick<SourceFacts, 'environment'>) =>
  `${code}/${environment}`

/**
 * Takes calls out of the app's windows, which the sources of all workspaces share: each may make an equal part of the
 * calls, and those that others leave over as time passes. See the function in migrations/0006_calls.sql.
 */
export async function takeAppCalls(
  tx: Transaction,
  { app, sourceId }: { app: string; sourceId: string },
  asked: readonly Asked[],
  { wanted, interactive, now }: { wanted: number; interactive: boolean; now: Date },
): Promise<Grant> {
  const [row] = await tx<{ calls: number; until: string }[]>`
    select calls, until
    from take_app_calls(${app}, ${sourceId}, ${JSON.stringify(asked)}::text::jsonb, ${wanted}, ${interactive}, ${now})`
  if (row === undefined) throw new Error(`no windows of ${app}`)
  return { calls: row.calls, until: new Date(row.until) }
}
