import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Account } from '../../../src/domain/entities.ts'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import { at, mapChanged, mapped, fixture, SOURCE } from './mapping.ts'

function account(changes: Readonly<Record<string, unknown>>, source = SOURCE): Account {
  const [record, ...others] = mapChanged('accounts', changes, source).records
  assert.ok(record?.type === 'ACCOUNT' && others.length === 0)
  return record
}

const balance = (balanceType: string, amount: unknown, more: object = {}) => ({
  balanceType,
  balanceAmount: { currency: 'EUR', amount },
  ...more,
})

describe('an account', () => {
  test('maps with the balances of its list', () => {
    assert.deepEqual(mapped('accounts', fixture('accounts')), {
      records: [
        {
          type: 'ACCOUNT',
          key: 'accounts/DE02120300000000202051-EUR',
          name: 'Operating account',
          code: null,
          classification: 'ASSET',
          accountType: 'BANK',
          remoteType: 'CACC',
          status: 'ACTIVE',
          currency: 'EUR',
          parentKey: null,
          maskedNumber: '2051',
          institution: 'Hansa Bank',
          balanceCurrent: '12345.60',
          balanceAvailable: '12000.10',
          balanceLimit: '5000.00',
          balanceAsOf: null,
        },
      ],
      findings: [],
    })
  })

  test('keeps its key when a new consent gives it another id', () => {
    assert.equal(account({ resourceId: 'other' }).key, account({}).key)
    assert.equal(account({ resourceId: undefined }).key, account({}).key)
    assert.equal(account({ iban: 'de02 1203 0000 0000 2020 51' }).key, account({}).key)
  })

  test('is told from its sub-account in another currency', () => {
    assert.equal(account({ currency: 'usd' }).key, 'accounts/DE02120300000000202051-USD')
  })

  test('without an IBAN is named by the next number that it has', () => {
    const without = { iban: undefined }
    assert.equal(account({ ...without, bban: '0202051' }).key, 'accounts/0202051-EUR')
    assert.equal(account({ ...without, other: { identification: 'S 1' } }).key, 'accounts/S1-EUR')
    assert.equal(account(without).key, 'accounts/7c1f0b9e-52a4-4a57-9a1c-0d0f6f2f8a10-EUR')
    assert.throws(() => account({ ...without, resourceId: null }), /tells no number of the account/)
  })

  test('that sums up others in several currencies has no currency and no balance', () => {
    const sum = account({
      currency: 'XXX',
      balances: [
        balance('expected', '1'),
        { balanceType: 'expected', balanceAmount: { currency: 'USD', amount: '2' } },
      ],
    })
    assert.deepEqual([sum.currency, sum.balanceCurrent, sum.balanceAvailable], [null, null, null])
  })

  test('is called by what there is', () => {
    const nameless = { displayName: '', name: null }
    assert.equal(account({ displayName: ' ' }).name, 'Geschäftskonto')
    assert.equal(account(nameless).name, 'Business Giro')
    assert.equal(account({ ...nameless, product: undefined }).name, 'Account 2051')
  })

  test('shows its bank, or the BIC where the bank is not known', () => {
    assert.equal(account({}, at('comdirect')).institution, 'comdirect')
    assert.equal(account({}, { ...SOURCE, remoteId: 'account' }).institution, 'BYLADEM1001')
  })

  test('is of the kind and status that its words say, and UNKNOWN for others', () => {
    const kind = (changes: object) => {
      const { classification, accountType, status } = account({ ...changes })
      return [classification, accountType, status]
    }
    assert.deepEqual(kind({ cashAccountType: 'SVGS', status: 'deleted' }), ['ASSET', 'BANK', 'ARCHIVED'])
    assert.deepEqual(kind({ cashAccountType: 'LOAN', status: 'blocked' }), [
      'LIABILITY',
      'LIABILITY',
      'ACTIVE',
    ])
    assert.deepEqual(kind({ cashAccountType: null, status: null }), ['ASSET', 'BANK', 'ACTIVE'])
    assert.deepEqual(kind({ cashAccountType: 'Giro', status: 'frozen' }), ['UNKNOWN', 'UNKNOWN', 'UNKNOWN'])
    assert.deepEqual(
      mapChanged('accounts', { cashAccountType: 'Giro', status: 'frozen' }).findings.map((it) => it.message),
      [
        `The bank's cashAccountType "Giro" is not known here.`,
        `The bank's status "frozen" is not known here.`,
      ],
    )
  })
})

describe('the balance of an account', () => {
  const of = (...balances: object[]) => {
    const { balanceCurrent, balanceAvailable, balanceLimit, balanceAsOf } = account({ balances })
    return [balanceCurrent, balanceAvailable, balanceLimit, balanceAsOf]
  }

  test('is what is booked by now, else at the end of a day, else what is expected', () => {
    const [booked, closing] = [balance('interimBooked', '1'), balance('closingBooked', '2')]
    const [expected, available] = [balance('expected', '3'), balance('interimAvailable', '4')]
    assert.deepEqual(of(available, expected, closing, booked), ['1', '4', null, null])
    assert.deepEqual(of(available, expected, closing), ['2', '4', null, null])
    assert.deepEqual(of(available, expected), ['3', '4', null, null])
    assert.deepEqual(of(expected), ['3', '3', null, null])
    assert.deepEqual(of(available), ['4', '4', null, null])
    assert.deepEqual(of(balance('openingBooked', '5')), ['5', null, null, null])
    assert.deepEqual(of(), [null, null, null, null])
  })

  test('of a day is as old as the day’s beginning at least, and the latest day counts', () => {
    const on = (day: string) => ({ referenceDate: day })
    assert.deepEqual(
      of(
        balance('closingBooked', '1', on('2026-03-02')),
        balance('closingBooked', '3', on('2026-03-04T00:00:00')),
        balance('closingBooked', '2', on('2026-03-03')),
      ),
      ['3', null, null, '2026-03-04T00:00:00Z'],
    )
  })

  test('with the credit limit is what is available, never what is there', () => {
    const limit = { creditLimitIncluded: 'true' }
    assert.deepEqual(of(balance('interimAvailable', '10.5', limit)), [null, '10.5', null, null])
    assert.deepEqual(of(balance('interimAvailable', '10.50', limit), balance('interimAvailable', '-2')), [
      '-2',
      '-2',
      '12.50',
      null,
    ])
    assert.deepEqual(of(balance('authorised', '7')), [null, '7', null, null])
  })

  test('is exact, whether it is told as text or as a number', () => {
    const told = parseExactJson('[90071992547409931.07, "90071992547409931.07", 5]') as unknown[]
    for (const amount of told.slice(0, 2)) {
      assert.equal(of(balance('interimBooked', amount))[0], '90071992547409931.07')
    }
    assert.equal(of(balance('interimBooked', told[2]))[0], '5')
  })

  test('is the one in the account’s currency', () => {
    const usd = { balanceType: 'interimBooked', balanceAmount: { currency: 'USD', amount: '9' } }
    assert.deepEqual(of(usd, balance('interimBooked', '1')), ['1', null, null, null])
    assert.deepEqual(of(usd), [null, null, null, null])
  })

  test('may come in an answer of its own', () => {
    const { balanceCurrent } = account({
      balances: undefined,
      balanceReport: {
        account: { iban: 'DE02120300000000202051' },
        balances: [balance('closingBooked', '500.00')],
      },
    })
    assert.equal(balanceCurrent, '500.00')
  })

  test('of a card that counts debts as positive is turned around', () => {
    const card = {
      ...{ iban: undefined, maskedPan: '525412******3241', cashAccountType: undefined },
      ...{
        creditLimit: { currency: 'EUR', amount: '15000' },
        balances: [balance('interimBooked', '655.78')],
      },
    }
    const shown = (changes: object) => {
      const it = account({ ...card, ...changes })
      return [it.accountType, it.maskedNumber, it.balanceCurrent, it.balanceLimit]
    }
    assert.deepEqual(shown({ debitAccounting: true }), ['CREDIT_CARD', '3241', '-655.78', '15000'])
    assert.deepEqual(shown({}), ['CREDIT_CARD', '3241', '655.78', '15000'])
  })
})
