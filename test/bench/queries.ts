import autocannon from 'autocannon'
import type postgres from 'postgres'
import { createApiKey } from '../../src/sources/keys.ts'
import type { Database } from '../../src/store/database.ts'
import { serve, type Serving } from './processes.ts'
import { seedInvoices } from './seed.ts'

const CONNECTIONS = 200
const SECONDS = 8
const ROUNDS = 3
const QUERY =
  '{ invoices(first: 50) { nodes { id number status issueDate total { amount currency } contact { name } ' +
  'lines { description amount { amount currency } account { name } } } } }'

/** Requests per second for 50 invoices with contact and lines with accounts, beside the limit and the peer; medians. */
export async function benchQueries(databaseUrl: string, owner: Database): Promise<void> {
  const { workspaceId } = await seedInvoices(owner.sql as postgres.Sql)
  const { key } = await createApiKey(owner, { workspaceId, name: 'bench', scopes: ['records:read'] })
  const main = new URL('../../src/main.ts', import.meta.url)
  const candidates: { name: string; serving: Serving; headers: Record<string, string> }[] = [
    {
      name: 'limit: bare HTTP handler, one SQL statement',
      serving: await serve(new URL('limit-server.ts', import.meta.url), [databaseUrl, workspaceId]),
      headers: {},
    },
    {
      name: 'peer: plain Yoga, Pothos, DataLoader',
      serving: await serve(new URL('plain-server.ts', import.meta.url), [databaseUrl, workspaceId]),
      headers: {},
    },
    {
      name: 'Daybook: with key, row-level security, snapshot',
      serving: await serve(main, ['api'], { DATABASE_URL: databaseUrl, PORT: '4620', DAYBOOK_LOG: 'warn' }),
      headers: { authorization: `Bearer ${key}` },
    },
  ]
  const figures = candidates.map(() => [] as number[])
  try {
    for (const { serving, headers } of candidates) await load(serving.url, headers, 2)
    for (let round = 0; round < ROUNDS; round++) {
      // In turn, so that a machine that slows down slows them all.
      for (const [index, { serving, headers }] of candidates.entries()) {
        figures[index]?.push(await load(serving.url, headers, SECONDS))
      }
    }
  } finally {
    for (const { serving } of candidates) await serving.stop()
  }
  const medians = figures.map((it) => it.toSorted((a, b) => a - b)[Math.floor(it.length / 2)] ?? Number.NaN)
  console.log(
    `\n50 invoices with contact, lines and accounts; ${CONNECTIONS} connections; median of ${ROUNDS} × ${SECONDS} s`,
  )
  for (const [index, { name }] of candidates.entries()) {
    const share = (100 * (medians[index] ?? 0)) / (medians[0] ?? Number.NaN)
    console.log(
      `  ${String(Math.round(medians[index] ?? 0)).padStart(6)} requests/s  ${share.toFixed(0).padStart(3)} %  ${name}`,
    )
  }
}

async function load(url: string, headers: Record<string, string>, duration: number): Promise<number> {
  const result = await autocannon({
    url: url.endsWith('/') || url.endsWith('/graphql') ? url : `${url}/graphql`,
    connections: CONNECTIONS,
    duration,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: QUERY }),
  })
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} answers were not 2xx and ${result.errors} calls failed`)
  }
  return result.requests.average
}
