import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { findingsOf } from '../../src/domain/checks.ts'
import type { Invoice, InvoiceLine, JournalEntry } from '../../src/domain/entities.ts'

const line = (amount: string, also: Partial<InvoiceLine> = {}): InvoiceLine => ({
  position: 1,
  description: null,
  quantity: null,
  unitPrice: null,
  amount,
  taxAmount: null,
  discountAmount: null,
  accountKey: null,
  taxRateKey: null,
  dimensions: [],
  ...also,
})

const invoice = (also: Partial<Invoice>): Invoice => ({
  type: 'INVOICE',
  key: 'invoices/1',
  direction: 'SALE',
  kind: 'INVOICE',
  number: '2207',
  reference: null,
  memo: null,
  contactKey: null,
  status: 'OPEN',
  settlement: 'UNPAID',
  remoteStatus: null,
  issueDate: null,
  dueDate: null,
  currency: 'EUR',
  exchangeRate: null,
  amountsIncludeTax: false,
  lines: [line('100.00'), line('50.00')],
  subtotal: '150.00',
  discountTotal: null,
  taxTotal: '28.50',
  total: '178.50',
  amountPaid: '0',
  amountDue: '178.50',
  ...also,
})

const entry = (lines: [string | null, string | null][]): JournalEntry => ({
  type: 'JOURNAL_ENTRY',
  key: 'journal_entries/1',
  number: 'JE-17',
  memo: null,
  date: '2026-02-28',
  currency: 'USD',
  exchangeRate: null,
  lines: lines.map(([debit, credit]) => ({
    debit,
    credit,
    accountKey: null,
    description: null,
    contactKey: null,
    dimensions: [],
  })),
})

const codes = (record: Invoice | JournalEntry) => findingsOf(record).map((it) => it.code)

describe('the checks of an invoice', () => {
  test('find nothing in one that adds up, however its provider counts', () => {
    const sound: Partial<Invoice>[] = [
      {},
      { lines: [] },
      { lines: [line('119.00'), line('59.50')], amountsIncludeTax: true },
      { discountTotal: '15.00', subtotal: '135.00', taxTotal: '0', total: '135.00', amountDue: '135.00' },
      { discountTotal: '15.00', taxTotal: '0', total: '135.00', amountDue: '135.00' },
      {
        lines: [line('100', { discountAmount: '10' })],
        subtotal: '90',
        taxTotal: '0',
        total: '90',
        amountDue: '90',
      },
      { lines: [line('-10.00')], subtotal: '-10.00', taxTotal: '0', total: '-10.00', amountDue: '-10.00' },
      { lines: [line('50.005'), line('99.995')] },
    ]
    for (const it of sound) assert.deepEqual(findingsOf(invoice(it)), [])
  })

  test('find lines that fit none of the totals', () => {
    const [finding] = findingsOf(invoice({ lines: [line('100.00'), line('60.00')] }))
    assert.deepEqual(finding, {
      code: 'LINES_DO_NOT_SUM',
      severity: 'WARNING',
      message: 'The lines of 2207 sum to 160.00 EUR; its subtotal is 150.00, its total 178.50.',
      path: [],
    })
  })

  test('round by the currency’s own unit', () => {
    const yen = { currency: 'JPY', subtotal: '150', taxTotal: '0', total: '150', amountDue: '150' }
    assert.deepEqual(codes(invoice({ ...yen, lines: [line('151')] })), [])
    assert.deepEqual(codes(invoice({ ...yen, lines: [line('152')] })), ['LINES_DO_NOT_SUM'])
  })

  test('find a settlement that the amounts contradict', () => {
    const bad: Partial<Invoice>[] = [
      { settlement: 'PAID' },
      { settlement: 'UNPAID', amountPaid: '178.50', amountDue: '0' },
      { settlement: 'PARTIALLY_PAID' },
      { settlement: 'PARTIALLY_PAID', amountPaid: '178.50', amountDue: '0.00' },
    ]
    for (const it of bad) assert.deepEqual(codes(invoice(it)), ['SETTLEMENT_CONTRADICTS_AMOUNTS'])
  })

  test('find nothing in the settlement of drafts, of void invoices, of what was written off', () => {
    const sound: Partial<Invoice>[] = [
      { settlement: 'PAID', amountPaid: '178.50', amountDue: '0' },
      { settlement: 'PARTIALLY_PAID', amountPaid: '78.50', amountDue: '100.00' },
      { settlement: 'PAID', status: 'VOID' },
      { settlement: 'PAID', status: 'DRAFT' },
      { settlement: 'UNCOLLECTIBLE' },
      { settlement: 'UNKNOWN', amountDue: '0' },
    ]
    for (const it of sound) assert.deepEqual(findingsOf(invoice(it)), [])
  })
})

describe('the check of a journal entry', () => {
  test('finds debits and credits that differ, to the last digit', () => {
    assert.deepEqual(
      codes(
        entry([
          ['900.10', null],
          [null, '900.1'],
        ]),
      ),
      [],
    )
    assert.deepEqual(
      findingsOf(
        entry([
          ['90000000000000000.01', null],
          [null, '90000000000000000.02'],
        ]),
      ).map((it) => it.message),
      ['The debits of JE-17 sum to 90000000000000000.01 USD, its credits to 90000000000000000.02.'],
    )
  })
})
