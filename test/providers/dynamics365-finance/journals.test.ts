import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { segmentsOf } from '../../../src/providers/dynamics365-finance/display-value.ts'
import { fixture, mapAll, mapOne, mapped, nothingOf } from './mapping.ts'

const [line] = fixture('journal_entries')['Lines'] as Record<string, unknown>[]

describe('a voucher', () => {
  test('of one line with an offset account balances by itself, and moves its bank account', () => {
    assert.deepEqual(mapAll('journal_entries'), [
      {
        type: 'JOURNAL_ENTRY',
        key: 'journal_entries/00433/GNJL000210',
        number: 'GNJL000210',
        memo: 'February closing',
        date: '2026-02-28',
        currency: 'EUR',
        exchangeRate: '1.00',
        lines: [
          {
            accountKey: 'main_accounts/602100',
            contactKey: null,
            description: 'Rent',
            debit: '900',
            credit: null,
            dimensions: [{ valueKey: 'dimensions/Department/001', name: null }],
          },
          {
            accountKey: 'bank_accounts/LFDE OPER',
            contactKey: null,
            description: 'Rent',
            debit: null,
            credit: '900',
            dimensions: [],
          },
        ],
      },
      {
        type: 'TRANSACTION',
        key: 'journal_entries/00433/GNJL000210#1-offset',
        accountKey: 'bank_accounts/LFDE OPER',
        kind: 'OTHER',
        status: 'POSTED',
        date: '2026-02-28',
        postedAt: null,
        currency: 'EUR',
        amount: '-900',
        originalAmount: null,
        originalCurrency: null,
        description: 'Rent',
        counterparty: null,
        reference: 'GNJL000210',
        categoryCode: null,
        categoryName: null,
        categoryOrigin: null,
        categoryConfidence: null,
        pendingKey: null,
        paymentKey: null,
        runningBalance: null,
      },
    ])
  })

  test('of several lines has each on its side; a customer’s is the contact’s', () => {
    const none = { OffsetAccountType: 'Ledger', OffsetAccountDisplayValue: '' }
    const Lines = [
      { ...line, ...none },
      {
        ...{ ...line, ...none, LineNumber: 2, AccountType: 'Cust', AccountDisplayValue: 'DE\\-0058' },
        ...{ DebitAmount: 0, CreditAmount: 900 },
      },
    ]
    const { lines, found } = mapOne('journal_entries', 'JOURNAL_ENTRY', { Lines })
    assert.deepEqual(
      lines.map((it) => [it.accountKey, it.contactKey, it.debit, it.credit]),
      [
        ['main_accounts/602100', null, '900', null],
        [null, 'customers/DE-0058', null, '900'],
      ],
    )
    assert.deepEqual(found, [])
  })

  test('with an account of another company keeps the side, and names none of ours', () => {
    const Lines = [{ ...line, OffsetCompany: 'LFUK' }]
    const { records } = mapped('journal_entries', fixture('journal_entries', { Lines }))
    const [entry, ...others] = records
    assert.ok(entry?.type === 'JOURNAL_ENTRY')
    assert.deepEqual([entry.lines[1]?.accountKey, entry.lines[1]?.credit, others], [null, '900', []])
  })

  test('that is not posted is no entry', () => {
    assert.deepEqual(nothingOf('journal_entries', { Header: { IsPosted: 'No' } }), [])
  })

  test('that does not balance is kept, and says so', () => {
    const Lines = [{ ...line, OffsetAccountDisplayValue: '' }]
    assert.deepEqual(mapOne('journal_entries', 'JOURNAL_ENTRY', { Lines }).found, ['UNBALANCED_ENTRY'])
  })

  test('with an account of a kind that nobody knew, or tells, says so: it may be a bank', () => {
    const Lines = [{ ...line, AccountType: 'Vault', OffsetAccountType: undefined }]
    const { found } = mapOne('journal_entries', 'JOURNAL_ENTRY', { Lines })
    assert.deepEqual(found, ['UNKNOWN_VALUE', 'UNKNOWN_VALUE'])
  })

  test('in two currencies is refused', () => {
    const Lines = [line, { ...line, LineNumber: 2, CurrencyCode: 'USD' }]
    assert.throws(() => mapOne('journal_entries', 'JOURNAL_ENTRY', { Lines }), /CurrencyCode differs/)
  })
})

describe('a row by itself', () => {
  test('of a line with an offset account is an entry, of which nobody tells whether it is posted', () => {
    const { records, findings } = mapped('journal_entries', line)
    assert.deepEqual(
      records.map((it) => [it.type, it.key]),
      [['JOURNAL_ENTRY', 'journal_entries/00433/GNJL000210/1']],
    )
    assert.deepEqual(
      findings.map((it) => it.code),
      ['UNKNOWN_VALUE'],
    )
  })

  test('of a line that is one side of something, and of a header, is none', () => {
    const rows = [
      { ...line, OffsetAccountDisplayValue: '' },
      { JournalBatchNumber: '00433', IsPosted: 'Yes' },
    ]
    for (const row of rows) {
      const { records, findings } = mapped('journal_entries', row)
      assert.deepEqual([records.length, findings.map((it) => it.code)], [0, ['MISSING_REFERENCE']])
    }
  })
})

test('a display value is split at delimiters that have no backslash before them', () => {
  assert.deepEqual(segmentsOf('602100-001--'), ['602100', '001', '', ''])
  assert.deepEqual(segmentsOf('DAT\\-000011'), ['DAT-000011'])
  assert.deepEqual(segmentsOf('a\\\\-b'), ['a\\', 'b'])
  assert.deepEqual(segmentsOf('a--b-c', '--'), ['a', 'b-c'])
  assert.deepEqual(segmentsOf(''), [''])
})
