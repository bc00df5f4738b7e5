import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { add, compare, isZero, subtract, sum } from '../../../src/domain/decimal.ts'
import { isExactNumber } from '../../../src/domain/exact-json.ts'
import { createWires } from '../../../src/sandbox/kit/wires.ts'
import { createQuickBooksSandbox } from '../../../src/sandbox/quickbooks/index.ts'
import { NOW } from './client.ts'
import type { Books, Thing } from './shapes.ts'

const open = (seed: number, scale: number, now = NOW) =>
  createQuickBooksSandbox({ seed, scale, now: () => now, send: () => undefined, wires: createWires() })

const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')

const text = (value: unknown): string =>
  value === undefined ? '0' : isExactNumber(value) ? value.rawJSON : JSON.stringify(value)

const sameAmount = (a: string, b: string, what: string) => {
  assert.equal(compare(a, b), 0, `${what}: ${a} is not ${b}`)
}

const booksOf = (provider: ReturnType<typeof open>) => provider.books() as Books

describe('the made-up books', () => {
  test('are the same for the same seed, scale and end, byte for byte', () => {
    assert.equal(digest(open(3, 0.05).books()), digest(open(3, 0.05).books()))
    assert.notEqual(digest(open(3, 0.05).books()), digest(open(4, 0.05).books()))
  })

  test('go on the same way after the same events', () => {
    const [one, other] = [open(3, 0.02), open(3, 0.02)]
    for (let times = 0; times < 100; times += 1) for (const it of [one, other]) it.trade()
    assert.equal(digest(one.books()), digest(other.books()))
  })

  test('are as large as promised at full scale, and never empty at the smallest', () => {
    const counts = Object.fromEntries(
      Object.entries(open(1, 1).books()).map(([name, list]) => [name, list.length]),
    )
    assert.equal(counts.Invoice, 3500)
    assert.equal(counts.Purchase, 7000)
    assert.equal(counts.Bill, 1000)
    assert.ok((counts.Payment ?? 0) > 2800 && (counts.BillPayment ?? 0) > 800 && (counts.Deposit ?? 0) > 700)
    for (const [name, list] of Object.entries(open(1, 0.001).books())) {
      if (!['Payment', 'BillPayment'].includes(name)) assert.ok(list.length > 0, `${name} is empty`)
    }
  })

  test('hold invoices whose lines, discount and tax make the total to the cent', () => {
    let taxed = 0
    let discounted = 0
    for (const invoice of booksOf(open(5, 0.3)).Invoice ?? []) {
      const lines = invoice.Line ?? []
      const sold = sum(
        lines.filter((it) => it.DetailType === 'SalesItemLineDetail').map((it) => text(it.Amount)),
      )
      const discount = sum(
        lines.filter((it) => it.DetailType === 'DiscountLineDetail').map((it) => text(it.Amount)),
      )
      const subtotal = lines.find((it) => it.DetailType === 'SubTotalLineDetail')
      const taxLines = invoice.TxnTaxDetail.TaxLine ?? []
      const tax = sum(taxLines.map((it) => text(it.Amount)))
      sameAmount(text(subtotal?.Amount), sold, `the subtotal of ${invoice.Id}`)
      sameAmount(text(invoice.TxnTaxDetail.TotalTax), tax, `the tax of ${invoice.Id}`)
      sameAmount(text(invoice.TotalAmt), add(subtract(sold, discount), tax), `the total of ${invoice.Id}`)
      if (!isZero(tax)) taxed += 1
      if (!isZero(discount)) discounted += 1
    }
    assert.ok(taxed > 50 && discounted > 10)
  })
})

for (const [when, trades] of [
  ['after two years', 0],
  ['after a thousand more events', 1000],
] as const) {
  describe(`bookkeeping ${when}`, () => {
    const provider = open(11, 0.1)
    for (let times = 0; times < trades; times += 1) provider.trade()
    const books = booksOf(provider)

    test('an open balance is the total less what payments took off, and links point both ways', () => {
      const settledBy = settlements([...(books.Payment ?? []), ...(books.BillPayment ?? [])])
      for (const name of ['Invoice', 'CreditMemo', 'Bill', 'VendorCredit'] as const) {
        for (const document of books[name] ?? []) {
          const settled = settledBy.get(`${name}/${document.Id}`) ?? []
          sameAmount(
            text(document.Balance),
            subtract(text(document.TotalAmt), sum(settled.map((it) => it.amount))),
            `the balance of ${name} ${document.Id}`,
          )
          const links = (document.LinkedTxn ?? []).map((it) => it.TxnId)
          assert.deepEqual(links.toSorted(), settled.map((it) => it.by).toSorted(), `${name} ${document.Id}`)
        }
      }
    })

    test('what a customer or vendor owes is what its documents say', () => {
      const owed = new Map<string, string>()
      const owe = (key: string, amount: string) => owed.set(key, add(owed.get(key) ?? '0', amount))
      for (const [name, party, sign] of [
        ['Invoice', 'Customer', 1],
        ['CreditMemo', 'Customer', -1],
        ['Payment', 'Customer', -1],
        ['Bill', 'Vendor', 1],
        ['VendorCredit', 'Vendor', -1],
        ['BillPayment', 'Vendor', -1],
      ] as const) {
        for (const it of books[name] ?? []) {
          const amount = text(it.TotalAmt)
          owe(`${party}/${it[`${party}Ref`].value}`, sign === 1 ? amount : subtract('0', amount))
        }
      }
      for (const name of ['Customer', 'Vendor'] as const) {
        for (const it of books[name] ?? []) {
          sameAmount(text(it.Balance), owed.get(`${name}/${it.Id}`) ?? '0', `the balance of ${name} ${it.Id}`)
        }
      }
    })

    test('receivables are what customers owe, and a payment is what it settles and what is left of it', () => {
      for (const currency of ['USD', 'EUR', 'GBP', 'CAD', 'JPY']) {
        const isOurs = (it: Thing<unknown>) => it.CurrencyRef.value === currency
        const receivable = (books.Account ?? [])
          .filter((it) => it.AccountType === 'Accounts Receivable')
          .find(isOurs)
        const owed = sum((books.Customer ?? []).filter(isOurs).map((it) => text(it.Balance)))
        sameAmount(text(receivable?.CurrentBalance), owed, `receivables in ${currency}`)
      }
      for (const payment of books.Payment ?? []) {
        const lines = payment.Line ?? []
        const applied = sum(
          lines.map((it) =>
            it.LinkedTxn[0]?.TxnType === 'CreditMemo' ? subtract('0', text(it.Amount)) : text(it.Amount),
          ),
        )
        sameAmount(add(applied, text(payment.UnappliedAmt)), text(payment.TotalAmt), `payment ${payment.Id}`)
      }
    })

    test('journal entries balance, and deposits are the sum of their lines', () => {
      for (const entry of books.JournalEntry ?? []) {
        const side = (type: string) =>
          sum(
            (entry.Line ?? [])
              .filter((it) => it.JournalEntryLineDetail.PostingType === type)
              .map((it) => text(it.Amount)),
          )
        sameAmount(side('Debit'), side('Credit'), `journal entry ${entry.Id}`)
      }
      for (const deposit of books.Deposit ?? []) {
        sameAmount(
          text(deposit.TotalAmt),
          sum((deposit.Line ?? []).map((it) => text(it.Amount))),
          `deposit ${deposit.Id}`,
        )
      }
    })
  })
}

function settlements(payments: readonly Thing<unknown>[]): Map<string, { by: string; amount: string }[]> {
  const found = new Map<string, { by: string; amount: string }[]>()
  for (const payment of payments) {
    for (const line of payment.Line ?? []) {
      for (const link of line.LinkedTxn) {
        const key = `${link.TxnType}/${link.TxnId}`
        found.set(key, [...(found.get(key) ?? []), { by: payment.Id, amount: text(line.Amount) }])
      }
    }
  }
  return found
}
