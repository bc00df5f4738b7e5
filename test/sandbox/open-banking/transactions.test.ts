import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { OPEN_BANKING_CURRENT_IBAN } from '../../../src/sandbox/open-banking/credentials.ts'
import {
  ATTENDED,
  cents,
  codeOf,
  type PlayedBank,
  playBank,
  readAll,
  type Report,
  type Transaction,
} from './support.ts'

const PERIOD = 'bookingStatus=both&dateFrom=2024-01-01'

async function listOf(bank: PlayedBank, currency = 'GBP'): Promise<string> {
  const { resourceId } = await bank.account(OPEN_BANKING_CURRENT_IBAN, currency, ATTENDED)
  return `/v1/accounts/${resourceId}/transactions`
}

const pendingOf = async (bank: PlayedBank, list: string) =>
  (await bank.get<Report>(`${list}?bookingStatus=pending&dateFrom=2024-01-01`, ATTENDED)).transactions
    .pending ?? []

describe("the played bank's lists of transactions", () => {
  const bank = playBank({ scale: 0.3 })

  test('come in pages of fifty, newest first, by links that are now whole and now relative', async () => {
    const list = await listOf(bank)
    const first = await bank.get<Report>(`${list}?${PERIOD}`, ATTENDED)
    assert.equal(first.transactions.booked?.length, 50)
    const next = first.transactions._links.next?.href ?? ''
    assert.ok(next.startsWith(`http://bank.example/open-banking${list}?`))
    const second = await bank.get<Report>(next, ATTENDED)
    assert.ok(second.transactions._links.next?.href.startsWith(`/open-banking${list}?`))
    const all = await readAll(bank, `${list}?${PERIOD}`)
    const whole = await bank.get<Report>(`${list}?${PERIOD}&itemsPerPage=500`, ATTENDED)
    assert.deepEqual(all, whole.transactions.booked)
    const dates = all.map((it) => it.bookingDate ?? '')
    assert.deepEqual(dates, dates.toSorted().reverse())
  })

  test('go on where they were when something is booked in between', async () => {
    const list = await listOf(bank)
    const before = await readAll(bank, `${list}?${PERIOD}`)
    const first = await bank.get<Report>(`${list}?${PERIOD}`, ATTENDED)
    bank.control('create_transaction', { currency: 'GBP', amount: '-1.50' })
    const rest = await readAll(bank, first.transactions._links.next?.href ?? '')
    assert.deepEqual([...(first.transactions.booked ?? []), ...rest], before)
  })

  test('are cut by booking date, both ends included', async () => {
    const list = await listOf(bank)
    const all = await readAll(bank, `${list}?${PERIOD}`)
    const [from, to] = ['2026-03-02', '2026-05-29']
    const some = await readAll(bank, `${list}?bookingStatus=booked&dateFrom=${from}&dateTo=${to}`)
    assert.deepEqual(
      some,
      all.filter((it) => it.bookingDate !== undefined && from <= it.bookingDate && it.bookingDate <= to),
    )
    assert.ok(some.length > 0)
  })

  test('tell what came after an entry, and what came after the last report', async () => {
    const fresh = playBank()
    const list = await listOf(fresh)
    const [newest] = await readAll(fresh, `${list}?bookingStatus=booked&deltaList=true`)
    const one = fresh.control('create_transaction', { currency: 'GBP', amount: '10' }) as Transaction
    const delta = `${list}?bookingStatus=booked&deltaList=true`
    assert.deepEqual(
      (await readAll(fresh, delta)).map((it) => it.transactionId),
      [one.transactionId],
    )
    assert.deepEqual(await readAll(fresh, delta), [])
    const after = `${list}?bookingStatus=booked&entryReferenceFrom=${newest?.entryReference ?? ''}`
    assert.deepEqual(
      (await readAll(fresh, after)).map((it) => it.transactionId),
      [one.transactionId],
    )
  })

  test('refuse what they cannot do', async () => {
    const list = await listOf(bank)
    const refused = async (query: string) => codeOf(await bank.call(`${list}?${query}`, ATTENDED))
    assert.equal(await refused('dateFrom=2026-01-01'), '400 FORMAT_ERROR')
    assert.equal(await refused('bookingStatus=both'), '400 FORMAT_ERROR')
    assert.equal(
      await refused('bookingStatus=information&dateFrom=2026-01-01'),
      '400 PARAMETER_NOT_SUPPORTED',
    )
    assert.equal(await refused('bookingStatus=both&dateFrom=2026-02-30'), '400 FORMAT_ERROR')
    assert.equal(
      await refused('bookingStatus=both&dateFrom=2026-02-02&dateTo=2026-01-01'),
      '400 PERIOD_INVALID',
    )
    assert.equal(await refused('bookingStatus=both&entryReferenceFrom=none'), '400 RESOURCE_UNKNOWN')
    bank.control('set_dialect', { deltaSupported: false, historyDays: 90 })
    assert.equal(await refused('bookingStatus=both&deltaList=true'), '400 PARAMETER_NOT_SUPPORTED')
    assert.equal(await refused('bookingStatus=both&dateFrom=2026-01-01'), '400 PERIOD_INVALID')
    bank.control('set_dialect', { deltaSupported: true, historyDays: null })
  })

  test('hold bookings that nothing tells apart', async () => {
    const all = await readAll(bank, `${await listOf(bank)}?${PERIOD}`)
    const alike = Map.groupBy(
      all.filter((it) => it.transactionId === undefined && it.entryReference === undefined),
      (it) => JSON.stringify({ ...it, transactionAmount: cents(it.transactionAmount), valueDate: undefined }),
    )
    assert.ok([...alike.values()].some((it) => it.length === 2))
  })
})

describe('pending entries at the played bank', () => {
  test('become booked under another id, or under the same one', async () => {
    const bank = playBank()
    const list = await listOf(bank)
    for (const sameId of [false, true]) {
      const facts = { currency: 'GBP', amount: '-42.10', pending: true, endToEndId: `E2E-${sameId}` }
      const held = bank.control('create_transaction', facts) as Transaction
      assert.ok((await pendingOf(bank, list)).some((it) => it.transactionId === held.transactionId))
      const { transactionId } = held
      const settled = bank.control('book_pending', { transactionId, sameId }) as Transaction
      assert.equal(settled.transactionId === transactionId, sameId)
      assert.equal(settled.endToEndId, held.endToEndId)
      const [newest] = await readAll(bank, `${list}?${PERIOD}`)
      assert.deepEqual(newest?.entryReference, settled.entryReference)
      assert.ok(!(await pendingOf(bank, list)).some((it) => it.transactionId === transactionId))
    }
  })

  test('vanish', async () => {
    const bank = playBank()
    const list = await listOf(bank)
    const before = await pendingOf(bank, list)
    bank.control('drop_pending')
    assert.deepEqual(await pendingOf(bank, list), before.slice(1))
  })

  test('and all else change as trading goes on, and balances stay true', () => {
    const bank = playBank({ scale: 0.02 })
    for (let trades = 0; trades < 200; trades += 1) bank.provider.trade()
    const { transactions } = bank.provider.books() as { transactions: readonly Report[] }
    assert.ok((transactions[0]?.transactions.booked?.length ?? 0) > 100)
    assert.ok((transactions[0]?.transactions.pending?.length ?? 99) <= 13)
  })
})

describe('the dialects of the played bank', () => {
  test('have amounts without a sign, whose direction the accounts tell', async () => {
    const bank = playBank({ scale: 0.3 })
    const list = await listOf(bank)
    const signed = await readAll(bank, `${list}?${PERIOD}`)
    bank.control('set_dialect', { unsignedAmounts: true })
    const unsigned = await readAll(bank, `${list}?${PERIOD}`)
    const directed = unsigned.map(({ debtorAccount, transactionAmount }) => {
      const own = { iban: OPEN_BANKING_CURRENT_IBAN, currency: 'GBP' }
      return JSON.stringify(debtorAccount) === JSON.stringify(own)
        ? -cents(transactionAmount)
        : cents(transactionAmount)
    })
    assert.deepEqual(
      directed,
      signed.map((it) => cents(it.transactionAmount)),
    )
  })

  test('have numbers for amounts, whole links, and no ids', async () => {
    const bank = playBank()
    bank.control('set_dialect', { numericAmounts: true, absoluteLinks: true, withoutIds: true })
    const account = await bank.account(OPEN_BANKING_CURRENT_IBAN, 'EUR')
    assert.ok(Object.values(account._links).every((it) => it.href.startsWith('http://bank.example/')))
    const all = await readAll(bank, `${await listOf(bank, 'EUR')}?${PERIOD}`)
    assert.ok(all.every((it) => typeof it.transactionAmount.amount === 'number'))
    assert.ok(all.every((it) => it.transactionId === undefined && it.entryReference === undefined))
  })
})
