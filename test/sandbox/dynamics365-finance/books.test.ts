import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cents, pictureOf, playDynamics, sum, TODAY, type Played, type Row } from './support.ts'

type Rows = Played['rows']

const whole = pictureOf(playDynamics({ scale: 1 }))

const journalOf = (it: Row) => `${String(it.dataAreaId)}/${String(it.JournalBatchNumber)}`
const isPosted = (it: Row) => it.IsPosted === 'Yes'

function groups(rows: readonly Row[], by: (row: Row) => string): Row[][] {
  return Object.values(Object.groupBy(rows, by)).filter((it) => it !== undefined)
}

const keyOf = (it: Row) => `${String(it.dataAreaId)}/${String(it.ParentRecId ?? it.InvoiceIdentifier)}`

/** What is owed for each of lfde's invoices that were posted, by its number, in cents. */
function owedBy(rows: Rows): Map<string, { owed: number; dueOn: string }> {
  const lines = Object.groupBy(rows('FreeTextInvoiceLines', 'lfde'), keyOf)
  const free = rows('FreeTextInvoiceHeaders', 'lfde').filter(isPosted)
  return new Map([
    ...free.map((it) => {
      const own = lines[keyOf(it)] ?? []
      const tax = it.InclTax === 'Yes' ? 0 : sum(own, 'SalesTaxAmount')
      const owed = sum(own, 'TransactionCurrencyAmount') + tax
      return [String(it.FreeTextNumber), { owed, dueOn: String(it.DueDate).slice(0, 10) }] as const
    }),
    ...rows('SalesInvoiceHeadersV2', 'lfde').map((it) => {
      return [String(it.InvoiceNumber), { owed: cents(it.TotalInvoiceAmount), dueOn: TODAY }] as const
    }),
  ])
}

/** What lfde's customers paid, by the invoice, in cents. */
function paidBy(rows: Rows): Map<string, number> {
  const lines = Object.groupBy(rows('CustomerPaymentJournalLines', 'lfde'), (it) => String(it.MarkedInvoice))
  return new Map(Object.entries(lines).map(([number, own]) => [number, sum(own ?? [], 'CreditAmount')]))
}

describe("the played environment's books", () => {
  test('are the same for the same seed, and others for another', () => {
    const again = playDynamics({ scale: 0.02 })
    assert.deepEqual(playDynamics({ scale: 0.02 }).provider.books(), again.provider.books())
    assert.notDeepEqual(playDynamics({ scale: 0.02, seed: 8 }).rows('CustomersV3'), again.rows('CustomersV3'))
  })

  test('have some 800 invoices of lfde, and a few of each other company', () => {
    const count = (company: string) =>
      whole('FreeTextInvoiceHeaders', company).length +
      whole('SalesInvoiceHeadersV2', company).length +
      whole('VendInvoiceJournalLines', company).filter((it) => it.Invoice !== '').length
    assert.ok(count('lfde') >= 780 && count('lfde') <= 900, String(count('lfde')))
    for (const company of ['lfgb', 'dat']) assert.ok(count(company) >= 10 && count(company) <= 60)
  })

  test('have lines whose amounts are quantity by price', () => {
    for (const line of whole('FreeTextInvoiceLines')) {
      const amount = (Number(line.Quantity) * 100 * cents(line.UnitPrice)) / 100
      assert.ok(Math.abs(cents(line.TransactionCurrencyAmount) - amount) <= 0.5 + 1e-6, JSON.stringify(line))
    }
    for (const line of whole('SalesInvoiceV2Lines')) {
      assert.equal(cents(line.LineAmount), Number(line.InvoicedQuantity) * cents(line.SalesPrice))
    }
  })

  test("have orders' invoices that add up", () => {
    for (const invoice of whole('SalesInvoiceHeadersV2')) {
      const lines = whole('SalesInvoiceLines', String(invoice.dataAreaId)).filter(
        (it) => it.InvoiceNumber === invoice.InvoiceNumber,
      )
      const tax = sum(lines, 'LineTotalTaxAmount') + cents(invoice.InvoiceHeaderTaxAmount)
      assert.equal(cents(invoice.TotalTaxAmount), tax)
      const more = cents(invoice.TotalChargeAmount) - cents(invoice.TotalDiscountAmount)
      assert.equal(cents(invoice.TotalInvoiceAmount), sum(lines, 'LineAmount') + more + tax)
    }
  })

  test('have vouchers that balance, and journals that tell their totals', () => {
    const kinds = [
      ['LedgerJournalHeaders', 'LedgerJournalLines', 'DebitAmount', 'CreditAmount'],
      ['VendInvoiceJournalHeaders', 'VendInvoiceJournalLines', 'Debit', 'Credit'],
    ] as const
    for (const [headers, set, debit, credit] of kinds) {
      const lines = groups(whole(set), journalOf)
      for (const journal of lines) {
        const bare = journal.filter((it) => it.OffsetAccountDisplayValue === '')
        for (const voucher of groups(bare, (it) => String(it.Voucher))) {
          assert.equal(sum(voucher, debit), sum(voucher, credit), JSON.stringify(voucher))
        }
        const balanced = journal.filter((it) => it.OffsetAccountDisplayValue !== '')
        const total = sum(bare, debit) + sum(balanced, debit) + sum(balanced, credit)
        const header = whole(headers).find((it) => journalOf(it) === journalOf(journal[0] ?? {}))
        assert.equal(cents(header?.JournalTotalDebit), total)
        assert.equal(cents(header?.JournalTotalCredit), total)
      }
      assert.equal(lines.length, whole(headers).length, 'no journal is empty')
    }
  })

  test('have no payment beyond its invoice, in its currency and with its customer', () => {
    const [owed, paid] = [owedBy(whole), paidBy(whole)]
    for (const line of whole('CustomerPaymentJournalLines', 'lfde')) {
      const number = String(line.MarkedInvoice)
      if (number === '') assert.equal(line.IsPrepayment, 'Yes')
      else assert.ok((paid.get(number) ?? 0) <= (owed.get(number)?.owed ?? 0), number)
    }
  })

  for (const scale of [0.01, 1]) {
    test(`have invoices of every fate at scale ${scale}`, () => {
      const rows = scale === 1 ? whole : pictureOf(playDynamics({ scale }))
      const payments = paidBy(rows)
      const fates = [...owedBy(rows)].map(([number, { dueOn, owed }]) => {
        const paid = payments.get(number) ?? 0
        if (owed < 0) return 'credit'
        if (paid === owed) return 'paid'
        return paid > 0 ? 'partly paid' : dueOn < TODAY ? 'overdue' : 'open'
      })
      for (const fate of ['credit', 'paid', 'partly paid', 'overdue', 'open'] as const) {
        assert.ok(fates.includes(fate), fate)
      }
      const drafts = rows('FreeTextInvoiceHeaders', 'lfde').filter((it) => !isPosted(it))
      assert.deepEqual(new Set(drafts.map((it) => it.FreeTextNumber)), new Set(['Not posted']))
      for (const set of ['LedgerJournalHeaders', 'VendInvoiceJournalHeaders']) {
        const posted = new Set(rows(set, 'lfde').map((it) => it.IsPosted))
        assert.deepEqual(posted, new Set(['Yes', 'No']), set)
      }
      assert.ok(rows('VendorInvoiceHeaders', 'lfde').length > 0)
    })
  }

  test('have payments of the last two days in journals that are not posted', () => {
    const headers = whole('CustomerPaymentJournalHeaders', 'lfde')
    const dayOf = (it: Row) =>
      String(
        whole('CustomerPaymentJournalLines', 'lfde').find((line) => journalOf(line) === journalOf(it))
          ?.TransactionDate,
      )
    for (const it of headers.slice(-10)) assert.equal(isPosted(it), dayOf(it) <= '2026-09-14T12:00:00Z')
  })

  test('write days at noon, null days in 1900, and nothing as an empty text', () => {
    const [account] = whole('MainAccounts')
    assert.deepEqual([account?.ActiveTo, account?.DefaultCurrency], ['1900-01-01T12:00:00Z', ''])
    for (const it of whole('FreeTextInvoiceHeaders')) {
      assert.match(String(it.InvoiceDate), /^20\d\d-\d\d-\d\dT12:00:00Z$/)
      assert.equal(it.ExchangeRate, 0)
      assert.ok(Number(it.InvoiceIdentifier) > 2 ** 32 && Number.isSafeInteger(it.InvoiceIdentifier))
    }
    assert.ok(whole('CustomersV3').every((it) => it.DeliveryAddressValidFrom === '1900-01-01T00:00:00Z'))
  })

  test('escape hyphens inside segments, and echo companies in capitals', () => {
    const lines = whole('LedgerJournalLines', 'lfde')
    assert.ok(lines.some((it) => it.AccountDisplayValue === '601100-001-R\\-D-'))
    assert.ok(lines.some((it) => it.OffsetCompany === 'LFGB'))
    for (const it of whole('CustomerPaymentJournalLines', 'lfde')) {
      assert.match(String(it.AccountDisplayValue), /^DE\\-\d{5}$/)
      assert.equal(it.Company, 'LFDE')
      assert.ok(['', 'lfde'].includes(String(it.MarkedInvoiceCompany)))
    }
  })

  test('tell which part of a display value is which dimension', () => {
    assert.deepEqual(
      whole('DimensionParameters').map((it) => it.DimensionSegmentDelimiter),
      ['Hyphen'],
    )
    const active = whole('DimensionIntegrationFormats').filter((it) => it.IsActive === 'Yes')
    assert.deepEqual(
      Object.fromEntries(active.map((it) => [it.DimensionFormatType, it.FinancialDimensionFormat])),
      {
        DataEntityLedgerDimensionFormat: 'MainAccount-BusinessUnit-Department-CostCenter',
        DataEntityDefaultDimensionFormat: 'BusinessUnit-Department-CostCenter',
      },
    )
    const known = new Set(whole('DimensionAttributes').map((it) => it.DimensionName))
    for (const { FinancialDimensionFormat: format } of active) {
      for (const name of String(format).split('-')) assert.ok(name === 'MainAccount' || known.has(name), name)
    }
  })

  test('let each payment go through an account in its own currency', () => {
    const currencies = new Map(
      whole('BankAccounts').map((it) => [
        `${String(it.dataAreaId)}/${String(it.BankAccountId)}`,
        it.CurrencyCode,
      ]),
    )
    const seen = new Set<unknown>()
    for (const set of ['CustomerPaymentJournalLines', 'VendorPaymentJournalLines']) {
      for (const line of whole(set)) {
        const account = String(line.OffsetAccountDisplayValue).replaceAll('\\', '')
        assert.equal(currencies.get(`${String(line.dataAreaId)}/${account}`), line.CurrencyCode, account)
        seen.add(account)
      }
    }
    assert.ok(seen.has('LFDE-GBP'))
  })

  test('tell rates for 100 units', () => {
    const foreign = whole('CustomerPaymentJournalLines', 'lfde').filter((it) => it.CurrencyCode === 'USD')
    assert.ok(foreign.length > 0)
    for (const it of foreign) assert.ok(Number(it.ExchangeRate) > 85 && Number(it.ExchangeRate) < 100)
    const home = whole('CustomerPaymentJournalLines', 'lfde').filter((it) => it.CurrencyCode === 'EUR')
    assert.ok(home.every((it) => it.ExchangeRate === 100))
  })

  test('have months that are closed, on hold and open, in each ledger', () => {
    const statusOf = (ledger: string, year: string, period: string) =>
      whole('LedgerFiscalPeriodsV2').find(
        (it) => it.LedgerName === ledger && it.YearName === year && it.PeriodName === period,
      )?.PeriodStatus
    assert.equal(statusOf('LFDE', '2026', 'Period 7'), 'Closed')
    assert.equal(statusOf('LFDE', '2026', 'Period 8'), 'OnHold')
    assert.equal(statusOf('LFDE', '2026', 'Period 9'), 'Open')
    // Its year begins in April.
    assert.equal(statusOf('LFGB', 'FY2026', 'Period 4'), 'Closed')
    assert.equal(statusOf('LFGB', 'FY2026', 'Period 6'), 'Open')
  })
})
