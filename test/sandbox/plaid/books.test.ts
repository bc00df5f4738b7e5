import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cents, NOW, playPlaid, sum, type Transaction } from './support.ts'

const OPENING = { checking: 184_220.37, savings: 250_000, 'credit card': 3_482.19 }

describe('the books of the played Plaid', () => {
  const whole = playPlaid({ scale: 1 })
  const transactions = whole.transactions()
  const accounts = whole.accounts()

  test('are the same for the same seed, and others for another', () => {
    const text = (seed: number) => JSON.stringify(playPlaid({ seed }).provider.books())
    assert.equal(text(3), text(3))
    assert.notEqual(text(3), text(4))
  })

  test('go on the same way after the same events', () => {
    const [one, other] = [playPlaid(), playPlaid()]
    for (let times = 0; times < 100; times += 1) {
      for (const it of [one, other]) {
        it.wait(3_600)
        it.provider.trade()
      }
    }
    assert.deepEqual(one.provider.books(), other.provider.books())
    assert.equal(one.sent.at(-1)?.body, other.sent.at(-1)?.body)
  })

  test('have about three thousand transactions of two years', () => {
    assert.ok(transactions.length > 2_700 && transactions.length < 3_300, String(transactions.length))
    const days = transactions.map((it) => it.date).sort()
    assert.ok((days[0] ?? '') < '2024-09-10')
    assert.equal(days.at(-1), NOW.toISOString().slice(0, 10))
  })

  test('give each transaction an id of its own, though two differ in nothing but case', () => {
    const ids = new Set(transactions.map((it) => it.transaction_id))
    assert.equal(ids.size, transactions.length)
    assert.ok(new Set([...ids].map((it) => it.toLowerCase())).size < ids.size)
  })

  for (const [subtype, opening] of Object.entries(OPENING)) {
    test(`the current balance of the ${subtype} account is its opening with all that is posted`, () => {
      const account = accounts.find((it) => it.subtype === subtype)
      const own = transactions.filter((it) => it.account_id === account?.account_id)
      const posted = own.filter((it) => !it.pending).map((it) => cents(it.amount))
      const sign = subtype === 'credit card' ? 1 : -1
      assert.equal(cents(account?.balances.current ?? NaN), cents(opening) + sign * sum(posted))
      const held = own.filter((it) => it.pending).map((it) => cents(it.amount))
      const { available, current, limit } = account?.balances ?? {}
      const spendable =
        subtype === 'credit card' ? cents(limit ?? NaN) - cents(current ?? NaN) : cents(current ?? NaN)
      assert.equal(cents(available ?? NaN), spendable - sum(held))
    })
  }

  test('never overdraw the operating account', () => {
    for (const scale of [1, 0.1, 0.01]) {
      const plaid = playPlaid({ scale })
      const checking = plaid.accounts().find((it) => it.subtype === 'checking')
      const moves = plaid.transactions().filter((it) => it.account_id === checking?.account_id && !it.pending)
      let balance = cents(OPENING.checking)
      for (const it of moves.sort((a, b) =>
        a.date < b.date ? -1 : a.date > b.date ? 1 : a.amount - b.amount,
      )) {
        balance -= cents(it.amount)
        assert.ok(balance > 0, `${balance} at scale ${scale} on ${it.date}`)
      }
    }
  })

  test('have something of everything even when they are small', () => {
    const small = playPlaid({ scale: 0.001 }).transactions()
    const has: Record<string, (it: Transaction) => boolean> = {
      'what is pending': (it) => it.pending,
      'what was pending': (it) => it.pending_transaction_id !== null,
      'cheques': (it) => it.check_number !== null,
      'purchases abroad': (it) => it.original_description?.includes(' EUR AT ') === true,
      'fees for them': (it) => it.personal_finance_category?.detailed === 'BANK_FEES_FOREIGN_TRANSACTION_FEES',
      'refunds': (it) => it.original_description?.startsWith('REFUND') === true && it.amount < 0,
      'interest': (it) => it.personal_finance_category?.detailed === 'INCOME_INTEREST_EARNED' && it.amount < 0,
      'payroll': (it) => it.payment_meta.reason === 'PAYROLL' && it.amount > 0,
      'deposits': (it) => it.personal_finance_category?.primary === 'INCOME' && it.amount < 0,
      'what has no category': (it) => it.personal_finance_category === null,
    } // prettier-ignore
    for (const [what, is] of Object.entries(has)) assert.ok(small.some(is), what)
  })

  test('show a transfer and a card payment on both of their accounts', () => {
    for (const detailed of ['ACCOUNT_TRANSFER', 'LOAN_PAYMENTS_CREDIT_CARD_PAYMENT']) {
      const both = transactions.filter((it) => it.personal_finance_category?.detailed.endsWith(detailed))
      assert.ok(both.length > 40 && both.length % 2 === 0)
      assert.equal(sum(both.map((it) => cents(it.amount))), 0)
      assert.ok(new Set(both.map((it) => it.account_id)).size === 2)
    }
  })

  test('have amounts of dollars and cents in plain digits', () => {
    for (const { amount } of transactions) assert.match(JSON.stringify(amount), /^-?\d+(\.\d{1,2})?$/)
  })

  test('change with time and with trade, and not by being looked at', () => {
    const plaid = playPlaid()
    const before = plaid.transactions()
    assert.deepEqual(plaid.transactions(), before)
    const pending = before.filter((it) => it.pending)
    assert.ok(pending.length >= 3)
    plaid.wait(4 * 86_400)
    const after = plaid.transactions()
    assert.equal(after.filter((it) => it.pending).length, 0)
    const posted = pending.flatMap((was) =>
      after.filter((it) => it.pending_transaction_id === was.transaction_id).map((is) => ({ was, is })),
    )
    assert.ok(posted.length < pending.length, 'one of them vanished')
    assert.ok(
      posted.some(({ was, is }) => is.amount > was.amount),
      'one has a tip',
    )
    assert.ok(
      posted.some(({ was, is }) => is.amount === was.amount),
      'one is as it was',
    )
  })
})
