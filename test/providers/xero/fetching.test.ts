import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fixture, mapped, streamNames, streams, type StreamName } from './mapping.ts'
import { idsOf, msDate, playXero, read, reading, START, type Played, type Row } from './played.ts'

const fetchOf = (stream: StreamName, http: Played, ids: readonly string[]) =>
  streams[stream].fetch?.(reading(http), ids)

describe('reading single records from Xero', () => {
  test('asks for invoices by forty, in pages, which have their lines', async () => {
    const ids = Array.from({ length: 90 }, (_, i) => `i-${i}`)
    const Invoices = ids.slice(0, 88).map((InvoiceID) => ({ ...fixture('invoices'), InvoiceID }))
    const http = playXero({ Invoices }, { pageSize: 100 })
    const fetched = await fetchOf('invoices', http, ids)
    assert.equal(fetched?.records.length, 88)
    assert.deepEqual(fetched.missingIds, ['i-88', 'i-89'])
    assert.deepEqual(fetched.fetchedAt, START)
    assert.equal(http.calls.length, 3)
    assert.equal(http.calls[2]?.query?.['IDs'], ids.slice(80).join(','))
    assert.equal(http.calls[2].query['page'], 1)
  })

  test('asks for others one by one; what is not there, or says to be deleted, is missing', async () => {
    const payment = (PaymentID: string, Status = 'AUTHORISED') => ({
      ...fixture('payments'),
      PaymentID,
      Status,
    })
    const http = playXero({ Payments: [payment('a'), payment('b', 'DELETED')] })
    const fetched = await fetchOf('payments', http, ['a', 'b', 'none'])
    assert.deepEqual(
      fetched?.records.map((it) => streams.payments.id(it)),
      ['a'],
    )
    assert.deepEqual(fetched.missingIds, ['b', 'none'])
    assert.deepEqual(
      http.calls.map((it) => it.path),
      ['a', 'b', 'none'].map((id) => `/api.xro/2.0/Payments/${id}`),
    )
  })

  test('leaves failures to the engine', async () => {
    const http = playXero({})
    const broken = { ...http, request: () => Promise.reject(new Error('down')) }
    await assert.rejects(async () => fetchOf('payments', broken, ['a']), /down/)
  })

  test('reads the only organisation, whatever is asked for', async () => {
    const http = playXero({ Organisations: [{ ...fixture('organisation') }] })
    const fetched = await fetchOf('organisation', http, ['1', 'other'])
    assert.deepEqual([fetched?.records.length, fetched?.missingIds], [1, ['other']])
  })

  test('is possible in every stream', async () => {
    for (const stream of streamNames) {
      const raw = fixture(stream) as Row
      const http = playXero({ [streams[stream].wireName ?? '']: [raw] })
      const id = streams[stream].id(streams[stream].raw.parse(raw))
      const fetched = await fetchOf(stream, http, [id])
      assert.deepEqual([fetched?.records.length, fetched?.missingIds], [1, []], stream)
    }
  })
})

describe('what a list leaves out', () => {
  test('is read again: the lines of documents', async () => {
    for (const [stream, name] of [
      ['invoices', 'Invoices'],
      ['credit_notes', 'CreditNotes'],
      ['bank_transactions', 'BankTransactions'],
      ['manual_journals', 'ManualJournals'],
    ] as const) {
      const http = playXero({ [name]: [fixture(stream) as Row] }, { withoutLines: true })
      const [page] = await read(stream, { http })
      assert.deepEqual(page?.records, [fixture(stream)], stream)
      assert.equal(http.calls.length, 2, stream)
    }
  })

  test('is not asked for where nothing is missing: a document of zero, a deleted one', async () => {
    const Invoices = [
      { ...fixture('invoices'), InvoiceID: 'a', Total: 0 },
      { ...fixture('invoices'), InvoiceID: 'b', Status: 'DELETED' },
    ]
    const http = playXero({ Invoices }, { withoutLines: true })
    assert.deepEqual(idsOf('invoices', await read('invoices', { http })), ['a'])
    assert.equal(http.calls.length, 1)
  })

  test('is not asked for where there is nothing: a transfer’s side among bank transactions', async () => {
    const side = { ...fixture('bank_transactions'), Type: 'SPEND-TRANSFER' }
    const http = playXero({ BankTransactions: [side] }, { withoutLines: true })
    await read('bank_transactions', { http })
    assert.equal(http.calls.length, 1)
  })

  const accounts = (from: string | undefined, to: string | undefined): Row[] => [
    { AccountID: 'a0000000-0000-4000-8000-000000000090', CurrencyCode: from },
    { AccountID: 'a0000000-0000-4000-8000-000000000091', CurrencyCode: to },
  ]
  const transfers = async (from?: string, to?: string) => {
    const http = playXero({
      Accounts: accounts(from, to),
      BankTransfers: [fixture('bank_transfers') as Row],
      BankTransactions: [
        { BankTransactionID: 'b0000000-0000-4000-8000-000000000010', Type: 'SPEND-TRANSFER', Total: 20 },
        { BankTransactionID: 'b0000000-0000-4000-8000-000000000011', Type: 'RECEIVE-TRANSFER', Total: 23 },
      ],
    })
    const [page] = await read('bank_transfers', { http })
    const { records } = mapped('bank_transfers', page?.records[0])
    return {
      moved: records.map((it) => (it.type === 'TRANSACTION' ? `${it.amount} ${it.currency}` : '')),
      paths: http.calls.map((it) => it.path.replace('/api.xro/2.0/', '')),
    }
  }

  test('is put beside a transfer: the currencies of its accounts', async () => {
    assert.deepEqual(await transfers('EUR', 'EUR'), {
      moved: ['-20.0 EUR', '20.0 EUR'],
      paths: ['BankTransfers', 'Accounts'],
    })
    await assert.rejects(transfers(), /The currency of an account of the transfer is not told/)
  })

  test('is put beside a transfer between two currencies: its two bank transactions', async () => {
    const { moved, paths } = await transfers('GBP', 'EUR')
    assert.deepEqual(moved, ['-20 GBP', '23 EUR'])
    assert.deepEqual(paths.slice(2), [
      'BankTransactions/b0000000-0000-4000-8000-000000000010',
      'BankTransactions/b0000000-0000-4000-8000-000000000011',
    ])
  })

  test('of deleted transfers is not asked for', async () => {
    const deleted = { ...fixture('bank_transfers'), Status: 'DELETED', UpdatedDateUTC: msDate(START) }
    const http = playXero({ BankTransfers: [deleted] })
    const [page] = await read('bank_transfers', { http })
    assert.deepEqual([page?.records, page?.deletedIds?.length, http.calls.length], [[], 1, 1])
    assert.deepEqual(http.calls[0]?.query, { includeDeleted: 'true' })
  })
})
