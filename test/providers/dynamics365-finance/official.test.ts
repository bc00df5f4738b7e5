import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { dynamics365Finance } from '../../../src/providers/dynamics365-finance/index.ts'
import { mapRecords } from '../../../src/sync/map.ts'
import { openApi } from '../../support/openapi.ts'
import { environment, type Call } from './environment.ts'
import { SOURCE, streamNames, streams, type StreamName } from './mapping.ts'

const SPECS = '../shared/specs/dynamics365-finance'
const FACTS = '../shared/providers/accounting.md'
const skip = (path: string) => ({ skip: existsSync(path) ? false : 'the official descriptions are not here' })

/** Which of the files describes an entity set; the others of those that are read are in none. */
const DESCRIBED: Readonly<Record<string, string>> = {
  LegalEntities: 'core',
  PaymentTerms: 'core',
  Ledgers: 'ledger',
  MainAccounts: 'ledger',
  DimensionParameters: 'ledger',
  DimensionAttributes: 'ledger',
  FinancialDimensionValues: 'ledger',
  FiscalPeriods: 'ledger',
  LedgerJournalHeaders: 'ledger',
  LedgerJournalLines: 'ledger',
  VendorsV2: 'payable',
  VendorPaymentJournalHeaders: 'payable',
  VendorPaymentJournalLines: 'payable',
  CustomersV3: 'receivable',
  CustomerPaymentJournalHeaders: 'receivable',
  CustomerPaymentJournalLines: 'receivable',
  TaxCodes: 'tax',
}

describe('requests', skip(SPECS), () => {
  test('are as the descriptions have them, and select only fields that there are', async () => {
    const calls = await allCalls()
    const sets = new Set(calls.map(({ path }) => path.slice('/data/'.length)))
    assert.deepEqual(
      Object.keys(DESCRIBED).filter((it) => !sets.has(it)),
      [],
    )
    for (const [file, its] of Map.groupBy(calls, ({ path }) => DESCRIBED[path.slice('/data/'.length)])) {
      if (file === undefined) continue
      const description = openApi(`${SPECS}/${file}.json`)
      for (const { path, query } of its) {
        const called = path.slice('/data'.length)
        assert.deepEqual(description.request({ method: 'GET', path: called, query }), [], path)
        const fields = fieldsOf(file, called.slice(1))
        const named = `${query['$select'] ?? ''},${query['$orderby'] ?? ''}`.split(',')
        const filtered = [...(query['$filter'] ?? '').matchAll(/(\w+) (?:eq|ne|gt) /g)].map(
          (it) => it[1] ?? '',
        )
        assert.deepEqual(
          [...named, ...filtered].filter((it) => it !== '' && !fields.has(it)),
          [],
          path,
        )
      }
    }
  })
})

/** Every request of every stream, in an environment in which each list has a row. */
async function allCalls(): Promise<Call[]> {
  const row = {
    ...{ dataAreaId: 'lfde', LegalEntityId: 'lfde', ChartOfAccounts: 'Shared', FiscalCalendar: 'Fiscal' },
    ...{
      Calendar: 'Fiscal',
      JournalBatchNumber: '00001',
      LineNumber: 1,
      IsPosted: 'Yes',
      AccountType: 'Vend',
    },
    ...{ InvoiceIdentifier: 1, ParentRecId: 1, FreeTextNumber: 'F-1', Invoice: 'F-1', MarkedInvoice: 'F-1' },
    ...{ InvoiceNumber: 'F-1', LedgerVoucher: 'V-1', SalesOrderNumber: 'S-1', MainAccountId: '1' },
    ...{
      CustomerAccount: 'C',
      Name: 'Net30',
      PaymentTermsName: 'Net30',
      VendorAccountNumber: 'V',
      BankAccountId: 'B',
      TaxCode: 'T',
    },
  }
  const sets = [
    ...Object.keys(DESCRIBED),
    ...['FreeTextInvoiceHeaders', 'FreeTextInvoiceLines', 'SalesInvoiceHeadersV2', 'SalesInvoiceV2Lines'],
    ...['VendInvoiceJournalHeaders', 'VendInvoiceJournalLines', 'BankAccounts', 'LedgerFiscalPeriodsV2'],
    'DimensionIntegrationFormats',
  ]
  const http = environment(Object.fromEntries(sets.map((it) => [it, [row]])))
  for (const name of streamNames) {
    const pages = streams[name].pages({ source: SOURCE, http, checkpoint: null, now: new Date() })
    for await (const page of pages) assert.ok(page.records.length > 0, name)
  }
  return http.calls
}

const described = z.object({
  components: z.object({
    schemas: z.record(z.string(), z.object({ properties: z.record(z.string(), z.unknown()).optional() })),
  }),
  paths: z.record(z.string(), z.unknown()),
})

/** Names of the entity's properties, found by the reference of the set's collection. */
function fieldsOf(file: string, set: string): Set<string> {
  const { components, paths } = described.parse(JSON.parse(readFileSync(`${SPECS}/${file}.json`, 'utf8')))
  const single = Object.keys(paths).find((it) => it.startsWith(`/${set}(`)) ?? ''
  const name = /"#\/components\/schemas\/([^"]+)"/.exec(JSON.stringify(paths[single]))?.[1] ?? ''
  return new Set(Object.keys(components.schemas[name]?.properties ?? {}))
}

describe('recorded answers', skip(FACTS), () => {
  /** By the entity set that an answer names: its stream, the records and what was found, for each row. */
  const EXPECTED: Readonly<Record<string, { stream: StreamName; keys: string[] }>> = {
    MainAccounts: { stream: 'main_accounts', keys: ['main_accounts/618100'] },
    // The header has no amounts; they are in lines that are read by another call.
    FreeTextInvoiceHeaders: { stream: 'free_text_invoices', keys: [] },
    FreeTextInvoiceLines: { stream: 'free_text_invoices', keys: [] },
    CustomerPaymentJournalLines: { stream: 'customer_payments', keys: ['customer_payments/00412/1'] },
    CustomersV3: { stream: 'customers', keys: ['customers/US-058'] },
    VendorsV2: { stream: 'vendors', keys: ['vendors/1071'] },
    LedgerJournalLines: { stream: 'journal_entries', keys: ['journal_entries/00433/GNJL000210/1'] },
  }
  const facts = { ...SOURCE, remoteId: 'contoso.operations.example/usmf', baseCurrency: 'USD' }

  for (const [set, { stream, keys }] of Object.entries(EXPECTED)) {
    test(`of ${set} map`, () => {
      const answers = samples().filter((it) => it.includes(`$metadata#${set}`))
      assert.equal(answers.length, 1)
      const { accepted, refused } = mapRecords(answers[0] ?? '', dynamics365Finance, stream, facts)
      assert.deepEqual(refused, [])
      assert.deepEqual(
        accepted.map((it) => it.key),
        keys,
      )
    })
  }

  test('of an invoice’s header and lines, put together, add up', () => {
    const [header, lines] = ['FreeTextInvoiceHeaders', 'FreeTextInvoiceLines'].map((set) =>
      samples().find((it) => it.includes(`$metadata#${set}`)),
    )
    const composed = `${header?.slice(0, -1) ?? ''},"Lines":${JSON.stringify((JSON.parse(lines ?? '') as { value: unknown }).value)}}`
    const { accepted } = mapRecords(composed, dynamics365Finance, 'free_text_invoices', facts)
    assert.deepEqual(
      accepted.map((it) => it.type === 'INVOICE' && [it.subtotal, it.taxTotal, it.total, it.dueDate]),
      [['300', '19.8', '319.8', '2026-04-01']],
    )
  })

  test('of events ask for streams', () => {
    const events = samples().filter((it) => it.startsWith('{"BusinessEventId"'))
    assert.equal(events.length, 2)
    const asked = events.flatMap((it) => dynamics365Finance.webhooks.changes(JSON.parse(it)))
    assert.deepEqual(
      asked.map(({ what }) => what),
      [
        { kind: 'poll', stream: 'sales_invoices' },
        { kind: 'poll', stream: 'customers' },
      ],
    )
  })
})

/** The samples stand in the page as one line of JSON each. */
function samples(): string[] {
  const [, section = ''] = readFileSync(FACTS, 'utf8').split('### 3.11')
  return section.split('\n').filter((line) => line.startsWith('{'))
}
