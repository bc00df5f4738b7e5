import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { fixture, mapOne, mapped } from './mapping.ts'

const account = (changes: Readonly<Record<string, unknown>> = {}) => {
  const record = mapOne('accounts', changes)
  assert.ok(record.type === 'ACCOUNT')
  return record
}

/** Balances as Plaid sends them, from JSON text so that no digit is lost. */
const balances = (json: string) => ({ balances: parseExactJson(json) })

describe('an account of Plaid’s', () => {
  test('is the bank account, with the balances of its text', () => {
    const { records, findings } = mapped('accounts', fixture('accounts'))
    assert.deepEqual(records, [
      {
        type: 'ACCOUNT',
        key: 'accounts/acc-operating',
        name: 'Business Checking',
        code: null,
        classification: 'ASSET',
        accountType: 'BANK',
        remoteType: 'checking',
        status: 'ACTIVE',
        currency: 'USD',
        parentKey: null,
        maskedNumber: '4417',
        institution: 'Harbor Commercial Bank',
        balanceCurrent: '49870.15',
        balanceAvailable: '48120.55',
        balanceLimit: null,
        balanceAsOf: '2026-03-05T09:00:00Z',
      },
    ])
    assert.deepEqual(findings, [])
  })

  test('that is a card is owed: its balance is negative, its limit and what is left of it are not', () => {
    const card = account({
      type: 'credit',
      subtype: 'credit card',
      ...balances('{"available": 1590, "current": 410.00, "limit": 2000, "iso_currency_code": "USD"}'),
    })
    assert.deepEqual([card.classification, card.accountType], ['LIABILITY', 'CREDIT_CARD'])
    assert.deepEqual(
      [card.balanceCurrent, card.balanceAvailable, card.balanceLimit],
      ['-410.00', '1590', '2000'],
    )
  })

  test('that is a card paid more than was owed holds value', () => {
    const card = account({
      type: 'credit',
      subtype: 'credit card',
      ...balances('{"current": -12.34, "iso_currency_code": "USD"}'),
    })
    assert.equal(card.balanceCurrent, '12.34')
  })

  test('that is a loan is a liability, for long unless it is drawn as one goes along', () => {
    const loan = (subtype: string | null) => {
      const { accountType, balanceCurrent } = account({
        type: 'loan',
        subtype,
        ...balances('{"current": 65262, "available": null, "iso_currency_code": "USD"}'),
      })
      return [accountType, balanceCurrent]
    }
    assert.deepEqual(loan('mortgage'), ['LONG_TERM_LIABILITY', '-65262'])
    assert.deepEqual(loan(null), ['LONG_TERM_LIABILITY', '-65262'])
    assert.deepEqual(loan('line of credit'), ['OTHER_CURRENT_LIABILITY', '-65262'])
  })

  test('keeps a part of a cent that an investment has', () => {
    const { balanceCurrent, accountType } = account({
      type: 'investment',
      subtype: '401k',
      ...balances('{"current": 23631.9805, "iso_currency_code": "USD"}'),
    })
    assert.deepEqual([balanceCurrent, accountType], ['23631.9805', 'OTHER_ASSET'])
  })

  test('of a type that nobody knew has no balance: whether it is owed is not told', () => {
    const unknown = account({ type: 'vault', subtype: null })
    assert.deepEqual(
      [unknown.classification, unknown.accountType, unknown.remoteType, unknown.balanceCurrent],
      ['UNKNOWN', 'UNKNOWN', 'vault', null],
    )
    assert.equal(unknown.balanceAvailable, '48120.55')
    assert.deepEqual(unknown.found, ['UNKNOWN_VALUE'])
  })

  test('of a type that Plaid does not specify may be owed or not: its balance is not shown either', () => {
    const other = account({ type: 'other', subtype: 'other' })
    assert.deepEqual([other.balanceCurrent, other.found], [null, ['UNKNOWN_VALUE']])
    const untold = account({ type: 'other', ...balances('{"available": 5, "iso_currency_code": "USD"}') })
    assert.deepEqual(untold.found, [])
  })

  test('without balances says that they are missing', () => {
    const bare = account({ balances: undefined })
    assert.deepEqual([bare.currency, bare.balanceCurrent, bare.found], [null, null, ['UNKNOWN_VALUE']])
  })

  test('in something that is no ISO 4217 currency shows no balances, and says why', () => {
    const raw = fixture('accounts', {
      ...balances('{"current": 0.5, "iso_currency_code": null, "unofficial_currency_code": "BTC"}'),
    })
    const { records, findings } = mapped('accounts', raw)
    const [record] = records
    assert.ok(record?.type === 'ACCOUNT')
    assert.deepEqual([record.currency, record.balanceCurrent, record.balanceAsOf], [null, null, null])
    assert.deepEqual(
      findings.map((it) => it.message),
      ['The account\'s balances are in "BTC", which is no ISO 4217 currency; they are not shown.'],
    )
  })

  test('shows the last four of its number at most', () => {
    const masks = ['4417', '17', '****4417', '0000', 4417, null, ''].map(
      (mask) => account({ mask }).maskedNumber,
    )
    assert.deepEqual(masks, ['4417', '17', '4417', '0000', '4417', null, null])
  })

  test('goes by its official name where it has no other, and by its id where it has none', () => {
    assert.equal(account({ name: '' }).name, 'Harbor Business Advantage Checking')
    assert.equal(account({ name: null, official_name: null }).name, 'acc-operating')
  })
})

describe('the item', () => {
  test('gives the source its institution’s name, and tells nothing of the company', () => {
    assert.deepEqual(mapped('item', fixture('item')).records, [
      {
        type: 'COMPANY_PROFILE',
        key: 'item/Qm4tX9wLhnJrVb2kEzPcUyDoSa7iGfR1lKeM',
        name: 'Harbor Commercial Bank',
        legalName: null,
        country: null,
        baseCurrency: null,
        taxNumber: null,
      },
    ])
  })
})
