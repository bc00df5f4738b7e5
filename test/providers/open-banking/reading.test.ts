import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FaultError } from '../../../src/domain/errors.ts'
import type { HttpRequest } from '../../../src/providers/toolkit/http.ts'
import { streams, SOURCE } from './mapping.ts'
import {
  ACCOUNT,
  booked,
  checkpointOf,
  ID,
  later,
  listing,
  NOW,
  pending,
  playBank,
  read,
  readOn,
  refused,
} from './played.ts'

const one = booked('1', { transactionId: 'T1', entryReference: 'R1' })
const two = booked('2', { transactionId: 'T2', entryReference: 'R2' }, '2026-03-04')
const queries = (calls: readonly HttpRequest[]) =>
  calls.filter((it) => it.path.endsWith('/transactions')).map((it) => it.query)

describe('a reading of transactions', () => {
  test('asks for two years at first, and then for what came since, with an overlap', async () => {
    const http = playBank(listing({ A1: { booked: [booked('1')] } }))
    const { checkpoint } = await readOn({ http })
    await readOn({ http, checkpoint, now: later(24) })
    assert.deepEqual(queries(http.calls), [
      { bookingStatus: 'both', dateFrom: '2024-01-01' },
      { bookingStatus: 'both', dateFrom: '2026-02-23' },
    ])
  })

  test('asks for what came after the last entry where the bank has delta lists', async () => {
    const http = playBank(listing({ A1: { booked: [two, one] } }))
    const { checkpoint } = await readOn({ http })
    await readOn({ http, checkpoint, now: later(6) })
    assert.deepEqual(queries(http.calls)[1], { bookingStatus: 'both', entryReferenceFrom: 'R2' })
  })

  test('asks by day where some have no ids, as a delta list may begin between two that are equal', async () => {
    const coffee = booked('-2.50', {}, '2026-03-05')
    const before = await readOn({ http: playBank(listing({ A1: { booked: [one, coffee] } })) })
    const http = playBank(listing({ A1: { booked: [one, coffee, coffee] } }))
    const { ids } = await readOn({ http, checkpoint: before.checkpoint, now: later(6) })
    assert.deepEqual(queries(http.calls)[0], { bookingStatus: 'both', dateFrom: '2026-02-23' })
    assert.deepEqual(ids, [`${before.ids[1]}-2`])
  })

  test('asks by day where the bank refuses a delta list, and does not try again', async () => {
    const bank = listing({ A1: { booked: [one] } })
    const http = playBank((request) => {
      if (request.query?.['entryReferenceFrom'] !== undefined) throw refused(400, 'PARAMETER_NOT_SUPPORTED')
      return bank(request)
    })
    const first = await readOn({ http })
    const second = await readOn({ http, checkpoint: first.checkpoint, now: later(6) })
    await readOn({ http, checkpoint: second.checkpoint, now: later(12) })
    assert.deepEqual(
      queries(http.calls).map((it) => Object.keys(it ?? {})[1]),
      ['dateFrom', 'entryReferenceFrom', 'dateFrom', 'dateFrom'],
    )
  })

  test('asks for what is booked where the bank has no pending list, also behind the engine’s own errors', async () => {
    const bank = listing({ A1: { booked: [one] } })
    const fault = { code: 'PROVIDER_REJECTED', message: 'No.', actor: 'OPERATOR', retryable: false } as const
    const http = playBank((request) => {
      if (request.query?.['bookingStatus'] === 'both') {
        throw new FaultError(fault, { cause: refused(400, 'PARAMETER_NOT_SUPPORTED') })
      }
      return bank(request)
    })
    const { checkpoint, ids } = await readOn({ http })
    assert.deepEqual(ids, [`${ID}/T1`])
    await readOn({ http, checkpoint, now: later(6) })
    assert.deepEqual(
      queries(http.calls).map((it) => it?.['bookingStatus']),
      ['both', 'booked', 'booked'],
    )
  })

  test('asks for what every bank has to tell where it refuses to tell so much', async () => {
    const bank = listing({ A1: { booked: [one] } })
    const http = playBank((request) => {
      if (String(request.query?.['dateFrom']) < '2025-12-06') throw refused(400, 'PERIOD_INVALID')
      return bank(request)
    })
    await readOn({ http })
    assert.equal(queries(http.calls)[1]?.['dateFrom'], '2025-12-06')
  })

  test('passes on any other refusal', async () => {
    const bank = listing({ A1: {} })
    for (const error of [refused(400, 'FORMAT_ERROR'), refused(401, 'CONSENT_EXPIRED'), new Error('gone')]) {
      const http = playBank((request) => {
        if (request.path !== '/v1/accounts') throw error
        return bank(request)
      })
      await assert.rejects(readOn({ http }), error)
      assert.equal(http.calls.length, 2)
    }
  })

  test('brings nothing again that it has brought before', async () => {
    const http = playBank(
      listing({ A1: { booked: [one, two], pending: [pending('3', { transactionId: 'P' })] } }),
    )
    const { ids, checkpoint } = await readOn({ http })
    assert.deepEqual(ids, [`${ID}/T1`, `${ID}/T2`, `${ID}/pending/P`])
    assert.deepEqual((await readOn({ http, checkpoint, now: later(6) })).ids, [])
  })

  test('brings what it cannot read all the same, for it to be set aside', async () => {
    const pages = await read('transactions', {
      http: playBank(listing({ A1: { booked: [{ transactionId: 'T0' }, one] } })),
    })
    assert.deepEqual(
      pages.flatMap((it) => it.records).map((raw) => streams.transactions.raw.safeParse(raw).success),
      [false, true],
    )
  })

  test('counts the first page only, for each account', async () => {
    const next = { next: { href: '/psd2/v1/accounts/A1/transactions?page=2' } }
    const http = playBank(({ path }) => {
      if (path === '/v1/accounts') return { accounts: [ACCOUNT] }
      return { transactions: { booked: [], ...(path.endsWith('/transactions') && { _links: next }) } }
    })
    await readOn({ http })
    assert.deepEqual(
      http.calls.map((it) => it.countsAs),
      ['accounts', `transactions ${ID}`, undefined],
    )
  })
})

describe('a link to the next page', () => {
  const followed = async (href: unknown, path?: string) => {
    const http = playBank((request) => {
      if (request.path === '/v1/accounts') {
        return { accounts: [{ ...ACCOUNT, ...(path && { _links: { transactions: { href: path } } }) }] }
      }
      const isFirst = http.calls.length === 2
      return { transactions: { booked: [], ...(isFirst && { _links: { next: href } }) } }
    })
    await readOn({ http })
    return http.calls.slice(1).map((it) => it.path)
  }
  const FIRST = '/v1/accounts/A1/transactions'

  test('is followed whatever it begins with', async () => {
    const second = `${FIRST}?page=2&bookingStatus=both`
    const query = '?page=2&bookingStatus=both'
    for (const href of [
      second,
      `/psd2${second}`,
      `https://bank.example/psd2${second}`,
      query,
      `transactions${query}`,
    ]) {
      assert.deepEqual(await followed({ href }), [FIRST, second], href)
    }
    assert.deepEqual(await followed(second), [FIRST, second], 'as bare text')
  })

  test('to another host is followed at the bank’s own', async () => {
    assert.deepEqual(await followed({ href: 'https://elsewhere.example/v1/accounts/A1/x' }), [
      FIRST,
      '/v1/accounts/A1/x',
    ])
  })

  test('may lead to another version of the API', async () => {
    assert.deepEqual(
      await followed({ href: '?p=2' }, 'https://bank.example/psd2/v3/accounts/A1/transactions'),
      ['/v3/accounts/A1/transactions', '/v3/accounts/A1/transactions?p=2'],
    )
  })

  test('that leads nowhere, or in a circle, ends the reading with an error', async () => {
    await assert.rejects(followed({ href: 'https://elsewhere.example/' }), /leads to no version of its API/)
    const http = playBank(({ path }) =>
      path === '/v1/accounts'
        ? { accounts: [ACCOUNT] }
        : { transactions: { booked: [], _links: { next: { href: '?page=2' } } } },
    )
    await assert.rejects(readOn({ http }), /names .*page=2 a second time/)
  })
})

describe('an answer that is no list', () => {
  test('ends the reading with an error: it is no empty list', async () => {
    for (const body of [null, {}, [], { transactions: null }, { transactions: { booked: {} } }]) {
      const http = playBank(({ path }) => (path === '/v1/accounts' ? { accounts: [ACCOUNT] } : body))
      await assert.rejects(readOn({ http }), /something else/, JSON.stringify(body))
      await assert.rejects(read('accounts', { http: playBank(() => body) }), /something else/)
    }
  })

  test('nor one without what is booked, for which it was asked', async () => {
    for (const transactions of [{ _links: {} }, { pending: [], entries: [] }]) {
      const http = playBank(({ path }) =>
        path === '/v1/accounts' ? { accounts: [ACCOUNT] } : { transactions },
      )
      await assert.rejects(readOn({ http }), /has no booked in it/)
    }
  })
})

describe('the accounts of a consent', () => {
  const USD = { ...ACCOUNT, resourceId: 'A2', currency: 'USD' }
  const SUM = { ...ACCOUNT, resourceId: 'A0', currency: 'XXX' }

  test('that only sum up others are left out', async () => {
    const http = playBank(listing({ A1: {}, A2: {} }, [SUM, ACCOUNT, USD]))
    await readOn({ http })
    assert.deepEqual(http.calls.map((it) => it.path).slice(1), [
      '/v1/accounts/A1/transactions',
      '/v1/accounts/A2/transactions',
    ])
  })

  test('that sum up what is not listed are read', async () => {
    const { ids } = await readOn({ http: playBank(listing({ A0: { booked: [one] } }, [SUM])) })
    assert.deepEqual(ids, ['DE02120300000000202051-XXX/T1'])
  })

  test('whose transactions it does not cover are not asked for them', async () => {
    const covered = { ...ACCOUNT, _links: { balances: { href: '/v1/accounts/A1/balances' } } }
    const http = playBank(listing({}, [covered]))
    assert.deepEqual((await readOn({ http })).ids, [])
    assert.equal(http.calls.length, 1)
  })

  test('are listed once a day', async () => {
    const http = playBank(listing({ A1: {} }))
    const first = await readOn({ http })
    const second = await readOn({ http, checkpoint: first.checkpoint, now: later(6) })
    await readOn({ http, checkpoint: second.checkpoint, now: later(25) })
    assert.deepEqual(
      http.calls.map((it) => it.path),
      [
        '/v1/accounts',
        '/v1/accounts/A1/transactions',
        '/v1/accounts/A1/transactions',
        '/v1/accounts',
        '/v1/accounts/A1/transactions',
      ],
    )
  })

  test('are listed again when a new consent gives them other ids, and their transactions keep theirs', async () => {
    const before = await readOn({ http: playBank(listing({ A1: { booked: [one] } })) })
    const bank = listing({ B7: { booked: [one, two] } }, [{ ...ACCOUNT, resourceId: 'B7' }])
    const http = playBank((request) => {
      if (request.path.startsWith('/v1/accounts/A1')) throw refused(404, 'RESOURCE_UNKNOWN')
      return bank(request)
    })
    const after = await readOn({ http, checkpoint: before.checkpoint, now: later(6) })
    assert.deepEqual(after.ids, [`${ID}/T2`])
    assert.equal(http.calls.length, 3)
  })

  test('that a new consent does not cover are passed over', async () => {
    const before = await readOn({ http: playBank(listing({ A1: { booked: [one] } })) })
    const http = playBank((request) => {
      if (request.path !== '/v1/accounts') throw refused(404, 'RESOURCE_UNKNOWN')
      return { accounts: [] }
    })
    const after = await readOn({ http, checkpoint: before.checkpoint, now: later(6) })
    assert.deepEqual([after.ids, after.deleted], [[], []])
  })

  test('that are listed and yet unknown end the reading with the bank’s word', async () => {
    const http = playBank((request) => {
      if (request.path !== '/v1/accounts') throw refused(404, 'RESOURCE_UNKNOWN')
      return { accounts: [ACCOUNT] }
    })
    await assert.rejects(readOn({ http }), /404/)
    assert.equal(http.calls.length, 2)
  })

  test('are gone through from where a reading was cut', async () => {
    const http = playBank(listing({ A1: { booked: [one] }, A2: { booked: [two] } }, [ACCOUNT, USD]))
    const [first] = await read('transactions', { http })
    assert.ok(first)
    const rest = await readOn({ http, checkpoint: checkpointOf([first]), now: later(1) })
    assert.deepEqual(rest.ids, ['DE02120300000000202051-USD/T2'])
    assert.deepEqual(rest.asOf, NOW, 'as old as the account that was read first')
    const round = await readOn({ http, checkpoint: checkpointOf([first]), now: later(7) })
    assert.deepEqual(queries(http.calls).length, 5, 'after so long all of them are asked again')
    assert.deepEqual(round.ids, ['DE02120300000000202051-USD/T2'])
    assert.deepEqual(round.asOf, later(7))
  })
})

describe('a reading of accounts', () => {
  const balances = [{ balanceType: 'interimBooked', balanceAmount: { currency: 'EUR', amount: '5.00' } }]

  test('takes the balances of the list', async () => {
    const http = playBank(() => ({ accounts: [{ ...ACCOUNT, balances }] }))
    const [page] = await read('accounts', { http })
    assert.deepEqual(page, {
      records: [{ ...ACCOUNT, balances }],
      fetchedAt: NOW,
      phase: 'backfill',
      checkpoint: { readAt: NOW.toISOString() },
    })
    assert.deepEqual(http.calls, [
      { path: '/v1/accounts', query: { withBalance: 'true' }, countsAs: 'accounts' },
    ])
  })

  test('asks each account for those that the list does not have', async () => {
    const report = { account: { iban: ACCOUNT.iban }, balances }
    const http = playBank(({ path }) => (path === '/v1/accounts' ? { accounts: [ACCOUNT] } : report))
    const [page] = await read('accounts', { http })
    assert.deepEqual(page?.records, [{ ...ACCOUNT, balanceReport: report }])
    assert.deepEqual(http.calls[1], { path: '/v1/accounts/A1/balances', countsAs: `balances ${ID}` })
  })

  test('brings what it cannot read all the same', async () => {
    const http = playBank(() => ({ accounts: [{ name: 'No number' }, { ...ACCOUNT, balances }] }))
    const [page] = await read('accounts', { http })
    assert.deepEqual(page?.records, [{ ...ACCOUNT, balances }, { name: 'No number' }])
  })

  test('of some fetches no more than those, and takes none for deleted', async () => {
    const other = { ...ACCOUNT, resourceId: 'A2', currency: 'USD' }
    const http = playBank(({ path }) =>
      path === '/v1/accounts' ? { accounts: [ACCOUNT, other] } : { balances },
    )
    const fetched = await streams.accounts.fetch?.({ source: SOURCE, http, now: NOW }, [ID, 'gone'])
    assert.deepEqual(fetched, {
      records: [{ ...ACCOUNT, balanceReport: { balances } }],
      missingIds: [],
      fetchedAt: NOW,
    })
    assert.equal(http.calls.length, 2)
  })
})
