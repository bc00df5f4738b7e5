// What passes: how it is done by the sandbox's faults, from the second page on, and what the reading must show of it.

const WAIT_SECONDS = 7

export interface PassingFault {
  name: string
  fault: object
  /** Providers are given this little time to answer. */
  timeoutMs?: number
  /** At least, by the engine's clock. */
  waitMs?: number
  /** Through this many runs at least, because one gives up. */
  runs?: number
}

export const PASSING: readonly PassingFault[] = [
  {
    name: '429 with Retry-After',
    fault: { kind: 'status', status: 429, retryAfterSeconds: WAIT_SECONDS, times: 2 },
    waitMs: 2 * WAIT_SECONDS * 1000,
  },
  { name: '429 without Retry-After', fault: { kind: 'status', status: 429, times: 2 }, waitMs: 1 },
  { name: '500', fault: { kind: 'status', status: 500, times: 2 }, waitMs: 1 },
  // More than a run tries, and more than the circuit lets through.
  { name: 'a burst of 503', fault: { kind: 'status', status: 503, times: 12 }, waitMs: 30_000, runs: 3 },
  { name: 'no answer in time', fault: { kind: 'timeout', times: 1 }, timeoutMs: 300, waitMs: 1 },
  {
    name: 'a body whose second half does not come in time',
    fault: { kind: 'slow_body', delayMs: 60_000, times: 1 },
    timeoutMs: 300,
    waitMs: 1,
  },
  { name: 'a body whose second half comes late', fault: { kind: 'slow_body', delayMs: 50, times: 1 } },
  { name: 'a connection that is cut', fault: { kind: 'cut', times: 2 }, waitMs: 1 },
  { name: 'JSON that is cut short', fault: { kind: 'truncated', times: 2 }, waitMs: 1 },
  { name: 'HTML instead of JSON', fault: { kind: 'html', status: 200, times: 2 }, waitMs: 1 },
  // A token is renewed at once.
  { name: '401 in mid-run', fault: { kind: 'expired_token', times: 1 } },
]
