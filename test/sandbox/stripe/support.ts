import assert from 'node:assert/strict'
import type { SandboxProvider, SandboxResponse, SandboxWebhook } from '../../../src/sandbox/kit/provider.ts'
import { createWires } from '../../../src/sandbox/kit/wires.ts'
import { STRIPE_SECRET_KEY } from '../../../src/sandbox/stripe/credentials.ts'
import { createStripeSandbox } from '../../../src/sandbox/stripe/index.ts'

export const NOW = new Date('2026-09-01T10:00:00Z')

export interface PlayedStripe {
  provider: SandboxProvider
  sent: SandboxWebhook[]
  /** Lets this many seconds pass. */
  wait(seconds: number): void
  call(method: string, address: string, options?: CallOptions): Promise<SandboxResponse>
  /** The parsed body of a GET that must succeed. */
  get<T = Fields>(address: string): Promise<T>
  post<T = Fields>(address: string, form?: Readonly<Record<string, string>>): Promise<T>
  control(action: string, input?: Readonly<Record<string, unknown>>): unknown
  /** Everything of one kind in the books. */
  all<T = Fields>(name: string): T[]
}

export interface CallOptions {
  form?: Readonly<Record<string, string>>
  headers?: Readonly<Record<string, string>>
}

export type Fields = Record<string, unknown> & { id: string; object: string; created: number }
export interface List<T = Fields> {
  object: 'list'
  data: T[]
  has_more: boolean
  url: string
}
export interface Failure {
  error: {
    type: string
    message: string
    code?: string
    param?: string
    doc_url?: string
    decline_code?: string
  }
}

export function playStripe({ scale = 0.02, seed = 7 } = {}): PlayedStripe {
  const sent: SandboxWebhook[] = []
  let passed = 0
  const provider = createStripeSandbox({
    seed,
    scale,
    now: () => new Date(NOW.getTime() + passed * 1000),
    send: (webhook) => {
      sent.push(webhook)
    },
    wires: createWires(),
  })

  async function call(method: string, address: string, options: CallOptions = {}): Promise<SandboxResponse> {
    const { pathname, searchParams } = new URL(address, 'http://stripe.example')
    const { form, headers } = options
    return provider.handle({
      method,
      path: pathname,
      query: searchParams,
      headers: {
        authorization: `Bearer ${STRIPE_SECRET_KEY}`,
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      body: Buffer.from(form === undefined ? '' : new URLSearchParams(form).toString()),
    })
  }

  async function succeed(method: string, address: string, options: CallOptions = {}): Promise<unknown> {
    const response = await call(method, address, options)
    assert.equal(response.status, 200, response.body)
    return parse(response)
  }

  return {
    provider,
    sent,
    wait: (seconds) => {
      passed += seconds
    },
    call,
    get: async <T>(address: string) => (await succeed('GET', address)) as T,
    post: async <T>(address: string, form = {}) => (await succeed('POST', address, { form })) as T,
    control: (action, input = {}) => provider.control(action, input),
    all: <T>(name: string) => [...(provider.books()[name] ?? [])] as T[],
  }
}

export const parse = (response: SandboxResponse): unknown => JSON.parse(response.body)

/** Follows starting_after to the end. */
export async function readAll<T extends { id: string }>(stripe: PlayedStripe, address: string): Promise<T[]> {
  const all: T[] = []
  for (let pages = 0; pages < 1_000; pages += 1) {
    const after = all.length === 0 ? '' : `&starting_after=${all.at(-1)?.id ?? ''}`
    const page = await stripe.get<List<T>>(`${address}${after}`)
    all.push(...page.data)
    if (!page.has_more) return all
  }
  throw new Error(`${address} never ends`)
}
