import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseExactJson, stringifyExactJson } from '../../../src/domain/exact-json.ts'
import { dynamics365Finance } from '../../../src/providers/dynamics365-finance/index.ts'
import { mapRecords, type Mapping } from '../../../src/sync/map.ts'
import { fixture, mapped, type StreamName } from './mapping.ts'

/** As `daybook map` has it where nothing is said of the source: its id names no legal entity. */
const NOBODY = { remoteId: 'account', environment: 'PRODUCTION', baseCurrency: null } as const

const mapAnswer = (stream: StreamName, rows: readonly unknown[]): Mapping =>
  mapRecords(
    stringifyExactJson({ '@odata.context': 'https://lf.operations.example/data/$metadata', value: rows }),
    dynamics365Finance,
    stream,
    NOBODY,
  )

const codesOf = (stream: StreamName, row: unknown): [number, string[]] => {
  const { records, findings } = mapped(stream, row)
  return [records.length, findings.map((it) => it.code)]
}

describe('lines that come without their header', () => {
  test('are no invoices, and say so', () => {
    const line = parseExactJson(
      '{"ParentRecId":5637145331,"LineNumber":2,"TransactionCurrencyAmount":41.30,"SalesTaxAmount":7.847}',
    )
    assert.deepEqual(codesOf('free_text_invoices', line), [0, ['MISSING_REFERENCE']])
    const sold = parseExactJson('{"InvoiceNumber":"LFI-000018","LineAmount":99.5,"InvoicedQuantity":1}')
    assert.deepEqual(codesOf('sales_invoices', sold), [0, ['MISSING_REFERENCE']])
    assert.deepEqual(mapAnswer('free_text_invoices', [line]).refused, [])
  })

  test('of a journal are entries of their own, each under a key of its own', () => {
    const row = {
      ...{ JournalBatchNumber: '00611', Voucher: 'GNJL000377', TransDate: '2026-04-30', CurrencyCode: 'EUR' },
      ...{ AccountType: 'Ledger', AccountDisplayValue: '602100-001-' },
      ...{ OffsetAccountType: 'Ledger', OffsetAccountDisplayValue: '140200--' },
    }
    const { accepted, refused } = mapAnswer('journal_entries', [
      { ...row, LineNumber: parseExactJson('1.0'), DebitAmount: 0, CreditAmount: parseExactJson('310.75') },
      { ...row, LineNumber: parseExactJson('2.0'), DebitAmount: parseExactJson('48.10'), CreditAmount: 0 },
    ])
    assert.deepEqual(refused, [])
    assert.deepEqual(
      accepted.map((it) => it.type === 'JOURNAL_ENTRY' && [it.key, it.date, it.lines.map(sides)]),
      [
        [
          'journal_entries/00611/GNJL000377/1',
          '2026-04-30',
          ['main_accounts/602100 credit 310.75', 'main_accounts/140200 debit 310.75'],
        ],
        [
          'journal_entries/00611/GNJL000377/2',
          '2026-04-30',
          ['main_accounts/602100 debit 48.10', 'main_accounts/140200 credit 48.10'],
        ],
      ],
    )
  })
})

interface Sides {
  accountKey: string | null
  debit: string | null
  credit: string | null
}
const sides = ({ accountKey, debit, credit }: Sides): string =>
  `${accountKey ?? 'none'} ${debit === null ? `credit ${credit ?? ''}` : `debit ${debit}`}`

describe('a row of which nobody tells whose it is', () => {
  const STREAMS: readonly StreamName[] = [
    ...(['free_text_invoices', 'sales_invoices', 'vendor_invoices'] as const),
    ...(['customer_payments', 'vendor_payments', 'journal_entries'] as const),
  ]

  test('maps with the amounts that it has', () => {
    for (const stream of STREAMS) {
      const [own, anybodys] = [{}, { dataAreaId: undefined }].map((it) =>
        mapAnswer(stream, [fixture(stream, it)]),
      )
      assert.deepEqual(anybodys?.refused, [], stream)
      assert.deepEqual(anybodys.accepted.map(billed), own?.accepted.slice(0, 1).map(billed), stream)
    }
  })

  test('takes no account of a company that it names for one of its own', () => {
    const { accepted } = mapAnswer('vendor_payments', [
      fixture('vendor_payments', { dataAreaId: undefined, Company: 'lfuk', OffsetCompany: 'lfuk' }),
    ])
    assert.deepEqual(
      accepted.map((it) => it.type === 'PAYMENT' && [it.contactKey, it.accountKey]),
      [[null, null]],
    )
  })
})

const billed = (it: Mapping['accepted'][number]) =>
  it.type === 'INVOICE' ? it.total : it.type === 'PAYMENT' ? it.amount : it.key
