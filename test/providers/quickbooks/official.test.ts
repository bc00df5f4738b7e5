import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { quickbooks } from '../../../src/providers/quickbooks/index.ts'
import { mapRecords } from '../../../src/sync/map.ts'

// Samples in the shapes that QuickBooks sends, which nobody here made.
const FACTS = '../shared/providers/accounting.md'

/** By the object's name: its stream, and the amount that must come out to the last digit. */
const EXPECTED: Readonly<Record<string, { stream: string; key: string; amounts: string[] }>> = {
  Account: { stream: 'accounts', key: 'accounts/84', amounts: ['0'] },
  Invoice: {
    stream: 'invoices',
    key: 'invoices/1045',
    amounts: ['240', '60', '300.0', '19.8', '319.8', '200.0', '119.8'],
  },
  Payment: { stream: 'payments', key: 'payments/1060', amounts: ['200', '200'] },
  Customer: { stream: 'customers', key: 'customers/58', amounts: [] },
  Vendor: { stream: 'vendors', key: 'vendors/71', amounts: [] },
  Bill: {
    stream: 'bills',
    key: 'bills/1071',
    amounts: ['540.25', '540.25', '0', '540.25', '0.00', '540.25'],
  },
  JournalEntry: { stream: 'journal_entries', key: 'journal_entries/1090', amounts: ['900', '900'] },
}

const AMOUNTS =
  /"(?:amount|subtotal|taxTotal|total|amountPaid|amountDue|balanceCurrent|debit|credit)":"(-?[\d.]+)"/g

function samples(): string[] {
  const text = readFileSync(FACTS, 'utf8')
  const section = text.slice(text.indexOf('### 1.11'), text.indexOf('## 2. Xero'))
  return [...section.matchAll(/```json\n(.*?)\n```/gs)].map((it) => it[1] ?? '')
}

describe('QuickBooks samples', { skip: existsSync(FACTS) ? false : 'the samples are not here' }, () => {
  for (const [name, { stream, key, amounts }] of Object.entries(EXPECTED)) {
    test(`${name} maps with every digit`, () => {
      const sample = samples().find((it) => it.startsWith(`{"${name}":{`))
      assert.ok(sample)
      const facts = { remoteId: '9341450000000001', environment: 'SANDBOX', baseCurrency: null } as const
      const { accepted, refused } = mapRecords(sample, quickbooks, stream, facts)
      assert.deepEqual(refused, [])
      assert.deepEqual(
        accepted.map((it) => it.key),
        [key],
      )
      assert.deepEqual(
        [...JSON.stringify(accepted).matchAll(AMOUNTS)].map((it) => it[1]),
        amounts,
      )
    })
  }
})
