import assert from 'node:assert/strict'
import { after } from 'node:test'
import { hostProviders, type SandboxSettings } from '../../../src/sandbox/kit/host.ts'
import * as credentials from '../../../src/sandbox/quickbooks/credentials.ts'
import type { EntityName } from '../../../src/sandbox/quickbooks/entities.ts'
import { createQuickBooksSandbox } from '../../../src/sandbox/quickbooks/index.ts'
import type { Body, Thing } from './shapes.ts'

export const NOW = new Date('2026-11-02T20:00:00Z')

export interface Answer {
  status: number
  headers: Headers
  text: string
  /** Its numbers read as JavaScript does; the empty object where the answer is not JSON. */
  json: Body
}

export const basic = `Basic ${Buffer.from(
  `${credentials.QUICKBOOKS_CLIENT_ID}:${credentials.QUICKBOOKS_CLIENT_SECRET}`,
).toString('base64')}`

/** The played QuickBooks over HTTP at a twentieth of its size, closed after the tests. */
export async function openQuickBooks(settings: Partial<SandboxSettings> = {}) {
  const sandbox = await hostProviders(
    { port: 0, seed: 7, scale: 0.05, now: () => NOW, deliverTo: null, tradeEveryMs: null, ...settings },
    [createQuickBooksSandbox],
  )
  after(() => sandbox.close())
  const base = `${sandbox.url}/quickbooks`

  async function call(url: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(url, { redirect: 'manual', ...init })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true && text !== ''
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: (isJson ? JSON.parse(text) : {}) as Body,
    }
  }

  const token = (form: Record<string, string>, headers: Record<string, string> = { authorization: basic }) =>
    call(`${base}/oauth2/v1/tokens/bearer`, { method: 'POST', body: new URLSearchParams(form), headers })
  const refresh = (refreshToken: string) =>
    token({ grant_type: 'refresh_token', refresh_token: refreshToken })

  const first = await refresh(credentials.QUICKBOOKS_INITIAL_REFRESH_TOKEN)
  const authorization = `Bearer ${first.json.access_token}`
  const headers = { authorization, accept: 'application/json' }
  const realm = `${base}/v3/company/${credentials.QUICKBOOKS_REALM_ID}`
  const get = (path: string, more: Record<string, string> = {}) =>
    call(realm + path, { headers: { ...headers, ...more } })
  const post = (path: string, body: unknown) =>
    call(realm + path, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const control = (path: string, body?: unknown, method = 'POST') =>
    call(`${sandbox.url}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })

  const query = (text: string) => get(`/query?minorversion=75&query=${encodeURIComponent(text)}`)

  /** The rows of a query's answer; none where its entity is missing. */
  const rows = async (entity: EntityName, rest = ''): Promise<Thing[]> =>
    (await query(`SELECT * FROM ${entity} ${rest}`)).json.QueryResponse[entity] ?? []
  const row = async (entity: EntityName, rest = ''): Promise<Thing> => {
    const [first] = await rows(entity, rest)
    assert.ok(first, `no ${entity} ${rest}`)
    return first
  }

  return {
    sandbox,
    base,
    call,
    token,
    refresh,
    first,
    get,
    post,
    query,
    rows,
    row,
    control,
    /** The books as the control endpoint tells them. */
    books: async () =>
      JSON.parse((await call(`${sandbox.url}/control/quickbooks/books`)).text) as Partial<
        Record<EntityName, Thing[]>
      >,
  }
}
