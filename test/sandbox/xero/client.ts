import assert from 'node:assert/strict'
import { after } from 'node:test'
import { hostProviders, type SandboxSettings } from '../../../src/sandbox/kit/host.ts'
import * as credentials from '../../../src/sandbox/xero/credentials.ts'
import { createXeroSandbox } from '../../../src/sandbox/xero/index.ts'

export const NOW = new Date('2026-11-02T20:00:00Z')

/** A record as the API tells it: looked into by name. */
export type Row = Readonly<Record<string, unknown>>

export interface Answer {
  status: number
  headers: Headers
  text: string
  /** Its numbers read as JavaScript does; the empty object where the answer is not a JSON object. */
  json: Row
}

export const basic = `Basic ${Buffer.from(
  `${credentials.XERO_CLIENT_ID}:${credentials.XERO_CLIENT_SECRET}`,
).toString('base64')}`

/** The played Xero over HTTP at a twentieth of its size, without the server's limits; closed after the tests. */
export async function openXero(settings: Partial<SandboxSettings> = {}) {
  const sandbox = await hostProviders(
    {
      ...{ port: 0, seed: 7, scale: 0.05, now: () => NOW, deliverTo: null, tradeEveryMs: null },
      requestLimits: { xero: [] },
      ...settings,
    },
    [createXeroSandbox],
  )
  after(() => sandbox.close())
  const base = `${sandbox.url}/xero`

  async function call(url: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(url, { redirect: 'manual', ...init })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    const parsed: unknown = isJson && text !== '' ? JSON.parse(text) : {}
    return { status: response.status, headers: response.headers, text, json: parsed as Row }
  }

  const token = (form: Record<string, string>, headers: Record<string, string> = { authorization: basic }) =>
    call(`${base}/connect/token`, { method: 'POST', body: new URLSearchParams(form), headers })
  const refresh = (refreshToken: unknown) =>
    token({ grant_type: 'refresh_token', refresh_token: String(refreshToken) })

  const first = await refresh(credentials.XERO_INITIAL_REFRESH_TOKEN)
  const headers = {
    authorization: `Bearer ${String(first.json.access_token)}`,
    accept: 'application/json',
    'xero-tenant-id': credentials.XERO_TENANT_ID,
  }
  const get = (path: string, more: Record<string, string> = {}) =>
    call(`${base}/api.xro/2.0${path}`, { headers: { ...headers, ...more } })
  const send = (method: string, path: string, body: unknown, more: Record<string, string> = {}) =>
    call(`${base}/api.xro/2.0${path}`, {
      method,
      headers: { ...headers, ...more },
      body: JSON.stringify(body),
    })

  /** The rows of a list's answer. */
  const rows = async (name: string, query = ''): Promise<Row[]> => {
    const answer = await get(`/${name}${query === '' ? '' : `?${query}`}`)
    assert.equal(answer.status, 200, answer.text)
    return rowsOf(answer, name)
  }
  const row = async (name: string, query = ''): Promise<Row> => {
    const [found] = await rows(name, query)
    assert.ok(found, `no ${name} ${query}`)
    return found
  }

  const [provider] = sandbox.providers
  assert.ok(provider)
  const control = (action: string, input: object = {}): Row =>
    provider.control(action, input as Record<string, unknown>) as Row

  return { sandbox, provider, base, headers, call, token, refresh, first, get, send, rows, row, control }
}

/** By the name of the path, which the envelope's is too, but for the one organisation. */
export const rowsOf = (answer: Answer, name: string): Row[] =>
  answer.json[name === 'Organisation' ? 'Organisations' : name] as Row[]

/** Of `where` and `order`, which hold what an address cannot. */
export const where = (text: string): string => `where=${encodeURIComponent(text)}`

/** A field that is a record. */
export const inner = (row: Row, name: string): Row => row[name] as Row

/** A field that is a list of records. */
export const list = (row: Row, name: string): Row[] => row[name] as Row[]

/** An amount in pennies. */
export const pennies = (row: Row, name: string): number => {
  const value = row[name]
  assert.equal(typeof value, 'number', `${name} of ${JSON.stringify(row)}`)
  return Math.round((value as number) * 100)
}

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, it) => total + it, 0)
