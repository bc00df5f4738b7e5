import assert from 'node:assert/strict'
import { after } from 'node:test'
import * as credentials from '../../../src/sandbox/hubspot/credentials.ts'
import { createHubSpotSandbox } from '../../../src/sandbox/hubspot/index.ts'
import { hostProviders, type SandboxSettings } from '../../../src/sandbox/kit/host.ts'

export const NOW = new Date('2026-11-02T20:00:00Z')

export type Row = Readonly<Record<string, unknown>>

/** A record as the API tells it. */
export interface Told {
  id: string
  properties: Readonly<Record<string, string | null>>
  createdAt: string
  updatedAt: string
  archived: boolean
  archivedAt?: string
  url?: string
  associations?: Readonly<Record<string, { results: { id: string; type: string }[] }>>
}

export interface Answer {
  status: number
  headers: Headers
  text: string
  /** The empty object where the answer is not JSON. */
  json: Row
}

export const client = {
  client_id: credentials.HUBSPOT_CLIENT_ID,
  client_secret: credentials.HUBSPOT_CLIENT_SECRET,
}

/** The played HubSpot over HTTP at a twentieth of its size, without the server's limits; closed after the tests. */
export async function openHubSpot(settings: Partial<SandboxSettings> = {}) {
  const sandbox = await hostProviders(
    {
      ...{ port: 0, seed: 7, scale: 0.05, now: () => NOW, deliverTo: null, tradeEveryMs: null },
      requestLimits: { hubspot: [] },
      ...settings,
    },
    [createHubSpotSandbox],
  )
  after(() => sandbox.close())
  const base = `${sandbox.url}/hubspot`

  async function call(url: string, init: RequestInit = {}): Promise<Answer> {
    const response = await fetch(url, { redirect: 'manual', ...init })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    const parsed: unknown = isJson && text !== '' ? JSON.parse(text) : {}
    return { status: response.status, headers: response.headers, text, json: parsed as Row }
  }

  const oauth = (path: string, form: Record<string, string>) =>
    call(`${base}/oauth/${path}`, { method: 'POST', body: new URLSearchParams({ ...client, ...form }) })
  const refresh = (refreshToken: unknown = credentials.HUBSPOT_REFRESH_TOKEN) =>
    oauth('v1/token', { grant_type: 'refresh_token', refresh_token: String(refreshToken) })

  const first = await refresh()
  const headers = { authorization: `Bearer ${String(first.json.access_token)}` }
  const get = (path: string) => call(`${base}${path}`, { headers })
  const send = (method: string, path: string, body: unknown = {}) =>
    call(`${base}${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  const [provider] = sandbox.providers
  assert.ok(provider)
  const control = (action: string, input: object = {}): Told =>
    provider.control(action, input as Record<string, unknown>) as Told
  /** All records of a type, archived ones too, with everything that is set of them. */
  const records = (type: string): Told[] => provider.books()[type] as Told[]

  return { sandbox, provider, base, headers, call, oauth, refresh, first, get, send, control, records }
}

export const results = (answer: Answer): Told[] => {
  assert.ok(answer.status < 300, answer.text)
  return answer.json.results as Told[]
}

/** Of the page behind this one; undefined on the last, which has no paging at all. */
export const next = ({ json }: Answer): { after: string; link?: string } | undefined => {
  const paging = json.paging as { next: { after: string; link?: string } } | undefined
  return paging?.next
}

/** An amount in cents; what is not told is nothing. */
export const cents = (row: Told, name: string): number => Math.round(Number(row.properties[name] ?? 0) * 100)

export const sum = (amounts: readonly number[]): number => amounts.reduce((total, it) => total + it, 0)
