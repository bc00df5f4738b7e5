import { createHash } from 'node:crypto'
import type { SandboxRequest, SandboxResponse } from '../../kit/provider.ts'
import { json } from './responses.ts'

const KEPT_MS = 360_000
const MOST_KEPT = 1_000
const LONGEST_KEY = 128

interface Answered {
  at: number
  fingerprint: string
  response: SandboxResponse
}

/** The first answer to an Idempotency-Key, be it an error, is the answer to every repetition for six minutes. */
export class Idempotency {
  readonly #answered = new Map<string, Answered>()

  answer(
    request: SandboxRequest,
    tenantId: string,
    now: number,
    perform: () => SandboxResponse,
  ): SandboxResponse {
    const key = request.headers['idempotency-key']
    if (key === undefined) return perform()
    if (key.length > LONGEST_KEY) return refused(`Idempotency Key must be at most ${LONGEST_KEY} characters.`)
    const fingerprint = fingerprintOf(request)
    const slot = `${tenantId} ${key}`
    const known = this.#answered.get(slot)
    if (known !== undefined && known.at + KEPT_MS > now) {
      if (known.fingerprint === fingerprint) return known.response
      return refused(`Idempotency Key ${key} is used with a different request.`)
    }
    const response = perform()
    this.#answered.delete(slot)
    this.#answered.set(slot, { at: now, fingerprint, response })
    const [oldest] = this.#answered.keys()
    if (this.#answered.size > MOST_KEPT && oldest !== undefined) this.#answered.delete(oldest)
    return response
  }
}

const fingerprintOf = ({ method, path, query, body }: SandboxRequest): string =>
  createHash('sha256').update(`${method} ${path}?${query}\n`).update(body).digest('hex')

const refused = (detail: string) =>
  json(400, { Type: null, Title: 'Bad Request', Status: 400, Detail: detail })
