import assert from 'node:assert/strict'
import type { SandboxProvider, SandboxResponse, SandboxWebhook } from '../../../src/sandbox/kit/provider.ts'
import { createWires, type Wires } from '../../../src/sandbox/kit/wires.ts'
import type { AccountObject, TransactionObject } from '../../../src/sandbox/plaid/api/objects.ts'
import { PLAID_ACCESS_TOKEN, PLAID_CLIENT_ID, PLAID_SECRET } from '../../../src/sandbox/plaid/credentials.ts'
import { createPlaidSandbox } from '../../../src/sandbox/plaid/index.ts'

export const NOW = new Date('2026-09-01T10:00:00Z')
export const DAY = 86_400

export const CLIENT = { client_id: PLAID_CLIENT_ID, secret: PLAID_SECRET }
/** What every call for the first item has. */
export const KNOWN = { ...CLIENT, access_token: PLAID_ACCESS_TOKEN }

export type Account = AccountObject
export type Transaction = TransactionObject

export interface Synced {
  accounts: Account[]
  added: Transaction[]
  modified: Transaction[]
  removed: { transaction_id: string; account_id: string }[]
  next_cursor: string
  has_more: boolean
  transactions_update_status: string
  request_id: string
}

export interface Failure {
  error_type: string
  error_code: string
  error_code_reason?: string
  error_message: string
  display_message: string | null
  request_id: string
}

type Fields = Readonly<Record<string, unknown>>

export interface PlayedPlaid {
  provider: SandboxProvider
  wires: Wires
  sent: SandboxWebhook[]
  /** Codes of the webhooks sent since they were last asked for. */
  news: () => string[]
  /** Lets this many seconds pass. */
  wait: (seconds: number) => void
  request: (
    method: string,
    path: string,
    body?: string,
    headers?: Record<string, string>,
  ) => Promise<SandboxResponse>
  /** The parsed body of a call that must succeed, with the client's credentials. */
  call: <T = Record<string, unknown>>(path: string, body?: Fields) => Promise<T>
  /** The same, with the first item's access token. */
  read: <T = Record<string, unknown>>(path: string, body?: Fields) => Promise<T>
  /** The error of a call that must not succeed. */
  refused: (path: string, body?: Fields) => Promise<Failure>
  /** All pages from the cursor on. */
  sync: (cursor?: string, more?: Fields) => Promise<Synced>
  act: (action: string, input?: Fields) => unknown
  /** An act upon a transaction: how it is then. */
  control: (action: string, input?: Fields) => Transaction
  accounts: () => Account[]
  transactions: () => Transaction[]
}

export function playPlaid({ scale = 0.02, seed = 7, wires = createWires(), begin = NOW } = {}): PlayedPlaid {
  const sent: SandboxWebhook[] = []
  let told = 0
  let passed = 0
  const now = () => new Date(begin.getTime() + passed * 1000)
  const provider = createPlaidSandbox({ seed, scale, now, send: (it) => void sent.push(it), wires })

  const request: PlayedPlaid['request'] = async (method, path, body = '', headers = {}) =>
    provider.handle({ method, path, query: new URLSearchParams(), headers, body: Buffer.from(body) })

  const post = async (path: string, body: Fields) => {
    const response = await request('POST', path, JSON.stringify({ ...CLIENT, ...body }))
    return { response, parsed: JSON.parse(response.body) as unknown }
  }
  const call = async <T>(path: string, body: Fields = {}): Promise<T> => {
    const { response, parsed } = await post(path, body)
    assert.equal(response.status, 200, response.body)
    return parsed as T
  }
  const read = <T>(path: string, body: Fields = {}) =>
    call<T>(path, { access_token: PLAID_ACCESS_TOKEN, ...body })

  return {
    provider,
    wires,
    sent,
    news: () => {
      const fresh = sent
        .slice(told)
        .map((it) => (JSON.parse(it.body) as { webhook_code: string }).webhook_code)
      told = sent.length
      return fresh
    },
    wait: (seconds) => {
      passed += seconds
    },
    request,
    call,
    read,
    refused: async (path, body = {}) => {
      const { response, parsed } = await post(path, { access_token: PLAID_ACCESS_TOKEN, ...body })
      assert.equal(response.status, 400, response.body)
      return parsed as Failure
    },
    sync: async (cursor, more = {}) => {
      const whole: Pick<Synced, 'added' | 'modified' | 'removed'> = { added: [], modified: [], removed: [] }
      let next = cursor
      for (let pages = 0; pages < 1_000; pages += 1) {
        const page = await read<Synced>('/transactions/sync', { cursor: next, count: 500, ...more })
        whole.added.push(...page.added)
        whole.modified.push(...page.modified)
        whole.removed.push(...page.removed)
        if (!page.has_more) return { ...page, ...whole }
        next = page.next_cursor
      }
      throw new Error('the reading never ends')
    },
    act: (action, input = {}) => provider.control(action, input),
    control: (action, input = {}) => provider.control(action, input) as Transaction,
    accounts: () => [...(provider.books()['accounts'] ?? [])] as Account[],
    transactions: () => [...(provider.books()['transactions'] ?? [])] as Transaction[],
  }
}

/** Cents of a sum in dollars, free of what doubles add. */
export const cents = (dollars: number): number => Math.round(dollars * 100)
export const sum = (amounts: readonly number[]): number => amounts.reduce((total, it) => total + it, 0)

export function only<T>(things: readonly T[]): T {
  const [first] = things
  assert.ok(first !== undefined && things.length === 1, `${things.length} things`)
  return first
}
