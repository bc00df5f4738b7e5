import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Account, Transaction } from '../../src/domain/entities.ts'
import { apply } from '../../src/store/apply.ts'
import { checkReferences } from '../../src/store/references.ts'
import { freshDatabase } from '../support/database.ts'
import { at, newPlace, page, read, remote, type Place } from './samples.ts'

const { worker } = await freshDatabase()

const account = (currency: string | null): Account => ({
  type: 'ACCOUNT',
  key: 'accounts/1',
  name: 'Checking',
  code: null,
  classification: 'ASSET',
  accountType: 'BANK',
  remoteType: null,
  status: 'ACTIVE',
  currency,
  parentKey: null,
  maskedNumber: null,
  institution: null,
  balanceCurrent: null,
  balanceAvailable: null,
  balanceLimit: null,
  balanceAsOf: null,
})

const movement = (id: string, currency: string): Transaction => ({
  type: 'TRANSACTION',
  key: `transfers/${id}`,
  accountKey: 'accounts/1',
  kind: 'TRANSFER',
  status: 'POSTED',
  date: '2026-03-05',
  postedAt: null,
  currency,
  amount: '-5.00',
  originalAmount: null,
  originalCurrency: null,
  description: '',
  counterparty: null,
  reference: null,
  categoryCode: null,
  categoryName: null,
  categoryOrigin: null,
  categoryConfidence: null,
  pendingKey: null,
  paymentKey: null,
  runningBalance: null,
})

const open = (place: Place) =>
  read(
    worker,
    place,
    (tx) => tx<{ remote_id: string; code: string; message: string }[]>`
      select remote_id, code, message from anomalies where resolved_at is null`,
  )

test('a movement in another currency than its account’s is an anomaly until one of them says otherwise', async () => {
  const place = newPlace()
  const moved = [remote('1', [movement('1', 'EUR')]), remote('2', [movement('2', 'USD')])]
  await apply(worker, page(place, { stream: 'accounts', records: [remote('1', [account('USD')])] }))
  await apply(worker, page(place, { stream: 'transfers', records: moved }))
  await checkReferences(worker, place)
  assert.deepEqual(
    [...(await open(place))],
    [
      {
        remote_id: '1',
        code: 'UNEXPECTED_CURRENCY',
        message: 'This transaction is in EUR, its account "Checking" in USD.',
      },
    ],
  )
  const corrected = page(place, {
    stream: 'transfers',
    fetchedAt: at(5),
    records: [remote('1', [movement('1', 'USD')])],
  })
  await apply(worker, corrected)
  await checkReferences(worker, place)
  assert.deepEqual([...(await open(place))], [])
})
