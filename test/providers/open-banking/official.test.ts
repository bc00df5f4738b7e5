import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { openBanking } from '../../../src/providers/open-banking/index.ts'
import { mapRecords } from '../../../src/sync/map.ts'
import { openApi } from '../../support/openapi.ts'
import { SOURCE, type StreamName } from './mapping.ts'
import { ACCOUNT, booked, later, listing, playBank, read, readOn } from './played.ts'

const DESCRIPTION = '../shared/specs/berlin-group/psd2-api_v1.3.11-2021-10-01v1.yaml'
const FACTS = '../shared/providers/payments-and-banking.md'
const skip = (path: string) => ({ skip: existsSync(path) ? false : 'the official descriptions are not here' })

const map = (stream: StreamName, value: unknown) =>
  mapRecords(JSON.stringify(value), openBanking, stream, SOURCE)

interface Report {
  booked?: unknown[]
  pending?: unknown[]
  information?: unknown[]
}

describe('the standard’s own examples', skip(DESCRIPTION), () => {
  const examples = existsSync(DESCRIPTION)
    ? (
        parse(readFileSync(DESCRIPTION, 'utf8'), { maxAliasCount: -1 }) as {
          components: { examples: Record<string, { value: unknown }> }
        }
      ).components.examples
    : {}
  const example = (name: string) => examples[name]?.value
  const reportOf = (name: string) => (example(name) as { transactions: Report }).transactions

  const ACCOUNTS: Readonly<Record<string, string[]>> = {
    accountDetailsRegularAccount: ['FR7612345987650123456789014-EUR'],
    accountDetailsMulticurrencyAccount: ['FR7612345987650123456789014-XXX'],
    accountListExample1: ['DE2310010010123456789-EUR', 'DE2310010010123456788-USD'],
    accountListExample2: ['DE2310010010123456788-EUR', 'DE2310010010123456788-USD'],
    accountListExample3: [
      'DE2310010010123456788-XXX',
      'DE2310010010123456788-EUR',
      'DE2310010010123456788-USD',
    ],
    cardAccountListExample1: ['525412******3241-EUR'],
    cardAccountDetailsExample: ['525412******3241-EUR'],
  }
  for (const [name, ids] of Object.entries(ACCOUNTS)) {
    test(`${name} maps`, () => {
      const { accepted, refused } = map('accounts', example(name))
      assert.deepEqual(refused, [])
      assert.deepEqual(
        accepted.map((it) => it.key),
        ids.map((id) => `accounts/${id}`),
      )
    })
  }

  test('their balances are those of the account', () => {
    const balancesOf = (name: string, currency = 'EUR') => {
      const balanceReport = example(name)
      const { accepted } = map('accounts', { iban: 'FR7612345987650123456789014', currency, balanceReport })
      const [account] = accepted
      assert.ok(account?.type === 'ACCOUNT')
      return [account.balanceCurrent, account.balanceAvailable, account.balanceLimit]
    }
    assert.deepEqual(balancesOf('balancesExample1_RegularAccount'), ['500.00', '900.00', null])
    assert.deepEqual(balancesOf('balancesExample2_MulticurrencyAcount', 'USD'), ['350.00', '350.00', null])
    assert.deepEqual(balancesOf('balancesExample3_RegularAccount'), ['1000.00', '300.00', '5000.00'])
  })

  const TRANSACTIONS: Readonly<Record<string, [string, string, string][]>> = {
    transactionsExample1_RegularAccount_json: [
      ['1234567', 'POSTED', '256.67'],
      ['1234568', 'POSTED', '343.01'],
      ['1234569', 'UNKNOWN', '-100.03'],
    ],
    transactionsExample3_MulticurrencyAccount_json: [
      ['1234567', 'POSTED', '-256.67'],
      ['1234568', 'POSTED', '343.01'],
      ['1234569', 'POSTED', '100'],
      ['1234570', 'UNKNOWN', '-100.03'],
    ],
  }
  for (const [name, expected] of Object.entries(TRANSACTIONS)) {
    test(`${name} maps, list by list, to what one by itself tells`, () => {
      const { booked: posted = [], pending = [] } = reportOf(name)
      const { accepted, refused } = map('transactions', [...posted, ...pending])
      assert.deepEqual(refused, [])
      assert.deepEqual(
        accepted.map((it) => it.type === 'TRANSACTION' && [it.key, it.status, it.amount]),
        expected.map(([id, status, amount]) => [`transactions/${id}`, status, amount]),
      )
    })

    test(`${name} is read`, async () => {
      const http = playBank(({ path }) => (path === '/v1/accounts' ? { accounts: [ACCOUNT] } : example(name)))
      const { records } = await readOn({ http })
      const { accepted, refused } = map('transactions', records)
      assert.deepEqual(refused, [])
      assert.deepEqual(
        accepted.map((it) => it.type === 'TRANSACTION' && [it.status, it.amount, it.accountKey]),
        expected.map(([, status, amount]) => [
          status === 'UNKNOWN' ? 'PENDING' : status,
          amount,
          'accounts/DE02120300000000202051-EUR',
        ]),
      )
    })
  }

  test('transactionDetailsExample maps', () => {
    const [transaction] = map('transactions', example('transactionDetailsExample')).accepted
    assert.ok(transaction?.type === 'TRANSACTION')
    assert.deepEqual([transaction.amount, transaction.kind], ['-256.67', 'DIRECT_DEBIT'])
  })

  test('transactionsResponse200JsonExample is a standing order: it maps to no movement', () => {
    const { accepted, refused } = map('transactions', example('transactionsResponse200JsonExample'))
    assert.deepEqual([accepted, refused], [[], []])
  })
})

describe('the samples of real banks', skip(FACTS), () => {
  const samples = () => {
    const [, part = ''] = readFileSync(FACTS, 'utf8').split('## 4.8 Samples')
    const [lines = ''] = part.split('\n# 5.')
    return lines
      .split('\n')
      .filter((line) => line.startsWith('{') && !line.includes('…'))
      .map((line) => JSON.parse(line) as { accounts?: unknown[]; transactions?: Report })
  }

  test('map', () => {
    const records = samples().flatMap(({ transactions: it }) => [
      ...(it?.booked ?? []),
      ...(it?.pending ?? []),
    ])
    const transactions = map('transactions', records)
    assert.deepEqual([transactions.accepted.length, transactions.refused], [5, []])
    const accounts = map(
      'accounts',
      samples().flatMap((it) => it.accounts ?? []),
    )
    assert.deepEqual([accounts.accepted.length, accounts.refused], [5, []])
  })
})

describe('every call', skip(DESCRIPTION), () => {
  test('is one that the standard describes', async () => {
    const description = openApi(DESCRIPTION)
    const one = booked('1', { transactionId: 'T1', entryReference: 'R1' })
    const bank = listing({ A1: { booked: [one] } })
    const http = playBank((request) =>
      request.path.endsWith('/balances') ? { balances: [] } : bank(request),
    )
    await read('accounts', { http })
    const { checkpoint } = await readOn({ http })
    await readOn({ http, checkpoint, now: later(6) })
    assert.equal(http.calls.length, 5)
    for (const { method = 'GET', path, query = {} } of http.calls) {
      const texts = Object.fromEntries(Object.entries(query).map(([name, it]) => [name, String(it)]))
      assert.deepEqual(description.request({ method, path, query: texts }), [])
    }
  })

  test('carries the consent under its name', () => {
    assert.deepEqual(openBanking.auth.header('1234-wertiq-983'), { 'Consent-ID': '1234-wertiq-983' })
  })
})
