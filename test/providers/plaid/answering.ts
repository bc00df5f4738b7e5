import type { Checkpoint, Page } from '../../../src/providers/provider.ts'
import { HttpFailure, type HttpClient, type HttpRequest } from '../../../src/providers/toolkit/http.ts'
import { FaultError } from '../../../src/domain/errors.ts'
import { SOURCE, streams, type StreamName } from './mapping.ts'

export interface Answering extends HttpClient {
  calls: HttpRequest[]
}

export const NOW = new Date('2026-03-05T09:00:00Z')
/** When the so-manieth call was sent, counted from 0. */
export const sentAt = (call: number) => new Date(NOW.getTime() + call * 1000)

/** Gives its answers in turn; an error among them is thrown, as the engine's client would. */
export function answering(...answers: unknown[]): Answering {
  const calls: HttpRequest[] = []
  return {
    calls,
    request: async (request) => {
      const turn = calls.push(request) - 1
      await Promise.resolve()
      if (turn >= answers.length) throw new Error(`call ${turn} of ${request.path} was not expected`)
      const body = answers[turn]
      if (body instanceof Error) throw body
      const answer = { status: 200, headers: {}, body, sentAt: sentAt(turn) }
      request.check?.(answer)
      return answer
    },
  }
}

/** A failed call, as a client without recovery throws it. */
export const failure = (code: string, { status = 400, type = 'ITEM_ERROR' } = {}): HttpFailure =>
  new HttpFailure(`POST /method answered ${status}`, {
    kind: 'status',
    status,
    headers: {},
    body: { error_type: type, error_code: code, error_message: 'in prose', request_id: 'req-1' },
    method: 'POST',
    path: '/method',
  })

/** The same, as the engine's client throws it after it has tried what can be tried. */
export const fault = (code: string): FaultError =>
  new FaultError(
    { code: 'PROVIDER_REJECTED', message: 'Plaid refused it.', actor: 'OPERATOR', retryable: false },
    { cause: failure(code, { type: 'TRANSACTIONS_ERROR' }) },
  )

export async function read(
  stream: StreamName,
  http: HttpClient,
  checkpoint: Checkpoint | null = null,
): Promise<Page[]> {
  const pages: Page[] = []
  for await (const page of streams[stream].pages({ source: SOURCE, http, checkpoint, now: NOW })) {
    pages.push(page)
  }
  return pages
}

interface Told {
  added?: string[]
  modified?: string[]
  removed?: string[]
  more?: boolean
}

/** A page of /transactions/sync, its transactions told by their ids. */
export const synced = (
  next_cursor: string,
  { added = [], modified = [], removed = [], more = false }: Told,
) => ({
  accounts: [],
  added: added.map((it) => transaction(it)),
  modified: modified.map((it) => transaction(it, 'modified')),
  removed: removed.map((transaction_id) => ({ transaction_id, account_id: 'acc-1' })),
  next_cursor,
  has_more: more,
  transactions_update_status: 'HISTORICAL_UPDATE_COMPLETE',
  request_id: 'req-1',
})

export const transaction = (transaction_id: string, name = 'added') => ({ transaction_id, name })

export const idsOf = (pages: readonly Page[]) =>
  pages.flatMap((page) => page.records.map((it) => (it as { transaction_id: string }).transaction_id))
