import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { xero } from '../../../src/providers/xero/index.ts'
import { leavesOf, numberAsText, outcomeOf, replaced, rewritten } from '../messy.ts'
import { fixture, SOURCE, streamNames, type StreamName } from './mapping.ts'

const outcome = (stream: StreamName, raw: unknown) => outcomeOf(xero, stream, raw, SOURCE)
const same = (value: unknown) => value

/** Without these a record cannot be told or would be half a record: it is set aside, and says which is missing. */
const NEEDED: Readonly<Record<StreamName, readonly string[]>> = {
  organisation: ['Name'],
  accounts: ['AccountID', 'Name'],
  tax_rates: ['TaxType', 'Name'],
  tracking_categories: ['TrackingCategoryID', 'Name', 'Options.0.TrackingOptionID', 'Options.0.Name'],
  contacts: ['ContactID', 'Name'],
  invoices: [
    'Type',
    'InvoiceID',
    'AmountDue',
    'AmountPaid',
    'Total',
    'CurrencyCode',
    'LineItems.0.LineAmount',
  ],
  credit_notes: [
    'CreditNoteID',
    'Type',
    'RemainingCredit',
    'Total',
    'CurrencyCode',
    'LineItems.0.LineAmount',
  ],
  payments: ['PaymentID', 'Amount', 'Invoice.CurrencyCode'],
  overpayments: ['OverpaymentID', 'Type', 'Total', 'CurrencyCode', 'Allocations.0.Amount'],
  prepayments: ['PrepaymentID', 'Type', 'Total', 'CurrencyCode'],
  bank_transactions: ['BankTransactionID', 'Type', 'Total', 'CurrencyCode'],
  bank_transfers: ['BankTransferID', 'Amount'],
  manual_journals: ['ManualJournalID', 'Date'],
}

describe('messy Xero records', () => {
  for (const stream of streamNames) {
    const raw = fixture(stream)
    const clean = outcome(stream, raw)

    test(`${stream}: without a value, or with null or nothing in it, it maps or names what is missing`, () => {
      const needed = new Set<string>()
      for (const path of leavesOf(raw)) {
        if (path.length === 0 || typeof path.at(-1) === 'number') continue
        const [absent, none, empty] = [undefined, null, ''].map((it) =>
          outcome(stream, replaced(raw, path, it)),
        )
        assert.equal(none?.refused, absent?.refused, path.join('.'))
        assert.equal(empty?.refused, absent?.refused, path.join('.'))
        if (absent?.refused === true) needed.add(path.join('.').replace(/\.\d+\./, '.0.'))
        else assert.deepEqual([none, empty], [absent, absent], path.join('.'))
      }
      assert.deepEqual([...needed].sort(), [...NEEDED[stream]].sort())
    })

    test(`${stream}: unknown fields change nothing, nor do numbers that are text`, () => {
      const grown = rewritten(raw, same, (it) => ({ ...it, BrandNew: { Amount: 1 } }))
      assert.deepEqual(outcome(stream, grown), clean)
      const spelt = rewritten(raw, numberAsText, (it) => it)
      assert.deepEqual(outcome(stream, spelt), clean)
    })

    test(`${stream}: words that nobody knew leave the rest readable`, () => {
      for (const field of [
        'Status',
        'ContactStatus',
        'LineAmountTypes',
        'BankAccountType',
        'SystemAccount',
      ]) {
        if (!Object.hasOwn(raw, field)) continue
        assert.equal(outcome(stream, { ...raw, [field]: 'BRANDNEW' }).refused, false, field)
      }
    })
  }

  test('a whole answer is no record', () => {
    const answer = {
      Id: 'e',
      Status: 'OK',
      ProviderName: 'X',
      DateTimeUTC: '/Date(1552326816230)/',
      Invoices: [],
    }
    for (const stream of streamNames) assert.equal(outcome(stream, answer).refused, true, stream)
  })
})
