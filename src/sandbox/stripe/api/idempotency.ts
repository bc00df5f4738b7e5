import { createHash } from 'node:crypto'
import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import { refused, StripeError } from '../errors.ts'

const KEPT_SECONDS = 24 * 3_600
const MOST_KEPT = 10_000
const LONGEST_KEY = 255

interface Answered {
  at: number
  fingerprint: string
  response: SandboxResponse
}

/** The first answer to an Idempotency-Key is the answer to every repetition, for a day. */
export class Idempotency {
  readonly #answered = new Map<string, Answered>()

  /** Undefined when the key is new. Throws idempotency_error when it came with other parameters before. */
  replay(request: SandboxRequest, now: number): SandboxResponse | undefined {
    const key = keyOf(request)
    const known = key === undefined ? undefined : this.#answered.get(key)
    if (key === undefined || known === undefined || known.at < now - KEPT_SECONDS) return undefined
    if (known.fingerprint !== fingerprint(request)) throw reused(key)
    return { ...known.response, headers: { ...known.response.headers, 'idempotent-replayed': 'true' } }
  }

  remember(request: SandboxRequest, response: SandboxResponse, now: number): void {
    const key = keyOf(request)
    if (key === undefined) return
    this.#answered.set(key, { at: now, fingerprint: fingerprint(request), response })
    for (const oldest of this.#answered.keys()) {
      if (this.#answered.size <= MOST_KEPT) break
      this.#answered.delete(oldest)
    }
  }
}

/** Only of a POST: other methods repeat safely by themselves. */
export function keyOf({ headers, method }: SandboxRequest): string | undefined {
  const key = method === 'POST' ? headers['idempotency-key'] : undefined
  if (key === undefined || key.length <= LONGEST_KEY) return key
  throw refused(`Idempotency keys must be at most ${LONGEST_KEY} characters.`)
}

const fingerprint = ({ body, path }: SandboxRequest): string =>
  createHash('sha256').update(path).update('\n').update(body).digest('hex')

const reused = (key: string): StripeError =>
  new StripeError({
    status: 400,
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  })
