import type { Provider, SourceFacts } from '../providers/provider.ts'
import type { Transaction } from '../store/database.ts'
import type { Asked, Taken } from './budget.ts'

/** What a provider's limits on the whole app are counted under. SQL makes the same name: see store/read/health.ts. */
export const appOf = ({ code }: Pick<Provider, 'code'>, { environment }: Pick<SourceFacts, 'environment'>) =>
  `${code}/${environment}`

/**
 * Takes calls out of the app's windows, which the sources of all workspaces share: each may make an equal part of the
 * calls, and those that others leave over as time passes. See the function in migrations/0013_rolling-windows.sql.
 */
export async function takeAppCalls(
  tx: Transaction,
  { app, sourceId }: { app: string; sourceId: string },
  asked: readonly Asked[],
  { wanted, interactive, asOf }: { wanted: number; interactive: boolean; asOf: Date | null },
): Promise<Taken> {
  const [taken] = await tx<Taken[]>`
    select calls, wait_ms as "waitMs"
    from take_app_calls(${app}, ${sourceId}, ${JSON.stringify(asked)}::text::jsonb, ${wanted}, ${interactive},
      coalesce(${asOf}::timestamptz, clock_timestamp()))`
  if (taken === undefined) throw new Error(`no windows of ${app}`)
  return taken
}
