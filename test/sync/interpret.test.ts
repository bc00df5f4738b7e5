import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import type { Account, JournalEntry } from '../../src/domain/entities.ts'
import { parseExactJson } from '../../src/domain/exact-json.ts'
import { recordKey } from '../../src/domain/ids.ts'
import type { Provider, SourceFacts, Stream } from '../../src/providers/provider.ts'
import { exactDecimal, instant, text } from '../../src/providers/toolkit/exact.ts'
import { interpret } from '../../src/sync/interpret.ts'

const facts: SourceFacts = { remoteId: 'books-1', environment: 'SANDBOX', baseCurrency: 'EUR' }

const rawAccount = z.looseObject({ Id: text, Name: text, Balance: exactDecimal, Changed: instant })
const accounts: Stream<z.infer<typeof rawAccount>> = {
  entity: 'ACCOUNT',
  raw: rawAccount,
  deletions: 'none',
  incremental: false,
  fields: {},
  // eslint-disable-next-line require-yield
  async *pages() {
    return Promise.reject(new Error('not read here'))
  },
  id: (raw) => raw.Id,
  updatedAt: (raw) => raw.Changed,
  map: (raw, { baseCurrency }) => {
    if (raw.Name === 'impossible') throw new Error('The account is impossible.')
    return { records: [account(raw.Id, raw.Name, raw.Balance, baseCurrency)] }
  },
}

const account = (id: string, name: string, balance: string, currency: string | null): Account => ({
  type: 'ACCOUNT',
  key: recordKey('accounts', id),
  name,
  code: null,
  classification: 'ASSET',
  accountType: 'BANK',
  remoteType: null,
  status: 'ACTIVE',
  currency,
  parentKey: null,
  maskedNumber: null,
  institution: null,
  balanceCurrent: balance,
  balanceAvailable: null,
  balanceLimit: null,
  balanceAsOf: null,
})

const unbalanced: JournalEntry = {
  type: 'JOURNAL_ENTRY',
  key: 'entries/1',
  number: null,
  memo: null,
  date: '2026-03-01',
  currency: 'EUR',
  exchangeRate: null,
  lines: [
    { accountKey: null, description: null, debit: '5', credit: null, contactKey: null, dimensions: [] },
  ],
}

const entries: Stream<{ id: string; told?: boolean | undefined }> = {
  ...accounts,
  entity: 'JOURNAL_ENTRY',
  raw: z.looseObject({ id: z.string(), told: z.boolean().optional() }),
  id: (raw) => `${raw.id}:entry`,
  updatedAt: () => null,
  map: (raw) => ({
    records: [unbalanced],
    ...(raw.told && {
      findings: [
        { code: 'UNBALANCED_ENTRY', severity: 'ERROR', message: 'Told by the adapter.', path: ['Line'] },
      ],
    }),
  }),
}

const provider: Provider = {
  code: 'QUICKBOOKS',
  name: 'The provider',
  auth: { kind: 'file' },
  limits: [],
  endpoint: () => '',
  headers: {},
  streams: { accounts, entries },
  writes: [],
  remoteUrl: (stream, id) => `https://books.invalid/${stream}/${id}`,
}

const read = (json: string, stream = 'accounts', of = facts) =>
  interpret(provider, stream, parseExactJson(json), of)
const GOOD = '{"Id":"7","Name":"Till","Balance":12.10,"Changed":"2026-03-05T09:10:31-08:00","More":[1.50]}'

describe('interpreting a raw record', () => {
  test('gives its canonical records, its version stamp, and the raw digit for digit', () => {
    assert.deepEqual(read(GOOD), {
      remoteId: '7',
      raw: GOOD,
      remoteUpdatedAt: '2026-03-05T17:10:31Z',
      remoteUrl: 'https://books.invalid/accounts/7',
      records: [account('7', 'Till', '12.10', 'EUR')],
      findings: [],
    })
  })

  test('leaves the raw record as it was', () => {
    const frozen = JSON.parse(
      '{"Id":"7","Name":"Till","Balance":"1","Changed":"2026-03-05T09:10:31Z"}',
    ) as object
    assert.notEqual(interpret(provider, 'accounts', Object.freeze(frozen), facts).records, null)
  })

  test('sets a record aside that does not fit its schema, and says where and why', () => {
    const record = read('{"Id":"8","Name":"Till","Balance":"many","Changed":"yesterday"}')
    assert.deepEqual([record.remoteId, record.records, record.remoteUpdatedAt], ['8', null, null])
    assert.deepEqual(record.findings, [
      {
        code: 'UNREADABLE_RECORD',
        severity: 'ERROR',
        message: 'The record cannot be read: Balance: must be a decimal number',
        path: ['Balance'],
      },
      {
        code: 'UNREADABLE_RECORD',
        severity: 'ERROR',
        message: 'The record cannot be read: Changed: must be an instant',
        path: ['Changed'],
      },
    ])
  })

  test('sets a record aside that the adapter cannot map, with the adapter’s sentence', () => {
    const record = read(GOOD.replace('Till', 'impossible'))
    assert.deepEqual([record.remoteId, record.records], ['7', null])
    assert.equal(record.findings[0]?.message, 'The record cannot be read: The account is impossible.')
  })

  test('sets a record aside whose mapping is not canonical', () => {
    const record = read(GOOD, 'accounts', { ...facts, baseCurrency: 'euro' })
    assert.deepEqual(
      [record.remoteId, record.records, record.remoteUpdatedAt],
      ['7', null, '2026-03-05T17:10:31Z'],
    )
    assert.equal(
      record.findings[0]?.message,
      'The record cannot be read: mapped 0.currency: must be an ISO 4217 code in capitals',
    )
  })

  test('finds an id even for what it cannot read, and never one for two', () => {
    assert.equal(read('{"Id":12345678901234567890}').remoteId, '12345678901234567890')
    assert.equal(read('{"id":5}').remoteId, '5')
    const nameless = ['{"Name":"a"}', '{"Name":"b"}', 'null', '[]', '"text"', '{"Id":"  "}'].map(
      (it) => read(it).remoteId,
    )
    assert.ok(nameless.every((it) => /^unreadable-[0-9a-f]{16}$/.test(it)))
    assert.equal(new Set(nameless).size, nameless.length)
    assert.equal(read('{"Name":"a"}').remoteId, nameless[0])
    assert.match(read('{"told":"x"}', 'entries').remoteId, /^unreadable-/)
  })

  test('adds what the general checks find, unless the adapter found it already', () => {
    const general = read('{"id":"1"}', 'entries')
    assert.deepEqual(
      [general.remoteId, general.findings.map((it) => it.code)],
      ['1:entry', ['UNBALANCED_ENTRY']],
    )
    const told = read('{"id":"1","told":true}', 'entries')
    assert.deepEqual(
      told.findings.map((it) => it.message),
      ['Told by the adapter.'],
    )
  })
})
