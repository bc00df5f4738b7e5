/** Faded sums over a source's calls: see schema/calls.ts. */
export interface Figures {
  recentCalls: number
  recentErrors: number
  recentMs: number
  usualCalls: number
  usualMs: number
  stressedAt: Date | null
}

/** Fewer recent calls tell nothing. */
const FEWEST_CALLS = 5
/** Fewer calls do not show what is usual. */
const FEWEST_USUAL_CALLS = 20
const MANY_ERRORS = 0.3
const FEW_ERRORS = 0.1
/** So many times its usual time to answer is slow, and so many times is no longer. */
const SLOW = 4
const NOT_SLOW = 2
/** A provider that answers within this many milliseconds is not slow, whatever its usual time. */
const QUICK_MS = 2_000
const SHORTEST_STRESS_MS = 120_000

/**
 * Whether a source is slower, or fails more, than it usually does. Stress ends at gentler figures than it begins with,
 * and lasts two minutes at least, so that a source does not swing to and fro.
 */
export function isStressed(figures: Figures, now: Date): boolean {
  const { recentCalls, recentErrors, stressedAt } = figures
  const errors = recentErrors / recentCalls
  if (stressedAt === null) {
    return recentCalls >= FEWEST_CALLS && (errors >= MANY_ERRORS || isSlow(figures, SLOW))
  }
  const hasLasted = now.getTime() - stressedAt.getTime() >= SHORTEST_STRESS_MS
  return !hasLasted || errors > FEW_ERRORS || isSlow(figures, NOT_SLOW)
}

function isSlow({ recentCalls, recentMs, usualCalls, usualMs }: Figures, times: number): boolean {
  const takesMs = recentMs / recentCalls
  return usualCalls >= FEWEST_USUAL_CALLS && takesMs > QUICK_MS && takesMs > times * (usualMs / usualCalls)
}
