import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { recordKey } from '../../src/domain/ids.ts'
import type { Page, Provider, Read, Stream } from '../../src/providers/provider.ts'

// A provider of the tests' own: the adapter below, and behind it a real server whose books a test can change.

export interface Entry {
  id: string
  name: string
  updatedAt: string
  deleted?: true
}

/** Answered instead of the next page. */
export interface Failure {
  status: number
  headers?: Record<string, string>
}

export interface Ledger {
  url: string
  accounts: Entry[]
  /** Of the stream that is read whole. */
  cards: Entry[]
  failures: Failure[]
  /** Runs before each answer. */
  onRequest: (path: string) => void | Promise<void>
  requests: string[]
  close(): Promise<void>
}

const PAGE = 10

export async function startLedger(): Promise<Ledger> {
  const server = createServer((request, response) => {
    void answer(ledger, request).then(({ status, headers, body }) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const ledger: Ledger = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accounts: [],
    cards: [],
    failures: [],
    onRequest: () => undefined,
    requests: [],
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  return ledger
}

async function answer(ledger: Ledger, request: IncomingMessage): Promise<Failure & { body: unknown }> {
  const url = new URL(request.url ?? '/', ledger.url)
  ledger.requests.push(url.pathname + url.search)
  await ledger.onRequest(url.pathname)
  const failure = ledger.failures.shift()
  if (failure) return { ...failure, body: { error: 'asked for by the test' } }
  const entries = url.pathname === '/cards' ? ledger.cards : ledger.accounts
  const ids = url.searchParams.get('ids')
  if (ids !== null) {
    const found = entries.filter((it) => !it.deleted && ids.split(',').includes(it.id))
    return { status: 200, body: { entries: found } }
  }
  const after = url.searchParams.get('after') ?? ''
  const sorted = entries.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
  const rest = sorted.filter((it) => sortKey(it) > after)
  return { status: 200, body: { entries: rest.slice(0, PAGE), more: rest.length > PAGE } }
}

const sortKey = (it: Entry) => `${it.updatedAt} ${it.id}`

const raw = z.looseObject({ id: z.string(), name: z.string().min(1), updatedAt: z.string() })
type Raw = z.infer<typeof raw>
const listing = z.object({
  entries: z.array(z.looseObject({ id: z.string() })),
  more: z.boolean().default(false),
})

const fields = {
  raw,
  entity: 'ACCOUNT',
  fields: {},
  id: (it) => it.id,
  updatedAt: (it) => it.updatedAt,
} satisfies Partial<Stream<Raw>>

const account =
  (stream: string): Stream<Raw>['map'] =>
  (it) => ({
    records: [
      {
        type: 'ACCOUNT',
        key: recordKey(stream, it.id),
        name: it.name,
        code: null,
        classification: 'ASSET',
        accountType: 'BANK',
        remoteType: null,
        status: 'ACTIVE',
        currency: 'EUR',
        parentKey: null,
        maskedNumber: null,
        institution: null,
        balanceCurrent: '12.50',
        balanceAvailable: null,
        balanceLimit: null,
        balanceAsOf: null,
      },
    ],
  })

async function* pages(path: string, read: Read): AsyncGenerator<Page & { more: boolean }> {
  let after = typeof read.checkpoint?.['after'] === 'string' ? read.checkpoint['after'] : ''
  const phase = after === '' ? 'backfill' : 'incremental'
  for (let more = true; more;) {
    const { body, sentAt } = await read.http.request({ path, query: { after } })
    const page = listing.parse(body)
    const last = page.entries.at(-1)
    if (last) after = `${String(last['updatedAt'])} ${last.id}`
    more = page.more
    const deleted = page.entries.filter((it) => it['deleted'] === true)
    yield {
      records: page.entries.filter((it) => it['deleted'] !== true),
      deletedIds: deleted.map((it) => ({ id: it.id, at: String(it['updatedAt']) })),
      fetchedAt: sentAt,
      phase,
      more,
      ...(after !== '' && { checkpoint: { after } }),
    }
  }
}

export const ledgerProvider = {
  code: 'XERO',
  name: 'The ledger',
  auth: { kind: 'apiKey', header: (key) => ({ authorization: key }) },
  limits: [],
  endpoint: () => 'http://127.0.0.1:1',
  headers: {},
  writes: [],
  streams: {
    accounts: {
      ...fields,
      deletions: 'reported',
      incremental: true,
      pages: (read) => pages('/accounts', read),
      fetch: async ({ http }, ids) => {
        const { body, sentAt } = await http.request({ path: '/accounts', query: { ids: ids.join(',') } })
        const found = listing.parse(body).entries
        const missingIds = ids.filter((id) => !found.some((it) => it.id === id))
        return { records: found, missingIds, fetchedAt: sentAt }
      },
      map: account('accounts'),
    } satisfies Stream<Raw>,
    cards: {
      ...fields,
      deletions: 'swept',
      incremental: false,
      async *pages(read) {
        for await (const { more, checkpoint: _, ...page } of pages('/cards', { ...read, checkpoint: null })) {
          yield { ...page, ...(!more && { completeSince: read.now }) }
        }
      },
      map: account('cards'),
    } satisfies Stream<Raw>,
  },
} satisfies Provider
