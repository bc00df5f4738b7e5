import assert from 'node:assert/strict'
import type { Checkpoint, Page, SourceFacts } from '../../../src/providers/provider.ts'
import { openBanking } from '../../../src/providers/open-banking/index.ts'
import { HttpFailure, type HttpClient, type HttpRequest } from '../../../src/providers/toolkit/http.ts'
import { interpret } from '../../../src/sync/interpret.ts'
import { SOURCE, streams, type StreamName } from './mapping.ts'

export const NOW = new Date('2026-03-05T09:00:00Z')
export const IBAN = 'DE02120300000000202051'
export const OWN = { iban: IBAN, currency: 'EUR' }
export const ID = `${IBAN}-EUR`
export const ACCOUNT = { resourceId: 'A1', ...OWN }

/** Answers a call by its path and query; throws what `refused` makes. */
export type Answer = (request: HttpRequest) => unknown

export interface Played extends HttpClient {
  calls: HttpRequest[]
}

/** A bank that answers as it is told, at the instant that it is told. */
export function playBank(answer: Answer, { clock = NOW }: { clock?: Date } = {}): Played {
  const calls: HttpRequest[] = []
  return {
    calls,
    request: async (request) => {
      calls.push(request)
      await Promise.resolve()
      return { status: 200, headers: {}, body: answer(request), sentAt: clock }
    },
  }
}

/** A bank with accounts, and for each a list of transactions on one page. */
export const listing =
  (reports: Readonly<Record<string, object>>, accounts: readonly object[] = [ACCOUNT]): Answer =>
  ({ path }) => {
    if (path === '/v1/accounts') return { accounts }
    const report = reports[path.split('/')[3] ?? '']
    assert.ok(report, path)
    return {
      account: OWN,
      transactions: { booked: [], pending: [], _links: { account: { href: '/' } }, ...report },
    }
  }

export function refused(status: number, code: string, path = '/v1/accounts'): HttpFailure {
  const body = { tppMessages: [{ category: 'ERROR', code, text: 'No.' }] }
  return new HttpFailure(`GET ${path} answered ${status}`, {
    ...{ kind: 'status', status, headers: {}, body, method: 'GET', path },
  })
}

export interface Booked {
  [field: string]: unknown
}

/** As in {"transactionAmount": {"currency": "EUR", "amount": "-5.00"}, "bookingDate": "2026-03-02"}. */
export const booked = (amount: string, more: Booked = {}, on = '2026-03-02'): Booked => ({
  transactionAmount: { currency: 'EUR', amount },
  bookingDate: on,
  ...more,
})

export const pending = (amount: string, more: Booked = {}): Booked => ({
  transactionAmount: { currency: 'EUR', amount },
  ...more,
})

interface ReadOptions {
  http: HttpClient
  checkpoint?: Checkpoint | null
  now?: Date
  source?: SourceFacts
  /** Ids of what earlier readings brought. */
  stored?: readonly string[]
}

export async function read(
  stream: StreamName,
  { http, checkpoint = null, now = NOW, source = SOURCE, stored = [] }: ReadOptions,
): Promise<Page[]> {
  const beginningWith = (prefix: string) => Promise.resolve(stored.filter((it) => it.startsWith(prefix)))
  return await Array.fromAsync(
    streams[stream].pages({ source, http, checkpoint, now, stored: beginningWith }),
  )
}

/** What a reading brings: ids, deletions, and from where the next one goes on. */
export async function readOn(options: ReadOptions) {
  const pages = await read('transactions', options)
  const records = pages.flatMap((it) => it.records)
  return {
    records,
    ids: records.map((raw) => interpret(openBanking, 'transactions', raw, SOURCE).remoteId),
    deleted: pages.flatMap((it) => it.deletedIds ?? []).map((it) => it.id),
    checkpoint: checkpointOf(pages),
    asOf: pages.at(-1)?.asOf,
  }
}

export function checkpointOf(pages: readonly Page[]): Checkpoint {
  const checkpoint = pages.findLast((it) => it.checkpoint !== undefined)?.checkpoint
  assert.ok(checkpoint)
  // As it comes back from the database.
  return JSON.parse(JSON.stringify(checkpoint)) as Checkpoint
}

export const later = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000)
