import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { newId } from '../../src/domain/ids.ts'
import type { Provider, SourceFacts } from '../../src/providers/provider.ts'
import { refetch } from '../../src/sync/refetch.ts'
import { freshDatabase } from '../support/database.ts'
import { ledgerProvider, startLedger, type Ledger } from '../support/ledger.ts'
import { connectLedger, runLedger, type LedgerSource } from '../support/ledger-source.ts'

const db = await freshDatabase()
const AT = '2026-03-01T00:00:00Z'

/** The ledger, whose cards tell the currency of the books, which its accounts leave out. */
const { accounts, cards } = ledgerProvider.streams
const provider: Provider = {
  ...ledgerProvider,
  streams: {
    cards: {
      ...cards,
      map: (raw: { name: string }) => ({ records: [profile(raw.name)] }),
    },
    accounts: {
      ...accounts,
      map: (raw: Parameters<typeof accounts.map>[0], facts: SourceFacts) => ({
        records: accounts
          .map(raw, facts)
          .records.map((it) =>
            it.type === 'ACCOUNT' ? { ...it, currency: facts.baseCurrency, balanceCurrent: null } : it,
          ),
      }),
    },
  },
}

const profile = (baseCurrency: string) => ({
  ...{ type: 'COMPANY_PROFILE' as const, key: 'cards/1', name: null, legalName: null },
  ...{ country: null, taxNumber: null, baseCurrency },
})

describe('the currency of a source’s books', () => {
  let ledger: Ledger
  let source: LedgerSource

  before(async () => {
    ledger = await startLedger()
  })
  after(() => ledger.close())
  beforeEach(async () => {
    source = await connectLedger(db, ledger)
    await db.owner.sql`
      update sources set base_currency = null, mapped_currency = null where id = ${source.sourceId}`
    ledger.accounts = [1, 2, 3].map((n) => ({ id: `a${n}`, name: `Account ${n}`, updatedAt: AT }))
    ledger.cards = [{ id: '1', name: 'EUR', updatedAt: AT }]
    ledger.onRequest = () => undefined
  })

  const find = () => provider
  const run = (stream: 'accounts' | 'cards') => runLedger(db, source, stream, { find })
  const webhook = (id: string) =>
    refetch(
      { database: db.worker, config: source.config, requestId: newId(), find },
      { ...source, stream: 'accounts', ids: [id], via: 'WEBHOOK' },
    )
  const currencies = async () =>
    (
      await db.owner.sql<{ currency: string | null }[]>`
        select currency from accounts where source_id = ${source.sourceId} order by key`
    ).map((it) => it.currency)

  test('that is told after a webhook’s record came changes that record, too', async () => {
    await webhook('a1')
    assert.deepEqual(await currencies(), [null])
    assert.equal(await run('cards'), 'SUCCEEDED')
    assert.deepEqual(await currencies(), ['EUR'])
    const changes = await db.owner.sql<{ via: string }[]>`
      select via from changes where source_id = ${source.sourceId} order by position`
    assert.deepEqual(
      changes.map((it) => it.via),
      ['WEBHOOK', 'REMAP'],
    )
  })

  test('that is told while a webhook’s record is asked for is the one by which it is mapped', async () => {
    let told = false
    ledger.onRequest = async (path) => {
      if (told || path !== '/accounts') return
      told = true
      await run('cards')
    }
    await webhook('a1')
    assert.deepEqual(await currencies(), ['EUR'])
  })

  test('that is told while a stream is read makes the run begin again where it stands', async () => {
    await db.owner.sql`
      update stream_states set status = 'FAILED' where source_id = ${source.sourceId} and stream = 'cards'`
    let told = false
    ledger.onRequest = async (path) => {
      if (told || path !== '/accounts') return
      told = true
      await run('cards')
    }
    assert.equal(await run('accounts'), 'PARTIAL')
    assert.deepEqual(await currencies(), [])
    assert.equal(await run('accounts'), 'SUCCEEDED')
    assert.deepEqual(await currencies(), ['EUR', 'EUR', 'EUR'])
  })

  test('that changes changes what is stored', async () => {
    await run('cards')
    await run('accounts')
    ledger.cards = [{ id: '1', name: 'GBP', updatedAt: '2026-03-02T00:00:00Z' }]
    await run('cards')
    assert.deepEqual(await currencies(), ['GBP', 'GBP', 'GBP'])
  })
})
