import assert from 'node:assert/strict'
import {
  D365_CLIENT_ID,
  D365_CLIENT_SECRET,
  D365_HOST,
  D365_TENANT,
} from '../../../src/sandbox/dynamics365-finance/credentials.ts'
import { createDynamics365FinanceSandbox } from '../../../src/sandbox/dynamics365-finance/index.ts'
import type { SandboxProvider, SandboxResponse, SandboxWebhook } from '../../../src/sandbox/kit/provider.ts'
import { createWires } from '../../../src/sandbox/kit/wires.ts'

export const NOW = new Date('2026-09-16T10:00:00Z')
export const TODAY = '2026-09-16'
export const HOST = '127.0.0.1:4010'

export type Row = Readonly<Record<string, unknown>>
export interface Answer {
  '@odata.context': string
  '@odata.count'?: number
  '@odata.nextLink'?: string
  value: Row[]
}
export interface Failure {
  error: { code: string; message: string; innererror?: { message: string; type: string; stacktrace: string } }
}

export interface Played {
  provider: SandboxProvider
  sent: SandboxWebhook[]
  wait(seconds: number): void
  /** An answer to what is asked below the provider's prefix, with a good token unless another is given. */
  ask(address: string, token?: string): Promise<SandboxResponse>
  /** The parsed body of a GET below /data that must succeed. */
  get<T = Answer>(address: string): Promise<T>
  tokenCall(form?: Readonly<Record<string, string>>, tenant?: string): Promise<SandboxResponse>
  control(action: string, input?: Readonly<Record<string, unknown>>): Row
  /** A set's rows as tests compare them: amounts as doubles, far from where those end. */
  rows(set: string, company?: string): Row[]
}

export const CLIENT = {
  grant_type: 'client_credentials',
  client_id: D365_CLIENT_ID,
  client_secret: D365_CLIENT_SECRET,
  scope: `https://${D365_HOST}/.default`,
}

export function playDynamics({ scale = 0.02, seed = 7, now = NOW } = {}): Played {
  const sent: SandboxWebhook[] = []
  let passed = 0
  let token: string | null = null
  const provider = createDynamics365FinanceSandbox({
    seed,
    scale,
    now: () => new Date(now.getTime() + passed * 1000),
    send: (webhook) => {
      sent.push(webhook)
    },
    wires: createWires(),
  })

  const tokenCall = async (form: Readonly<Record<string, string>> = CLIENT, tenant = D365_TENANT) =>
    provider.handle({
      method: 'POST',
      path: `/${tenant}/oauth2/v2.0/token`,
      query: new URLSearchParams(),
      headers: { host: HOST, 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(new URLSearchParams(form).toString()),
    })

  async function ask(address: string, given?: string): Promise<SandboxResponse> {
    token ??= tokenOf(await tokenCall())
    const { pathname, searchParams } = new URL(address, `http://${HOST}`)
    return provider.handle({
      method: 'GET',
      path: pathname.replace(/^\/dynamics365-finance/, ''),
      query: searchParams,
      headers: { host: HOST, authorization: `Bearer ${given ?? token}` },
      body: Buffer.alloc(0),
    })
  }

  return {
    provider,
    sent,
    wait: (seconds) => {
      passed += seconds
    },
    ask,
    get: async <T>(address: string) => {
      const response = await ask(`/data/${address}`)
      assert.equal(response.status, 200, response.body)
      return JSON.parse(response.body) as T
    },
    tokenCall,
    control: (action, input = {}) => provider.control(action, input) as Row,
    rows: (set, company) => {
      const all = JSON.parse(JSON.stringify(provider.books()[set] ?? [])) as Row[]
      return company === undefined ? all : all.filter((it) => it.dataAreaId === company)
    },
  }
}

/** The books as they are now, to be read often. */
export function pictureOf(played: Played): Played['rows'] {
  const books = JSON.parse(JSON.stringify(played.provider.books())) as Record<string, Row[]>
  return (set, company) => {
    const all = books[set] ?? []
    return company === undefined ? all : all.filter((it) => it.dataAreaId === company)
  }
}

export const tokenOf = (response: SandboxResponse): string =>
  (JSON.parse(response.body) as { access_token: string }).access_token

/** An amount in cents, exactly. */
export const cents = (amount: unknown): number => Math.round(Number(amount) * 100)

export const sum = (rows: readonly Row[], field: string): number =>
  rows.reduce((total, row) => total + cents(row[field]), 0)

export const failureOf = (response: SandboxResponse): Failure => JSON.parse(response.body) as Failure
