import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { booked, ID, later, listing, pending, playBank, readOn, ACCOUNT, type Booked } from './played.ts'

const coffee = booked('-2.50', { creditorName: 'Café', remittanceInformationUnstructured: 'Coffee' })
const rent = booked('-900.00', { creditorAccount: { iban: 'DE75512108001245126199' } }, '2026-03-01')

const inOrder = async (...list: Booked[]) =>
  (await readOn({ http: playBank(listing({ A1: { booked: list } })) })).ids

const idsOf = async (...list: Booked[]) => (await inOrder(...list)).sort()

describe('a transaction without an id', () => {
  test('gets the same one in another order, and in another window', async () => {
    const all = await idsOf(rent, coffee)
    assert.deepEqual(await idsOf(coffee, rent), all)
    assert.ok(all.includes((await idsOf(coffee))[0] ?? ''))
  })

  test('is told from its equal on the same day', async () => {
    const [first = '', second = ''] = await idsOf(coffee, coffee)
    assert.equal(second, `${first}-2`)
    assert.deepEqual(await idsOf(coffee, rent, coffee), [...(await idsOf(rent)), first, second].sort())
  })

  test('is another one on another day, of another amount, from another party', async () => {
    const others = [
      booked('-2.50', { remittanceInformationUnstructured: 'Coffee' }, '2026-03-03'),
      booked('-2.51', { remittanceInformationUnstructured: 'Coffee' }),
      booked('2.50', { remittanceInformationUnstructured: 'Coffee' }),
      booked('-2.50', { remittanceInformationUnstructured: 'Tea' }),
      booked('-2.50', { remittanceInformationUnstructured: 'Coffee', endToEndId: 'E1' }),
      booked('-2.50', { remittanceInformationUnstructured: 'Coffee', debtorAccount: { iban: 'DE1' } }),
    ]
    assert.equal(new Set(await idsOf(coffee, ...others)).size, 7)
  })

  test('is the same one however the amount and the remittance are spelt', async () => {
    const spelt = {
      ...coffee,
      transactionAmount: { currency: 'eur', amount: -2.5 },
      remittanceInformationUnstructured: undefined,
      remittanceInformationUnstructuredArray: [' Coffee '],
    }
    // As the exact reader gives a number that is no integer.
    const exact = JSON.parse(JSON.stringify(spelt).replace('-2.5', '"-2.5"')) as Booked
    assert.deepEqual(await idsOf(exact), await idsOf(coffee))
  })

  test('is never the pending one of the same content', async () => {
    const both = playBank(listing({ A1: { booked: [coffee], pending: [coffee] } }))
    const { ids } = await readOn({ http: both })
    assert.deepEqual(
      ids.map((it) => it.startsWith(`${ID}/pending/`)),
      [false, true],
    )
  })

  test('whose text the bank completes later replaces the one before', async () => {
    const before = await readOn({ http: playBank(listing({ A1: { booked: [coffee, rent] } })) })
    const completed = { ...coffee, remittanceInformationUnstructured: 'Coffee, table 4' }
    const after = await readOn({
      ...{ http: playBank(listing({ A1: { booked: [completed, rent] } })), now: later(6) },
      checkpoint: before.checkpoint,
      source: { remoteId: 'fiducia/quayside', environment: 'SANDBOX', baseCurrency: null },
    })
    assert.deepEqual(after.ids, await idsOf(completed))
    assert.deepEqual(after.deleted, await idsOf(coffee))
  })

  test('stays when its day is not listed at all', async () => {
    const before = await readOn({ http: playBank(listing({ A1: { booked: [coffee, rent] } })) })
    const http = playBank(listing({ A1: { booked: [rent] } }))
    const after = await readOn({ http, now: later(6), checkpoint: before.checkpoint })
    assert.deepEqual([after.ids, after.deleted], [[], []])
  })
})

describe('a transaction without an id at the turn of a page', () => {
  /** Two pages; what the first one says when it is asked again. */
  const turned = async (first: Booked[], second: Booked[], again: Booked[]) => {
    const http = playBank(({ path }) => {
      if (path === '/v1/accounts') return { accounts: [ACCOUNT] }
      if (path.includes('page=2')) return { transactions: { booked: second } }
      const isAgain = http.calls.length > 3
      return { transactions: { booked: isAgain ? again : first, _links: { next: { href: '?page=2' } } } }
    })
    const { ids } = await readOn({ http })
    return { ids, calls: http.calls.length }
  }
  const tea = booked('-1.50', { remittanceInformationUnstructured: 'Tea' })

  test('is the same one when the first page has moved on', async () => {
    const moved = await turned([rent, coffee], [coffee, tea], [tea, rent])
    assert.deepEqual(moved.ids, await inOrder(rent, coffee, tea))
  })

  test('is another one when the first page is as it was', async () => {
    const { ids } = await turned([rent, coffee], [coffee, tea], [rent, coffee])
    assert.deepEqual(ids, await inOrder(rent, coffee, coffee, tea))
  })

  test('is not asked for again when it is another one anyway', async () => {
    assert.equal((await turned([rent, coffee], [tea, coffee], [])).calls, 3)
    const [one, two] = [booked('1', { transactionId: 'T1' }), booked('2', { transactionId: 'T2' })]
    assert.equal((await turned([one, two], [two], [])).calls, 3)
  })
})

describe('a transaction with an id', () => {
  test('keeps it: its own, else its entry reference', async () => {
    assert.deepEqual(await idsOf(booked('1', { transactionId: 'T1', entryReference: 'R1' })), [`${ID}/T1`])
    assert.deepEqual(await idsOf(booked('1', { transactionId: '', entryReference: 'R1' })), [`${ID}/R1`])
    assert.deepEqual(await idsOf(booked('1', { transactionId: 4711 })), [`${ID}/4711`])
  })

  test('that is too long for a key is told by its digest', async () => {
    const [id = ''] = await idsOf(booked('1', { transactionId: 'x'.repeat(2_000) }))
    assert.ok(id.length < 100, id)
  })

  test('that two accounts share is one of each', async () => {
    const move = booked('5.00', { transactionId: 'T1' })
    const accounts = [ACCOUNT, { ...ACCOUNT, resourceId: 'A2', currency: 'USD' }]
    const http = playBank(listing({ A1: { booked: [move] }, A2: { booked: [move] } }, accounts))
    assert.deepEqual((await readOn({ http })).ids, [`${ID}/T1`, 'DE02120300000000202051-USD/T1'])
  })

  test('that is listed again on the next page, and unchanged, is brought once', async () => {
    const [one, two, three] = ['T1', 'T2', 'T3'].map((transactionId) => booked('1', { transactionId }))
    const http = playBank(({ path }) => {
      if (path === '/v1/accounts') return { accounts: [ACCOUNT] }
      return path.includes('page=2')
        ? { transactions: { booked: [two, three] } }
        : { transactions: { booked: [one, two], _links: { next: { href: '?page=2' } } } }
    })
    assert.deepEqual((await readOn({ http })).ids, [`${ID}/T1`, `${ID}/T2`, `${ID}/T3`])
  })

  test('may be used again for a pending one', async () => {
    const http = playBank(
      listing({
        A1: {
          booked: [booked('1', { transactionId: 'T1' })],
          pending: [pending('2', { transactionId: 'T1' })],
        },
      }),
    )
    assert.deepEqual((await readOn({ http })).ids, [`${ID}/T1`, `${ID}/pending/T1`])
  })
})
