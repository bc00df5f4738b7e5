import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { environment, type Environment, type Row } from './environment.ts'
import { idsOf, read } from './reading.ts'

const ledger = {
  LegalEntityId: 'LFDE',
  AccountingCurrency: 'EUR',
  ChartOfAccounts: 'Shared',
  FiscalCalendar: 'Fiscal',
}

describe('what comes in several lists', () => {
  test('is put together: the legal entity and its ledger, whatever the case of its code', async () => {
    const http = environment({
      LegalEntities: [{ LegalEntityId: 'LFDE', Name: 'Larkfield Works Europe' }, { LegalEntityId: 'LFUK' }],
      Ledgers: [ledger],
    })
    const [page] = await read('legal_entities', http)
    assert.deepEqual(page?.records, [
      { LegalEntityId: 'LFDE', Name: 'Larkfield Works Europe', Ledger: ledger },
    ])
  })

  test('main accounts are those of the ledger’s chart', async () => {
    const account = { Name: 'Cash', MainAccountType: 'Asset' }
    const http = environment({
      Ledgers: [ledger],
      MainAccounts: [
        { ...account, ChartOfAccounts: 'Shared', MainAccountId: '110110' },
        { ...account, ChartOfAccounts: 'Other', MainAccountId: '110111' },
      ],
    })
    assert.deepEqual(idsOf('main_accounts', await read('main_accounts', http)), ['110110'])
  })

  test('free text invoices have their lines, and the posted payments that mark them', async () => {
    const http = invoices(250)
    const pages = await read('free_text_invoices', http)
    assert.deepEqual(
      pages.map((it) => it.records.length),
      [100, 100, 50],
    )
    const records = pages.flatMap((it) => it.records) as {
      Lines: Row[]
      Payments: Row[]
      FreeTextNumber: string
    }[]
    assert.ok(records.every((it) => it.Lines.length === 2))
    const paid = records.filter((it) => it.Payments.length > 0)
    assert.deepEqual(
      paid.map((it) => [it.FreeTextNumber, it.Payments.map((payment) => payment['JournalBatchNumber'])]),
      [['FTI-007', ['00001']]],
    )
    assert.ok(http.calls.every((it) => (it.query['$filter'] ?? '').length < 1_100))
    const posted = http.calls.filter((it) => it.path === '/data/CustomerPaymentJournalHeaders')
    assert.match(
      posted[0]?.query['$filter'] ?? '',
      /IsPosted eq Microsoft\.Dynamics\.DataEntities\.NoYes'Yes'/,
    )
  })

  test('payments are read by journal, and general journals by voucher, posted ones only', async () => {
    const line = { dataAreaId: 'lfde', DebitAmount: 1, CreditAmount: 0, CurrencyCode: 'EUR' }
    const header = (number: string, IsPosted: string) => ({
      ...{ dataAreaId: 'lfde', JournalBatchNumber: number, IsPosted },
    })
    const rows = [
      { ...line, JournalBatchNumber: '00001', LineNumber: 1, Voucher: 'V1' },
      { ...line, JournalBatchNumber: '00001', LineNumber: 2, Voucher: 'V1' },
      { ...line, JournalBatchNumber: '00001', LineNumber: 3, Voucher: 'V2' },
      { ...line, JournalBatchNumber: '00002', LineNumber: 1, Voucher: 'V3' },
    ]
    const headers = [header('00001', 'Yes'), header('00002', 'No')]
    const http = environment({
      ...{ CustomerPaymentJournalHeaders: headers, CustomerPaymentJournalLines: rows },
      ...{ LedgerJournalHeaders: headers, LedgerJournalLines: rows },
      DimensionParameters: [{ DimensionSegmentDelimiter: 'Period' }],
    })
    const payments = await read('customer_payments', http)
    assert.deepEqual(idsOf('customer_payments', payments), ['00001/1', '00001/2', '00001/3', '00002/1'])
    assert.deepEqual((payments[0]?.records[3] as { Header: Row; Setup: Row }).Header['IsPosted'], 'No')
    // The formats are not served here: 404, which is no failure.
    assert.deepEqual((payments[0]?.records[3] as { Setup: Row }).Setup, {
      Parameters: [{ DimensionSegmentDelimiter: 'Period' }],
      Formats: [],
    })
    const entries = await read('journal_entries', http)
    assert.deepEqual(idsOf('journal_entries', entries), ['00001/V1', '00001/V2'])
  })

  test('vendor invoices have the other lines of their voucher, and what pays them', async () => {
    const row = { dataAreaId: 'lfde', JournalBatchNumber: '00016', Debit: 0, Credit: 119, Currency: 'EUR' }
    const http = environment({
      VendInvoiceJournalHeaders: [{ dataAreaId: 'lfde', JournalBatchNumber: '00016', IsPosted: 'Yes' }],
      VendInvoiceJournalLines: [
        { ...row, LineNumber: 1, Voucher: 'A', AccountType: 'Vend', Invoice: 'R-1' },
        { ...row, LineNumber: 2, Voucher: 'A', AccountType: 'Ledger', Invoice: '' },
        { ...row, LineNumber: 3, Voucher: 'B', AccountType: 'Ledger', Invoice: '' },
      ],
      VendorPaymentJournalHeaders: [{ dataAreaId: 'lfde', JournalBatchNumber: '00500', IsPosted: 'Yes' }],
      VendorPaymentJournalLines: [
        { dataAreaId: 'lfde', JournalBatchNumber: '00500', LineNumber: 1, MarkedInvoice: 'r-1' },
      ],
    })
    const [page] = await read('vendor_invoices', http)
    const [record, ...others] = page?.records as { Others: Row[]; Payments: Row[] }[]
    assert.deepEqual(
      [record?.Others.map((it) => it['LineNumber']), record?.Payments.length, others],
      [[2], 1, []],
    )
  })

  test('fiscal periods have their status in the company’s own ledger', async () => {
    const period = { Calendar: 'Fiscal', PeriodName: 'Period 1', StartDate: '2026-01-01T12:00:00Z' }
    const http = environment({
      Ledgers: [ledger],
      FiscalPeriods: [
        { ...period, FiscalYear: '2026', EndDate: '2026-01-31T12:00:00Z' },
        { ...period, FiscalYear: '2025', EndDate: '2025-01-31T12:00:00Z' },
      ],
      LedgerFiscalPeriodsV2: [
        { ...period, LegalEntityId: 'LFDE', YearName: '2026', PeriodStatus: 'Open' },
        { ...period, LegalEntityId: 'LFUK', YearName: '2025', PeriodStatus: 'Closed' },
      ],
    })
    const [page] = await read('fiscal_periods', http)
    assert.deepEqual(
      (page?.records as { FiscalYear: string; LedgerPeriod?: Row }[]).map((it) => [
        it.FiscalYear,
        it.LedgerPeriod?.['PeriodStatus'],
      ]),
      [
        ['2025', undefined],
        ['2026', 'Open'],
      ],
    )
  })
})

/** Invoices with ids that no double holds; the seventh is paid, the eighth by a journal that is not posted. */
function invoices(count: number): Environment {
  const id = (i: number) => parseExactJson(`90071992547410${String(i).padStart(4, '0')}`)
  const numbers = Array.from({ length: count }, (_, i) => i + 1)
  const of = (i: number) => `FTI-${String(i).padStart(3, '0')}`
  const payment = { dataAreaId: 'lfde', LineNumber: 1, MarkedInvoiceCompany: 'lfde' }
  return environment({
    FreeTextInvoiceHeaders: numbers.map((i) => ({
      ...{ dataAreaId: 'lfde', InvoiceIdentifier: id(i), FreeTextNumber: of(i), IsPosted: 'Yes' },
    })),
    FreeTextInvoiceLines: numbers.flatMap((i) =>
      [1, 2].map((LineNumber) => ({ dataAreaId: 'lfde', ParentRecId: id(i), LineNumber })),
    ),
    CustomerPaymentJournalLines: [
      { ...payment, JournalBatchNumber: '00001', MarkedInvoice: of(7) },
      { ...payment, JournalBatchNumber: '00002', MarkedInvoice: of(8) },
    ],
    CustomerPaymentJournalHeaders: [
      { dataAreaId: 'lfde', JournalBatchNumber: '00001', IsPosted: 'Yes' },
      { dataAreaId: 'lfde', JournalBatchNumber: '00002', IsPosted: 'No' },
    ],
  })
}
