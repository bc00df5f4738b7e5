import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, test } from 'node:test'
import { openApi } from '../../support/openapi.ts'
import { openXero, rowsOf } from './client.ts'

const SPECS = fileURLToPath(new URL('../../../../shared/specs/xero/', import.meta.url))
const skip = existsSync(SPECS) ? false : 'the official descriptions are not here'

const LISTS = [
  'Organisation', 'Accounts', 'Contacts', 'Invoices', 'CreditNotes', 'Payments', 'Overpayments', 'Prepayments',
  'BankTransactions', 'BankTransfers', 'ManualJournals', 'TaxRates', 'TrackingCategories', 'Currencies',
] as const // prettier-ignore
const PAGED = new Set([
  'Contacts', 'Invoices', 'CreditNotes', 'Payments', 'Overpayments', 'Prepayments', 'BankTransactions',
  'ManualJournals',
]) // prettier-ignore
const WITH_SINGLES: Readonly<Record<string, string>> = {
  Accounts: 'AccountID',
  Contacts: 'ContactID',
  Invoices: 'InvoiceID',
  CreditNotes: 'CreditNoteID',
  Payments: 'PaymentID',
  Overpayments: 'OverpaymentID',
  Prepayments: 'PrepaymentID',
  BankTransactions: 'BankTransactionID',
  BankTransfers: 'BankTransferID',
  ManualJournals: 'ManualJournalID',
  TrackingCategories: 'TrackingCategoryID',
}

describe('held against the official descriptions', { skip }, async () => {
  if (skip !== false) return
  const api = openApi(`${SPECS}xero_accounting.yaml`)
  const xero = await openXero({ scale: 0.1 })

  /** The call and its answer, both as described. */
  async function problemsOf(path: string, query: Record<string, string> = {}): Promise<string[]> {
    const answer = await xero.get(`${path}?${new URLSearchParams(query)}`)
    assert.equal(answer.status, 200)
    return [
      ...api.request({ method: 'GET', path, query }),
      ...api.response({ method: 'GET', path, status: 200, body: answer.json }),
    ]
  }

  for (const name of LISTS) {
    test(`the list of ${name}`, async () => {
      assert.deepEqual(await problemsOf(`/${name}`), [])
    })
    if (PAGED.has(name)) {
      test(`a page of ${name}`, async () => {
        assert.deepEqual(await problemsOf(`/${name}`, { page: '1', pageSize: '50' }), [])
      })
    }
    const idName = WITH_SINGLES[name]
    if (idName === undefined) continue
    test(`one by one, of ${name}`, async () => {
      for (const row of (await xero.rows(name)).slice(0, 20)) {
        assert.deepEqual(await problemsOf(`/${name}/${String(row[idName])}`), [])
      }
    })
  }

  test('no field has a name that Xero does not use', () => {
    const known = new Set(
      [`${SPECS}xero_accounting.yaml`, ...globSync(`${SPECS}examples/*.json`)].flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/^\s*"?(\w+)"?:/gm)].map(([, name]) => name),
      ),
    )
    const used = JSON.stringify(xero.provider.books()).matchAll(/"(\w+)":/g)
    const unknown = new Set([...used].map(([, name]) => name).filter((it) => !known.has(it)))
    assert.deepEqual([...unknown], [])
  })

  test('a refused write', async () => {
    const answer = await xero.send('PUT', '/Invoices', { Invoices: [{ Type: 'ACCREC' }] })
    assert.equal(answer.status, 400)
    const problems = api.response({ method: 'PUT', path: '/Invoices', status: 400, body: answer.json })
    assert.deepEqual(problems, [])
  })

  test('the writes of contacts, invoices and payments', async () => {
    const contact = await xero.send('PUT', '/Contacts', { Contacts: [{ Name: 'A New One' }] })
    const invoice = await xero.send('PUT', '/Invoices', {
      Type: 'ACCREC',
      Contact: { ContactID: rowsOf(contact, 'Contacts')[0]?.ContactID },
      DueDate: '2026-12-01',
      LineItems: [{ Description: 'Services', Quantity: 2, UnitAmount: 49.5, AccountCode: '200' }],
      Status: 'AUTHORISED',
    })
    const InvoiceID = rowsOf(invoice, 'Invoices')[0]?.InvoiceID
    const payment = await xero.send('PUT', '/Payments', {
      Invoice: { InvoiceID },
      Account: { Code: '090' },
      Amount: 10,
    })
    for (const [path, { status, json, text }] of Object.entries({
      '/Contacts': contact,
      '/Invoices': invoice,
      '/Payments': payment,
    })) {
      assert.equal(status, 200, text)
      assert.deepEqual(api.response({ method: 'PUT', path, status, body: json }), [])
    }
  })

  test('the connections, whose times lack the zone that the description asks for', async () => {
    const identity = openApi(`${SPECS}xero-identity.yaml`)
    const answer = await xero.call(`${xero.base}/connections`, { headers: xero.headers })
    const connections = answer.json as unknown as Record<string, string>[]
    assert.equal(connections.length, 2)
    const body = connections.map((it) => {
      assert.match(it.createdDateUtc ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}$/)
      return {
        ...it,
        createdDateUtc: `${it.createdDateUtc ?? ''}Z`,
        updatedDateUtc: `${it.updatedDateUtc ?? ''}Z`,
      }
    })
    assert.deepEqual(identity.response({ method: 'GET', path: '/Connections', status: 200, body }), [])
  })
})
