import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { parseExactJson } from '../../../src/domain/exact-json.ts'
import type { Checkpoint } from '../../../src/providers/provider.ts'
import { interpret } from '../../../src/sync/interpret.ts'
import { openBanking } from '../../../src/providers/open-banking/index.ts'
import { at, SOURCE } from './mapping.ts'
import { booked, ID, later, listing, pending, playBank, readOn, refused, type Booked } from './played.ts'

interface Lists {
  booked?: unknown[]
  pending?: unknown[]
}

/** A customer's readings one after the other, with what is stored of them. */
class Customer {
  stored: string[] = []
  #checkpoint: Checkpoint | null = null

  async read(lists: Lists, { hours = 0, bank = 'hansa', most = null as number | null } = {}) {
    const answer = listing({ A1: lists })
    const http = playBank((request) => {
      const isFar = most !== null && String(request.query?.['dateFrom']) < daysAgo(most)
      if (isFar) throw refused(400, 'PERIOD_INVALID')
      return answer(request)
    })
    const options = { http, checkpoint: this.#checkpoint, now: later(hours), source: at(bank) }
    const { ids, deleted, checkpoint } = await readOn({ ...options, stored: this.stored })
    this.#checkpoint = checkpoint
    this.stored = [...new Set([...this.stored, ...ids])].filter((it) => !deleted.includes(it))
    const { dateFrom: from = null, entryReferenceFrom: after = null } = http.calls.at(-1)?.query ?? {}
    return { ids, deleted, from, after }
  }

  /** As when all is asked for from the beginning. */
  forget(): void {
    this.#checkpoint = null
  }
}

const daysAgo = (days: number) =>
  later(-24 * days)
    .toISOString()
    .slice(0, 10)

/** As a bank tells an entry that has renamed the field of its amount. */
const garbled = ({ transactionAmount, ...rest }: Booked): Booked => ({
  ...rest,
  amountOfTransaction: transactionAmount,
})

const isUnread = (id: string) => id.startsWith('unreadable/')
const readable = (ids: readonly string[]) => ids.filter((it) => !isUnread(it))

const rent = booked('-900', { creditorName: 'Landlord' }, '2026-03-02')
const fee = booked('-2.50', { transactionId: 'T1', entryReference: 'R1' }, '2026-03-03')
const wage = booked('3000', { transactionId: 'T2', entryReference: 'R2' }, '2026-03-04')

describe('an entry that cannot be read', () => {
  test('goes by its account, its list, its day and what it tells', async () => {
    const { ids } = await new Customer().read({
      booked: [garbled(rent), garbled(fee)],
      pending: [garbled(wage)],
    })
    const [first = '', second = '', third = ''] = ids
    assert.match(first, new RegExp(`^unreadable/${ID}/booked/2026-03-02/[0-9a-f]{24}$`))
    assert.match(second, new RegExp(`^unreadable/${ID}/booked/2026-03-03/[0-9a-f]{24}$`))
    assert.match(third, new RegExp(`^unreadable/${ID}/pending/[0-9a-f]{24}$`))
  })

  test('that is told again is the same, and as often as it is told', async () => {
    const customer = new Customer()
    const dayless = { creditorName: 'Nobody' }
    const lists = { booked: [garbled(rent), garbled(rent), dayless], pending: [garbled(fee)] }
    const first = await customer.read(lists)
    assert.equal(new Set(first.ids).size, 4)
    const links = { _links: { self: { href: 'other' } } }
    const again = await customer.read({ ...lists, booked: lists.booked.map((it) => ({ ...it, ...links })) })
    assert.deepEqual([again.ids, again.deleted], [first.ids, []])
    const once = await customer.read({ ...lists, booked: [garbled(rent), dayless] }, { hours: 60 })
    assert.deepEqual(once.deleted, [`${first.ids[0] ?? ''}-2`])
  })

  test('has an id, and is set aside with its reasons, even if it is no object', async () => {
    const things = parseExactJson('[null, "text", 7, 7.10, true, [], {}, [1]]') as unknown[]
    const customer = new Customer()
    await customer.read({ booked: [fee] })
    const { ids } = await customer.read({ booked: things })
    assert.equal(new Set(ids.filter(isUnread)).size, things.length)
    const recovered = await customer.read({ booked: [rent, fee] }, { hours: 6 })
    assert.equal(recovered.deleted.length, things.length)
  })

  test('that tells no day at all is one', async () => {
    const customer = new Customer()
    const nameless = { transactionAmount: rent['transactionAmount'], bookedOn: '2026-03-02' }
    await customer.read({ booked: [fee] })
    const { ids } = await customer.read({ booked: [nameless] })
    assert.deepEqual(ids.map(isUnread), [true])
    const recovered = await customer.read({ booked: [rent, fee] }, { hours: 6 })
    assert.deepEqual(recovered.deleted, ids)
    const order = { ...nameless, additionalInformationStructured: { standingOrderDetails: {} } }
    const standing = await new Customer().read({ booked: [order] })
    assert.deepEqual(standing.ids.map(isUnread), [false], 'but a standing order needs none')
  })

  test('keeps its id when it can be read by what is known of it later', () => {
    const id = `unreadable/${ID}/booked/2026-03-02/0123456789abcdef01234567`
    const listed = { account: { iban: ID }, as: 'booked', occurrence: 1, unreadableAs: id }
    const { remoteId, records } = interpret(openBanking, 'transactions', { ...rent, listed }, SOURCE)
    assert.deepEqual([remoteId, records?.map((it) => it.key)], [id, [`transactions/${id}`]])
  })
})

describe('when the bank tells it properly, what could not be read', () => {
  test('is deleted, and the proper one is there', async () => {
    const customer = new Customer()
    const first = await customer.read({ booked: [garbled(rent), garbled(fee), wage] })
    const second = await customer.read({ booked: [rent, fee, wage] }, { hours: 6 })
    assert.deepEqual(new Set(second.deleted), new Set(first.ids.filter(isUnread)))
    assert.deepEqual(second.ids.length, 2)
    assert.deepEqual(customer.stored.filter(isUnread), [])
    assert.equal(customer.stored.length, 3)
  })

  test('is deleted of pending ones too, also beside a delta list', async () => {
    const customer = new Customer()
    const first = await customer.read({ booked: [wage], pending: [garbled(fee)] })
    const second = await customer.read({ pending: [fee] }, { hours: 6 })
    assert.equal(second.after, 'R2')
    assert.deepEqual(second.deleted, first.ids.filter(isUnread))
    assert.deepEqual(second.ids, [`${ID}/pending/T1`])
  })

  test('is deleted by a reading from the beginning', async () => {
    const customer = new Customer()
    const old = booked('-900', { creditorName: 'Landlord' }, '2024-02-02')
    await customer.read({ booked: [garbled(old), garbled({ ...rent, bookingDate: '' }), garbled(fee)] })
    customer.forget()
    await customer.read({ booked: [old, rent, fee] }, { hours: 6 })
    assert.deepEqual(customer.stored.filter(isUnread), [])
    assert.equal(customer.stored.length, 3)
  })

  test('is asked for again by day, from its own on, whatever has been read since', async () => {
    const customer = new Customer()
    const old = booked('-7', { transactionId: 'T0', entryReference: 'R0' }, '2026-01-15')
    await customer.read({ booked: [garbled(old), wage] })
    const still = await customer.read({ booked: [garbled(old), wage] }, { hours: 24 * 30 })
    assert.deepEqual([still.from, still.after], ['2026-01-15', null])
    const recovered = await customer.read({ booked: [old, wage] }, { hours: 24 * 31 })
    assert.deepEqual(
      [recovered.from, recovered.ids, recovered.deleted.length],
      ['2026-01-15', [`${ID}/T0`], 1],
    )
    assert.equal((await customer.read({}, { hours: 24 * 32 })).after, 'R2', 'then a delta list is good again')
  })

  test('is asked for from around its value date, else from the first day of the list in which it came', async () => {
    for (const [told, from] of [
      [{ valueDate: '2026-02-11' }, '2026-02-01'],
      [{}, '2026-02-23'],
    ] as const) {
      const customer = new Customer()
      await customer.read({ booked: [wage] }, { bank: 'comdirect' })
      await customer.read({ booked: [told, wage] }, { bank: 'comdirect' })
      const recovered = await customer.read({ booked: [rent, wage] }, { hours: 24 * 20, bank: 'comdirect' })
      assert.equal(recovered.from, from)
      assert.deepEqual(customer.stored.filter(isUnread), [])
    }
  })
})

describe('what could not be read stays set aside', () => {
  test('that came in the first list without a day, until all is read from the beginning', async () => {
    const customer = new Customer()
    await customer.read({ booked: [{ creditorName: 'Nobody' }, wage] })
    const next = await customer.read({ booked: [rent, wage] }, { hours: 6 })
    assert.deepEqual([next.from, next.deleted], ['2025-12-06', []], 'it may be older than what is asked for')
    customer.forget()
    await customer.read({ booked: [rent, wage] }, { hours: 12 })
    assert.deepEqual(customer.stored.filter(isUnread), [])
  })

  test('as long as the bank tells it so', async () => {
    const customer = new Customer()
    await customer.read({ booked: [garbled(rent), fee] })
    const again = await customer.read({ booked: [garbled(rent), fee] }, { hours: 6 })
    assert.deepEqual([again.deleted, customer.stored.filter(isUnread).length], [[], 1])
  })

  test('where the bank need not tell it any more, and no longer keeps from asking for what is new', async () => {
    const customer = new Customer()
    const old = garbled(booked('-7', {}, '2025-06-15'))
    await customer.read({ booked: [old, wage] })
    const next = await customer.read({ booked: [] }, { hours: 6 })
    assert.deepEqual([next.after, next.deleted], ['R2', []])
    customer.forget()
    const refusing = await customer.read({ booked: [fee, wage] }, { hours: 12, most: 90 })
    assert.deepEqual(refusing.deleted, [], 'the bank refused to go back so far')
    customer.forget()
    const silent = await customer.read({ booked: [fee, wage] }, { hours: 18 })
    assert.deepEqual(silent.deleted, [], 'nothing that the bank tells is as old')
  })

  test('while a list is empty', async () => {
    const customer = new Customer()
    await customer.read({ booked: [garbled(rent), { creditorName: 'Nobody' }] })
    assert.deepEqual((await customer.read({}, { hours: 6 })).deleted, [])
  })
})

describe('while something cannot be read', () => {
  test('nothing of its day is taken for gone that has no id of its own', async () => {
    const customer = new Customer()
    const lunch = booked('-12', { creditorName: 'Canteen' }, '2026-03-02')
    const first = await customer.read({ booked: [rent, lunch] })
    const second = await customer.read({ booked: [garbled(rent), lunch] }, { hours: 6 })
    assert.deepEqual([second.deleted, readable(second.ids)], [[], []])
    await customer.read({ booked: [rent, lunch] }, { hours: 12 })
    assert.deepEqual(customer.stored, first.ids)
  })

  test('nothing that is told again is brought again, nor forgets what it was while pending', async () => {
    const customer = new Customer()
    const broken = garbled(booked('-7', {}, '2026-01-15'))
    const hold = pending('-20', { transactionId: 'P1', creditorName: 'Shop' })
    const sold = booked('-20', { transactionId: 'B1', creditorName: 'Shop' }, '2026-03-05')
    await customer.read({ booked: [broken], pending: [hold] })
    const second = await customer.read({ booked: [broken, sold] }, { hours: 6 })
    assert.deepEqual(readable(second.ids), [`${ID}/B1`])
    for (const days of [8, 16, 24]) {
      const again = await customer.read({ booked: [broken, sold] }, { hours: 24 * days })
      assert.deepEqual(readable(again.ids), [], `${days} days later`)
    }
  })
})
