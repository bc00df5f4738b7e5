import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { mapOne } from './mapping.ts'

describe('QuickBooks journal entries', () => {
  test('keep their sides, and lines that only describe', () => {
    assert.deepEqual(mapOne('journal_entries'), {
      type: 'JOURNAL_ENTRY',
      key: 'journal_entries/1090',
      number: 'JE-17',
      memo: 'Accrual',
      date: '2026-02-28',
      currency: 'USD',
      exchangeRate: '1',
      lines: [
        {
          accountKey: 'accounts/17',
          description: 'Accrued rent',
          debit: '900',
          credit: null,
          contactKey: 'vendors/71',
          dimensions: [
            { valueKey: 'classes/300000000000012345', name: 'Training' },
            { valueKey: 'departments/2', name: 'Harbor store' },
          ],
        },
        {
          accountKey: 'accounts/92',
          description: 'Accrued rent',
          debit: null,
          credit: '900',
          contactKey: null,
          dimensions: [],
        },
        {
          accountKey: null,
          description: 'Until the invoice comes',
          debit: null,
          credit: null,
          contactKey: null,
          dimensions: [],
        },
      ],
    })
  })

  test('are refused when a line is on neither side', () => {
    const line = {
      Amount: 1,
      JournalEntryLineDetail: { PostingType: 'Sideways', AccountRef: { value: '1' } },
    }
    assert.throws(() => mapOne('journal_entries', { Line: [line] }), /must be Debit or Credit/)
  })

  test('leave employees out of the contacts', () => {
    const entity = { Type: 'Employee', EntityRef: { value: '55' } }
    const line = { Amount: 1, JournalEntryLineDetail: { PostingType: 'Debit', Entity: entity } }
    const record = mapOne('journal_entries', { Line: [line] })
    assert.equal(record.type === 'JOURNAL_ENTRY' && record.lines[0]?.contactKey, null)
  })
})
