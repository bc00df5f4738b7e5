import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { CanonicalRecord, InvoiceLine } from '../../../src/domain/entities.ts'
import { dynamics365Finance } from '../../../src/providers/dynamics365-finance/index.ts'
import { createHttpClient } from '../../../src/providers/toolkit/http-client.ts'
import {
  D365_CLIENT_ID,
  D365_CLIENT_SECRET,
  D365_HOST,
  D365_TENANT,
} from '../../../src/sandbox/dynamics365-finance/credentials.ts'
import { createDynamics365FinanceSandbox } from '../../../src/sandbox/dynamics365-finance/index.ts'
import { hostProviders } from '../../../src/sandbox/kit/host.ts'
import { mapped, type StreamName } from './mapping.ts'
import { read } from './reading.ts'

// What comes out of the played environment, where only the customer's set-up tells what display values mean.

const sandbox = await hostProviders(
  {
    ...{ port: 0, seed: 7, scale: 0.1, deliverTo: null, tradeEveryMs: null },
    now: () => new Date('2026-09-16T10:00:00Z'),
    requestLimits: { 'dynamics365-finance': [] },
  },
  [createDynamics365FinanceSandbox],
)
after(() => sandbox.close())
const baseUrl = `${sandbox.url}/dynamics365-finance`

const answer = await fetch(dynamics365Finance.auth.override(baseUrl, D365_TENANT), {
  method: 'POST',
  body: new URLSearchParams({
    ...{ grant_type: 'client_credentials', client_id: D365_CLIENT_ID, client_secret: D365_CLIENT_SECRET },
    scope: `https://${D365_HOST}/.default`,
  }),
})
const { access_token: token } = (await answer.json()) as { access_token: string }

const http = createHttpClient({
  ...{ baseUrl, headers: dynamics365Finance.headers, timeoutMs: 10_000, maxBytes: 20_000_000 },
  authorize: () => Promise.resolve({ headers: dynamics365Finance.auth.header(token) }),
  now: () => new Date(),
  requestId: 'request-1',
})

/** Of lfde. */
async function records(stream: StreamName): Promise<CanonicalRecord[]> {
  const pages = await read(stream, http)
  return pages.flatMap((page) => page.records.flatMap((raw) => mapped(stream, raw).records))
}

function linesOf(record: CanonicalRecord): Pick<InvoiceLine, 'dimensions'>[] {
  return record.type === 'INVOICE' || record.type === 'JOURNAL_ENTRY' ? record.lines : []
}

const known = new Set((await records('dimensions')).map((it) => it.key))

describe('lines that are read from the played environment name their dimensions:', () => {
  for (const [stream, most] of [
    ['free_text_invoices', ['BusinessUnit', 'CostCenter', 'Department']],
    ['vendor_invoices', ['BusinessUnit', 'CostCenter', 'Department']],
    ['journal_entries', ['BusinessUnit', 'Department']],
  ] as const) {
    test(stream, async () => {
      const lines = (await records(stream)).flatMap(linesOf)
      const keys = lines.flatMap((it) => it.dimensions.map(({ valueKey }) => valueKey))
      assert.deepEqual([...new Set(keys.map((it) => it.split('/')[1]))].sort(), most)
      // A value with a hyphen in it is one value.
      assert.ok(keys.includes('dimensions/Department/R-D'))
      assert.deepEqual(
        [...new Set(keys)].filter((it) => !known.has(it)),
        [],
        'all of them are there',
      )
    })
  }
})

describe('the played payments', () => {
  test('move money in the currency of the account that they go through', async () => {
    const accounts = new Map<string, string | null>(
      (await records('bank_accounts')).map((it) => [it.key, it.type === 'ACCOUNT' ? it.currency : null]),
    )
    assert.deepEqual([...accounts.values()].sort(), ['EUR', 'GBP', 'USD'])
    const payments = [...(await records('customer_payments')), ...(await records('vendor_payments'))]
    const movements = payments.filter((it) => it.type === 'TRANSACTION')
    assert.ok(movements.some((it) => it.currency === 'GBP'))
    for (const it of movements) assert.equal(it.currency, accounts.get(it.accountKey ?? ''), it.key)
  })
})
