import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FaultError } from '../../../src/domain/errors.ts'
import { banks, berlinGroup } from '../../../src/providers/open-banking/banks.ts'
import { openBanking } from '../../../src/providers/open-banking/index.ts'
import { ACCOUNT, booked, listing, playBank, read } from './played.ts'
import { at } from './mapping.ts'

const invalid = (message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof FaultError)
  assert.equal(error.fault.code, 'INVALID_INPUT')
  assert.match(error.fault.message, message)
  return true
}

describe('a bank', () => {
  test('is looked up by what stands before the slash', () => {
    assert.equal(openBanking.endpoint(at('hansa')), 'https://api.hansa-bank.example/psd2')
    const unknown = { ...at('hansa'), remoteId: 'nobody/hansa' }
    assert.throws(
      () => openBanking.endpoint(unknown),
      invalid(/no bank for "nobody\/hansa".*known are berlin-group, hansa/),
    )
    assert.throws(() => openBanking.endpoint({ ...unknown, remoteId: 'toString/x' }), invalid(/no bank/))
  })

  test('that has no address for everyone asks for its configuration', () => {
    for (const name of Object.keys(banks).filter((it) => it !== 'hansa')) {
      assert.throws(() => openBanking.endpoint(at(name)), invalid(/Set DAYBOOK_OPEN_BANKING_URL/), name)
    }
  })

  test('is the standard, but for what it does otherwise', () => {
    const different = Object.fromEntries(
      Object.entries(banks).map(([name, bank]) => [
        name,
        Object.entries(bank)
          .filter(([field, value]) => field !== 'name' && value !== berlinGroup[field as keyof typeof bank])
          .map(([field, value]) => `${field} ${value}`),
      ]),
    )
    assert.deepEqual(different, {
      'berlin-group': [],
      hansa: ['baseUrl https://api.hansa-bank.example/psd2', 'delta true'],
      comdirect: [],
      commerzbank: [],
      santander: [],
      fiducia: [],
      unicredit: ['direction parties'],
      'deutsche-bank': ['direction parties'],
      ing: ['accountsPath /v3/accounts', 'byCurrency true'],
      sparkasse: ['report camt.052'],
      verlag: ['report MT940'],
      adorsys: ['report a file to download'],
    })
  })

  test('is asked by its own paths and parameters', async () => {
    const ing = playBank(({ path }) =>
      path === '/v3/accounts' ? { accounts: [ACCOUNT] } : { transactions: { booked: [booked('1')] } },
    )
    await read('transactions', { http: ing, source: at('ing') })
    assert.deepEqual(ing.calls[1], {
      path: '/v3/accounts/A1/transactions',
      query: { bookingStatus: 'both', dateFrom: '2024-01-01', currency: 'EUR' },
      countsAs: 'transactions DE02120300000000202051-EUR',
    })
  })

  test('whose reports are no JSON is refused with a sentence that says what to do', async () => {
    const unsupported = (message: RegExp) => (error: unknown) => {
      assert.ok(error instanceof FaultError)
      assert.equal(error.fault.code, 'UNSUPPORTED_BY_PROVIDER')
      assert.match(error.fault.message, message)
      return true
    }
    const silent = playBank(() => assert.fail('it is not asked'))
    await assert.rejects(
      read('transactions', { http: silent, source: at('sparkasse') }),
      unsupported(/Sparkasse tells transactions only as camt.052.*Bring its bank statements in as files/),
    )
    const download = playBank((request) =>
      request.path === '/v1/accounts'
        ? listing({})(request)
        : {
            _links: {
              download: { href: 'www.test-api.com/xs2a/v1/accounts/12345678999/transactions/download/' },
            },
          },
    )
    await assert.rejects(read('transactions', { http: download }), unsupported(/a file to download/))
  })
})
