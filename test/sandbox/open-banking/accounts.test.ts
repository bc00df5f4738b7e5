import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  OPEN_BANKING_CURRENT_IBAN,
  OPEN_BANKING_SAVINGS_IBAN,
} from '../../../src/sandbox/open-banking/credentials.ts'
import { checkDigits } from '../../../src/sandbox/kit/references.ts'
import { ATTENDED, type Balance, cents, codeOf, playBank, readAll, type Report } from './support.ts'

const PERIOD = 'bookingStatus=both&dateFrom=2024-01-01'
const OPENING: Readonly<Record<string, number>> = { EUR: 8_412_350, GBP: 6_150_000 }

const booked = (balances: readonly Balance[], type: string, limit = false) =>
  balances
    .filter((it) => it.balanceType === type && (it.creditLimitIncluded ?? false) === limit)
    .map((it) => cents(it.balanceAmount))

describe("the played bank's accounts", () => {
  const bank = playBank({ scale: 1 })

  test('are an aggregate with its parts under one IBAN, and a savings account', async () => {
    const accounts = await bank.accounts(ATTENDED)
    assert.deepEqual(
      accounts.map((it) => [it.iban, it.currency]),
      [
        [OPEN_BANKING_CURRENT_IBAN, 'XXX'],
        [OPEN_BANKING_CURRENT_IBAN, 'EUR'],
        [OPEN_BANKING_CURRENT_IBAN, 'GBP'],
        [OPEN_BANKING_SAVINGS_IBAN, 'EUR'],
      ],
    )
    for (const { iban } of accounts)
      assert.equal(checkDigits(iban.slice(4) + iban.slice(0, 2)), iban.slice(2, 4))
  })

  test('have the balance that their bookings make of the opening one', async () => {
    for (const currency of ['EUR', 'GBP']) {
      const { resourceId } = await bank.account(OPEN_BANKING_CURRENT_IBAN, currency, ATTENDED)
      const path = `/v1/accounts/${resourceId}`
      const entries = await readAll(bank, `${path}/transactions?${PERIOD}`)
      const report = await bank.get<Report>(`${path}/transactions?${PERIOD}&withBalance=true`, ATTENDED)
      const sum = entries.reduce((total, it) => total + cents(it.transactionAmount), OPENING[currency] ?? NaN)
      const held = (report.transactions.pending ?? []).reduce(
        (total, it) => total + cents(it.transactionAmount),
        0,
      )
      const balances = report.balances ?? []
      assert.deepEqual(booked(balances, 'interimBooked'), [sum])
      assert.deepEqual(booked(balances, 'closingBooked'), [sum])
      assert.deepEqual(booked(balances, 'interimAvailable'), [sum + held])
      const limit = currency === 'EUR' ? 5_000_000 : 2_000_000
      assert.deepEqual(booked(balances, 'interimAvailable', true), [sum + held + limit])
    }
  })

  test('of the aggregate are the parts once more', async () => {
    const whole = await bank.account(null, 'XXX', ATTENDED)
    const read = async (id: string) => await readAll(bank, `/v1/accounts/${id}/transactions?${PERIOD}`)
    const parts = await Promise.all(
      ['EUR', 'GBP'].map(
        async (it) => await read((await bank.account(OPEN_BANKING_CURRENT_IBAN, it, ATTENDED)).resourceId),
      ),
    )
    const all = await read(whole.resourceId)
    assert.equal(all.length, parts.flat().length)
    assert.ok(all.length > 1_000)
    const { balances } = await bank.get<{ balances: Balance[] }>(
      `/v1/accounts/${whole.resourceId}/balances`,
      ATTENDED,
    )
    assert.deepEqual([...new Set(balances.map((it) => it.balanceAmount.currency))], ['EUR', 'GBP'])
  })

  test('of savings tell the balance after each booking', async () => {
    const { resourceId } = await bank.account(OPEN_BANKING_SAVINGS_IBAN, 'EUR', ATTENDED)
    const entries = await readAll(bank, `/v1/accounts/${resourceId}/transactions?${PERIOD}`)
    let balance = 15_000_000
    for (const { balanceAfterTransaction, transactionAmount } of entries.toReversed()) {
      balance += cents(transactionAmount)
      assert.equal(cents(balanceAfterTransaction?.balanceAmount ?? { amount: '' }), balance)
    }
    assert.ok(entries.length > 20)
  })

  test('that are blocked tell no transactions', async () => {
    bank.control('set_account_status', {
      iban: OPEN_BANKING_SAVINGS_IBAN,
      currency: 'EUR',
      status: 'blocked',
    })
    const { resourceId } = await bank.account(OPEN_BANKING_SAVINGS_IBAN, 'EUR', ATTENDED)
    const answer = await bank.call(`/v1/accounts/${resourceId}/transactions?${PERIOD}`, ATTENDED)
    assert.equal(codeOf(answer), '400 RESOURCE_BLOCKED')
  })
})

describe('the played bank', () => {
  test('is the same for the same seed, and another for another', () => {
    const books = (seed: number) => playBank({ seed }).provider.books()
    assert.deepEqual(books(3), books(3))
    assert.notDeepEqual(books(3), books(4))
  })

  test('has something of everything at the smallest scale', async () => {
    const bank = playBank({ scale: 0.01 })
    const all = await readAll(
      bank,
      `/v1/accounts/${(await bank.account(null, 'XXX')).resourceId}/transactions?${PERIOD}`,
    )
    assert.ok(all.length < 60)
    assert.ok(all.some((it) => it.transactionId === undefined && it.entryReference !== undefined))
    assert.ok(all.some((it) => it.transactionId === undefined && it.entryReference === undefined))
    assert.ok(all.some((it) => typeof it.transactionAmount.amount === 'number'))
    assert.ok(all.some((it) => it.mandateId !== undefined))
    assert.ok(all.some((it) => it.batchIndicator === true))
    assert.ok(all.some((it) => it.currencyExchange !== undefined))
  })
})
