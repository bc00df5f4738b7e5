import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { parse } from 'yaml'
import { plaid } from '../../../src/providers/plaid/index.ts'
import { mapRecords } from '../../../src/sync/map.ts'
import { openApi } from '../../support/openapi.ts'
import { NOW, answering, read, synced } from './answering.ts'
import { SOURCE, streams, type StreamName } from './mapping.ts'

// Plaid's own description: its examples are mapped, and what is sent is held against it.
const SPEC = '../shared/specs/plaid/2020-09-14.yml'
const skip = existsSync(SPEC) ? false : 'the official descriptions are not here'

type Node = Readonly<Record<string, unknown>>
const at = (node: unknown, ...steps: string[]): unknown =>
  steps.reduce<unknown>((inner, step) => (inner as Node)[step], node)

const spec: unknown = skip === false ? parse(readFileSync(SPEC, 'utf8'), { maxAliasCount: -1 }) : {}

describe('Plaid’s own examples', { skip }, () => {
  const answer = (path: string): Node =>
    at(
      spec,
      ...[
        'paths',
        path,
        'post',
        'responses',
        '200',
        'content',
        'application/json',
        'examples',
        'example-1',
        'value',
      ],
    ) as Node
  const map = (stream: StreamName, value: unknown) => mapRecords(JSON.stringify(value), plaid, stream, SOURCE)

  test('of accounts map, with what is owed below zero', () => {
    const shown = (path: string) => {
      const { accepted, refused } = map('accounts', answer(path))
      assert.deepEqual(refused, [])
      return accepted.map((it) => {
        assert.ok(it.type === 'ACCOUNT')
        return [it.name, it.accountType, it.balanceCurrent, it.balanceAvailable, it.balanceLimit]
      })
    }
    assert.deepEqual(shown('/accounts/get'), [
      ['Plaid Checking', 'BANK', '110', '100', null],
      ['Plaid 401k', 'OTHER_ASSET', '23631.9805', null, null],
      ['Plaid Student Loan', 'LONG_TERM_LIABILITY', '-65262', null, null],
    ])
    assert.deepEqual(shown('/accounts/balance/get'), [
      ['Plaid Checking', 'BANK', '110', '100', null],
      ['Plaid Credit Card', 'CREDIT_CARD', '-410', null, '2000'],
      ['Plaid Student Loan', 'LONG_TERM_LIABILITY', '-65262', null, null],
    ])
  })

  test('of transactions map, and the removed one is known as such', () => {
    const { added, modified, removed } = answer('/transactions/sync')
    const { accepted, refused, deleted } = map('transactions', [added, modified, removed].flat())
    assert.deepEqual(refused, [])
    assert.deepEqual(
      accepted.map((it) => {
        assert.ok(it.type === 'TRANSACTION')
        return [it.amount, it.currency, it.status, it.kind, it.counterparty, it.pendingKey]
      }),
      [
        [
          '-72.1',
          'USD',
          'POSTED',
          'PURCHASE',
          'Walmart',
          'transactions/no86Eox18VHMvaOVL7gPUM9ap3aR1LsAVZ5nc',
        ],
        ['-28.34', 'USD', 'PENDING', 'PURCHASE', 'Burger King', null],
      ],
    )
    assert.deepEqual(
      deleted.map((it) => it.id),
      ['CmdQTNgems8BT1B7ibkoUXVPyAeehT3Tmzk0l'],
    )
  })

  test('of the older listing of transactions map whole', () => {
    const whole = answer('/transactions/get')
    const { accepted, refused } = map('transactions', whole)
    assert.deepEqual([accepted.length, refused], [(whole['transactions'] as unknown[]).length, []])
    assert.ok(map('accounts', whole).accepted.length > 0)
  })

  test('of the item maps', () => {
    const [profile] = map('item', answer('/item/get')).accepted
    assert.equal(profile?.type === 'COMPANY_PROFILE' && profile.name, 'First Platypus Bank')
  })

  test('of webhooks are understood', () => {
    const kinds = Object.entries({
      SyncUpdatesAvailableWebhook: ['poll', 'poll'],
      TransactionsRemovedWebhook: ['poll', 'poll'],
      DefaultUpdateWebhook: ['poll', 'poll'],
      ItemErrorWebhook: ['disconnected'],
      ItemLoginRepairedWebhook: ['reconnected'],
      PendingExpirationWebhook: ['expires'],
      PendingDisconnectWebhook: ['expires'],
      UserPermissionRevokedWebhook: ['disconnected'],
      UserAccountRevokedWebhook: ['poll'],
      NewAccountsAvailableWebhook: ['poll'],
      WebhookUpdateAcknowledgedWebhook: ['ignore'],
    })
    for (const [name, expected] of kinds) {
      const body = at(spec, 'components', 'schemas', name, 'x-examples', 'example-1')
      const found = plaid.webhooks.changes(body)
      assert.deepEqual(
        found.map((it) => it.what.kind),
        expected,
        name,
      )
      assert.equal(found[0]?.remoteId, (body as Node)['item_id'], name)
    }
  })
})

describe('what is sent to Plaid', { skip }, () => {
  const described = skip === false ? openApi(SPEC) : null

  test('is as Plaid describes it', async () => {
    const accounts = { accounts: [], item: { item_id: 'item-1' } }
    const http = answering(
      synced('c-1', { more: true }),
      synced('c-2', {}),
      accounts,
      accounts,
      accounts,
      { item: { item_id: 'item-1' } },
      { key: {} },
    )
    await read('transactions', http)
    await read('accounts', http)
    await streams.accounts.fetch?.({ source: SOURCE, http, now: NOW }, ['acc-1'])
    await read('item', http)
    await plaid.webhooks.key?.(http, 'key-1')
    assert.equal(http.calls.length, 7)
    for (const { method = 'GET', path, json } of http.calls) {
      const token = path.startsWith('/webhook') ? {} : plaid.auth.body('access-sandbox-not-a-secret')
      const body = { ...(json as object), ...token }
      assert.deepEqual(described?.request({ method, path, body }), [], path)
      // Plaid takes what it does not know without a word, so the description is asked for the names as well.
      assert.deepEqual(unknownNames(path, body), [], path)
    }
  })

  function unknownNames(path: string, body: object): string[] {
    const content = ['requestBody', 'content', 'application/json', 'schema', '$ref']
    const [name = ''] = String(at(spec, 'paths', path, 'post', ...content))
      .split('/')
      .slice(-1)
    const known = at(spec, 'components', 'schemas', name, 'properties') as Node
    return Object.keys(body).filter((it) => !Object.hasOwn(known, it))
  }
})
