import type { ProviderCode } from '../domain/vocabulary.ts'
import { findProvider } from '../providers/registry.ts'
import { appWindowsOf, windowsOf, type Window } from '../sources/budget.ts'
import type { BudgetRow } from '../store/read/health.ts'

interface Counted {
  windows: readonly BudgetRow[]
  /** Calls under way, as far as their number is limited. */
  underWay: number
}

/**
 * A source's budgets as its provider's limits say, whether or not anything was called yet. What limits one kind of call
 * is shown once there was such a call.
 */
export function budgetsOf(
  { id, provider }: { id: string; provider: ProviderCode },
  { windows, underWay }: Counted,
): BudgetRow[] {
  const { limits = [] } = findProvider(provider) ?? {}
  const of =
    (scope: BudgetRow['scope']) =>
    ({ seconds, limit }: Window): BudgetRow => {
      const counted = windows.find(
        (it) => it.scope === scope && it.countsAs === null && it.windowSeconds === seconds,
      )
      const used = counted === undefined ? 0 : counted.limit - counted.remaining
      return {
        ...{ sourceId: id, scope, countsAs: null, limit, remaining: Math.max(0, limit - used) },
        ...{ windowSeconds: seconds, resetsAt: counted?.resetsAt ?? null },
      }
    }
  const atOnce = Math.min(...limits.map((it) => ('atOnce' in it ? it.atOnce : Infinity)))
  const places: BudgetRow = {
    ...{ sourceId: id, scope: 'SOURCE', countsAs: null, limit: atOnce, windowSeconds: 0, resetsAt: null },
    remaining: Math.max(0, atOnce - underWay),
  }
  return [
    ...(Number.isFinite(atOnce) ? [places] : []),
    ...windowsOf(limits).map(of('SOURCE')),
    ...windows.filter((it) => it.countsAs !== null),
    ...appWindowsOf(limits).map(of('APP')),
  ]
}
