import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inner, list, openXero, pennies, sum, type Row } from './client.ts'

describe("the played Xero's books", async () => {
  const { rows, row, provider } = await openXero({ scale: 0.3 })
  const invoices = await rows('Invoices', 'page=1&pageSize=1000')
  const credits = [
    ...(await rows('CreditNotes', 'page=1&pageSize=1000')),
    ...(await rows('Overpayments', 'page=1&pageSize=1000')),
    ...(await rows('Prepayments', 'page=1&pageSize=1000')),
  ]
  const payments = await rows('Payments', 'page=1&pageSize=1000')
  const bankTransactions = await rows('BankTransactions', 'page=1&pageSize=1000')
  const documents = [...invoices, ...credits, ...bankTransactions]
  const isOver = ({ Status }: Row) => Status === 'VOIDED' || Status === 'DELETED'
  const livePayments = new Map<unknown, Row[]>()
  for (const it of payments) {
    if (it.Status !== 'AUTHORISED') continue
    const id = inner(it, 'Invoice').InvoiceID
    livePayments.set(id, [...(livePayments.get(id) ?? []), it])
  }
  const paid = (id: unknown) => sum((livePayments.get(id) ?? []).map((it) => pennies(it, 'Amount')))

  test('every total is the sum of its lines and of the tax on each, as its amounts are meant', () => {
    for (const it of documents) {
      assert.equal(pennies(it, 'Total'), pennies(it, 'SubTotal') + pennies(it, 'TotalTax'))
      const lines = list(it, 'LineItems')
      if (lines.length === 0) continue
      assert.equal(pennies(it, 'TotalTax'), sum(lines.map((line) => pennies(line, 'TaxAmount'))))
      const isInclusive = it.LineAmountTypes === 'Inclusive'
      assert.equal(
        pennies(it, isInclusive ? 'Total' : 'SubTotal'),
        sum(lines.map((line) => pennies(line, 'LineAmount'))),
      )
    }
    const types = new Set(invoices.map((it) => it.LineAmountTypes))
    assert.deepEqual(types, new Set(['Exclusive', 'Inclusive', 'NoTax']))
  })

  test('the tax of each line is its own rate of it, rounded to the penny', async () => {
    const rates = new Map((await rows('TaxRates')).map((it) => [it.TaxType, it.EffectiveRate as number]))
    for (const it of documents) {
      for (const line of list(it, 'LineItems')) {
        if (line.TaxType === undefined) continue
        const rate = rates.get(line.TaxType)
        assert.ok(rate !== undefined, JSON.stringify(line))
        const base = it.LineAmountTypes === 'Inclusive' ? 100 + rate : 100
        const exact = (pennies(line, 'LineAmount') * rate) / base
        assert.ok(Math.abs(pennies(line, 'TaxAmount') - exact) <= 0.5 + 1e-9)
      }
    }
  })

  test('what is due on an invoice is its total without its live payments and its credits', () => {
    for (const it of invoices) {
      const applied = ['CreditNotes', 'Overpayments', 'Prepayments'].flatMap((kind) => list(it, kind))
      const [amountPaid, credited] = [pennies(it, 'AmountPaid'), pennies(it, 'AmountCredited')]
      assert.equal(amountPaid, paid(it.InvoiceID))
      assert.equal(credited, sum(applied.map((credit) => pennies(credit, 'AppliedAmount'))))
      const due = isOver(it) ? 0 : pennies(it, 'Total') - amountPaid - credited
      assert.equal(pennies(it, 'AmountDue'), due)
      assert.ok(due >= 0)
      assert.equal(it.Status === 'PAID', due === 0 && !isOver(it))
      assert.equal(it.FullyPaidOnDate !== undefined, it.Status === 'PAID')
    }
  })

  test('what remains of a credit is its total without its allocations and what was paid back', () => {
    for (const it of credits) {
      const allocated = sum(list(it, 'Allocations').map((part) => pennies(part, 'Amount')))
      const remaining = pennies(it, 'Total') - allocated - paid(it.ID)
      assert.equal(pennies(it, 'RemainingCredit'), remaining)
      assert.ok(remaining >= 0)
    }
    assert.ok(credits.some((it) => list(it, 'Allocations').length > 0))
    assert.ok(credits.some((it) => list(it, 'Payments').length > 0))
  })

  test("a payment's amount on the account is its amount, or what it is at its rate", () => {
    for (const it of payments) {
      const isForeign =
        inner(it, 'Invoice').CurrencyCode !== 'GBP' && inner(it, 'Account').Name !== 'Euro Account'
      const expected = isForeign ? pennies(it, 'Amount') / (it.CurrencyRate as number) : pennies(it, 'Amount')
      assert.ok(Math.abs(pennies(it, 'BankAmount') - expected) <= 0.5 + 1e-6)
    }
    assert.ok(payments.some((it) => it.BankAmount !== it.Amount))
  })

  test('a transfer is two bank transactions, each in the currency of its account', async () => {
    const byId = new Map(bankTransactions.map((it) => [it.BankTransactionID, it]))
    const transfers = await rows('BankTransfers', 'includeDeleted=true')
    let exchanged = 0
    for (const it of transfers) {
      const [out, into] = [byId.get(it.FromBankTransactionID), byId.get(it.ToBankTransactionID)]
      assert.ok(out && into)
      assert.deepEqual([out.Type, into.Type], ['SPEND-TRANSFER', 'RECEIVE-TRANSFER'])
      assert.deepEqual([out.Status, into.Status, out.Total], [it.Status, it.Status, it.Amount])
      assert.equal(inner(out, 'BankAccount').AccountID, inner(it, 'FromBankAccount').AccountID)
      if (out.CurrencyCode === into.CurrencyCode) {
        assert.equal(into.Total, it.Amount)
        assert.equal(it.CurrencyRate, undefined)
        continue
      }
      exchanged += 1
      const rate = it.CurrencyRate as number
      const expected = pennies(it, 'Amount') * (into.CurrencyCode === 'EUR' ? rate : 1 / rate)
      assert.ok(Math.abs(pennies(into, 'Total') - expected) <= 0.5 + 1e-6)
    }
    assert.ok(exchanged > 1)
    assert.ok(transfers.some((it) => it.Status === 'DELETED'))
  })

  test('every overpayment and prepayment came with a bank transaction of the same amount', () => {
    for (const it of credits) {
      const id = it.OverpaymentID ?? it.PrepaymentID
      if (id === undefined) continue
      const made = bankTransactions.find((row) => row.OverpaymentID === id || row.PrepaymentID === id)
      assert.deepEqual([made?.Total, made?.Type], [it.Total, it.Type])
    }
  })

  test('manual journals balance', async () => {
    for (const it of await rows('ManualJournals', 'page=1')) {
      assert.equal(sum(list(it, 'JournalLines').map((line) => pennies(line, 'LineAmount'))), 0)
    }
  })

  test("the quirks of Xero's data are in them", async () => {
    const accounts = await rows('Accounts')
    const isThere = (all: readonly Row[], fits: (it: Row) => boolean, what: string) => {
      assert.ok(all.some(fits), what)
    }
    isThere(accounts, (it) => !('Code' in it), 'an account without a code')
    isThere(accounts, (it) => it.SystemAccount === '', 'an empty SystemAccount')
    isThere(accounts, (it) => !('SystemAccount' in it), 'no SystemAccount')
    isThere(invoices, (it) => it.CurrencyRate === 0, 'a rate of 0')
    isThere(invoices, (it) => !('CurrencyRate' in it), 'no rate')
    for (const status of ['DRAFT', 'SUBMITTED', 'AUTHORISED', 'PAID', 'VOIDED', 'DELETED']) {
      isThere(invoices, (it) => it.Status === status, `an invoice that is ${status}`)
    }
    isThere(payments, (it) => it.Status === 'DELETED', 'a deleted payment')
    isThere(payments, (it) => it.UpdatedDateUTC === '/Date(1229791330237+0000)/', 'an update in 2008')
    const isLate = (it: Row) => it.Status === 'AUTHORISED' && String(it.DueDateString) < '2026-11-02'
    isThere(invoices, (it) => isLate(it) && it.Type === 'ACCREC', 'an overdue invoice')
    isThere(
      await rows('Contacts', 'page=1&includeArchived=true'),
      (it) => 'MergedToContactID' in it,
      'a merged contact',
    )
    assert.match(String((await row('Organisation')).PeriodLockDate), /^\/Date\(\d+\+0000\)\/$/)
  })

  test('they are the same for the same seed, and large enough at full size', async () => {
    const again = await openXero({ scale: 0.3 })
    assert.equal(JSON.stringify(again.provider.books()), JSON.stringify(provider.books()))
    const whole = await openXero({ scale: 1 })
    assert.equal(whole.provider.books().Invoices?.length, 1500)
  })
})
