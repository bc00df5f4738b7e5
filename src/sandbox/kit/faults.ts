import { readDrift, type Drift } from './drift.ts'
import type { Random } from './random.ts'

export const FAULT_KINDS = [
  'status',
  'slow',
  'slow_body',
  'cut',
  'truncated',
  'html',
  'expired_token',
  'timeout',
  'repeat_page',
  'drift',
] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** What goes wrong with the requests that fit. Without `times` and `share` it stays until it is cleared. */
export interface Fault {
  kind: FaultKind
  provider: string
  /** Part of the path below the provider's prefix, its query included. */
  match?: string
  method?: string
  /** How often, then it is gone. */
  times?: number
  /** Of the requests that fit, from 0 to 1. */
  share?: number
  /** Of `status` (default 500) and of `html` (default 502). */
  status?: number
  retryAfterSeconds?: number
  /** Of `slow`, and of the second half of `slow_body`; default 1000, at most a minute. */
  delayMs?: number
  /** Of `drift`: how the JSON of the answers differs from what was agreed. */
  drift?: Drift
}

export interface FaultBoard {
  /** Throws Error with a sentence when the fault is not one. */
  inject(input: Readonly<Record<string, unknown>>): Fault
  list(): readonly Fault[]
  clear(): void
  /** Requests so far, and those of them that a fault befell. */
  readonly counts: Readonly<{ calls: number; struck: number }>
  /** The first fault that fits the request, used up by one. */
  strike(provider: string, method: string, pathAndQuery: string): Fault | null
}

const MOST_FAULTS = 100

export function createFaultBoard(random: Random): FaultBoard {
  let faults: Fault[] = []
  const counts = { calls: 0, struck: 0 }

  return {
    counts,
    inject(input) {
      if (faults.length >= MOST_FAULTS) throw new Error(`there are ${MOST_FAULTS} faults already; clear them`)
      const fault = readFault(input)
      faults.push(fault)
      return fault
    },
    list: () => faults,
    clear() {
      faults = []
    },
    strike(provider, method, pathAndQuery) {
      const fault = faults.find(
        (it) =>
          it.provider === provider &&
          (it.method === undefined || it.method === method) &&
          pathAndQuery.includes(it.match ?? '') &&
          (it.share === undefined || random.chance(it.share)),
      )
      if (fault?.times !== undefined) {
        fault.times -= 1
        if (fault.times <= 0) faults = faults.filter((it) => it !== fault)
      }
      counts.calls += 1
      if (fault !== undefined) counts.struck += 1
      return fault ?? null
    },
  }
}

function readFault(input: Readonly<Record<string, unknown>>): Fault {
  const kind = FAULT_KINDS.find((it) => it === input.kind)
  if (kind === undefined) throw new Error(`kind must be one of ${FAULT_KINDS.join(', ')}`)
  const provider = readText(input, 'provider')
  if (provider === undefined) throw new Error('provider must name a provider')
  const match = readText(input, 'match')
  const method = readText(input, 'method')?.toUpperCase()
  const times = readNumber(input, 'times', 1, 100_000)
  const share = readNumber(input, 'share', 0, 1)
  const status = readNumber(input, 'status', 200, 599)
  const retryAfterSeconds = readNumber(input, 'retryAfterSeconds', 0, 3600)
  const delayMs = readNumber(input, 'delayMs', 0, 60_000)
  const drift = kind === 'drift' ? readDrift(input['drift']) : undefined
  return {
    kind,
    provider,
    ...(match === undefined ? {} : { match }),
    ...(method === undefined ? {} : { method }),
    ...(times === undefined ? {} : { times }),
    ...(share === undefined ? {} : { share }),
    ...(status === undefined ? {} : { status }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(drift === undefined ? {} : { drift }),
  }
}

function readText(input: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = input[name]
  if (value === undefined || typeof value === 'string') return value
  throw new Error(`${name} must be text`)
}

function readNumber(
  input: Readonly<Record<string, unknown>>,
  name: string,
  from: number,
  to: number,
): number | undefined {
  const value = input[name]
  if (value === undefined) return undefined
  if (typeof value === 'number' && value >= from && value <= to) return value
  throw new Error(`${name} must be a number from ${from} to ${to}`)
}
