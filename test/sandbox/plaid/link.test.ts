import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { hostProviders } from '../../../src/sandbox/kit/host.ts'
import { createPlaidSandbox } from '../../../src/sandbox/plaid/index.ts'
import { CLIENT, KNOWN, NOW, type PlayedPlaid, playPlaid, type Synced } from './support.ts'

interface LinkToken {
  link_token: string
  hosted_link_url: string
  expiration: string
}
interface Linked {
  access_token: string
  item_id: string
}
interface Visits {
  link_sessions: {
    results?: { item_add_results: { public_token: string }[] }
    exit?: object
    finished_at?: string
  }[]
}

const ASKED = {
  client_name: 'Daybook',
  language: 'en',
  country_codes: ['US'],
  products: ['transactions'],
  user: { client_user_id: 'workspace-1' },
  webhook: 'https://receiver.example/plaid',
  hosted_link: { completion_redirect_uri: 'https://app.example/done?state=7' },
}

const create = (plaid: PlayedPlaid, more: object = {}) =>
  plaid.call<LinkToken>('/link/token/create', { ...ASKED, ...more })

async function visit(plaid: PlayedPlaid, address: string, decision: string) {
  const path = new URL(address).pathname.replace('/plaid', '')
  const page = await plaid.request('GET', path)
  assert.match(page.body, /First Harbor Bank[\s\S]*Agree[\s\S]*Refuse/)
  const form = new URLSearchParams({ institution_id: 'ins_900001', decision })
  return { path, ended: await plaid.request('POST', path, form.toString()) }
}

const exchange = (plaid: PlayedPlaid, public_token: string) =>
  plaid.call<Linked>('/item/public_token/exchange', { public_token })

describe('Hosted Link of the played Plaid', () => {
  test('leads from a link token over a page to an access token', async () => {
    const plaid = playPlaid()
    const { link_token, hosted_link_url, expiration } = await create(plaid)
    assert.equal(expiration, '2026-09-01T10:30:00Z')
    const { path, ended } = await visit(plaid, hosted_link_url, 'agree')
    assert.deepEqual([ended.status, ended.headers?.['location']], [303, 'https://app.example/done?state=7'])
    assert.equal((await plaid.request('GET', path)).status, 410)

    const { link_sessions } = await plaid.call<Visits>('/link/token/get', { link_token })
    const public_token = link_sessions[0]?.results?.item_add_results[0]?.public_token ?? ''
    const told = JSON.parse(plaid.sent.at(-1)?.body ?? '') as Record<string, unknown>
    assert.deepEqual(
      [told['webhook_code'], told['status'], told['public_tokens'], told['link_token']],
      ['SESSION_FINISHED', 'SUCCESS', [public_token], link_token],
    )
    const { access_token, item_id } = await exchange(plaid, public_token)
    const { item } = await plaid.call<{ item: { item_id: string } }>('/item/get', { access_token })
    assert.equal(item.item_id, item_id)
    await assert.rejects(exchange(plaid, public_token), /INVALID_PUBLIC_TOKEN/)
  })

  test('that is refused gives no public token', async () => {
    const plaid = playPlaid()
    const { link_token, hosted_link_url } = await create(plaid)
    const { ended } = await visit(plaid, hosted_link_url, 'refuse')
    assert.equal(ended.status, 303)
    const [session] = (await plaid.call<Visits>('/link/token/get', { link_token })).link_sessions
    assert.ok(session?.exit && session.results === undefined && session.finished_at !== undefined)
    assert.equal((JSON.parse(plaid.sent.at(-1)?.body ?? '') as { status: string }).status, 'EXITED')
  })

  test('is too old after half an hour', async () => {
    const plaid = playPlaid()
    const { hosted_link_url } = await create(plaid)
    plaid.wait(1_800)
    const path = new URL(hosted_link_url).pathname.replace('/plaid', '')
    assert.equal((await plaid.request('GET', path)).status, 410)
  })

  test('in update mode lets an item log in again under the same access token', async () => {
    const plaid = playPlaid()
    plaid.act('reset_login')
    assert.equal((await plaid.refused('/accounts/get')).error_code, 'ITEM_LOGIN_REQUIRED')
    const { hosted_link_url } = await create(plaid, { access_token: KNOWN.access_token, products: undefined })
    await visit(plaid, hosted_link_url, 'agree')
    await plaid.read('/accounts/get')
  })

  test('is a page that a browser finds', async () => {
    const sandbox = await hostProviders(
      { port: 0, seed: 7, scale: 0.01, now: () => NOW, deliverTo: null, tradeEveryMs: null },
      [createPlaidSandbox],
    )
    try {
      const body = JSON.stringify({ ...CLIENT, ...ASKED })
      const created = await fetch(`${sandbox.url}/plaid/link/token/create`, { method: 'POST', body })
      const { hosted_link_url } = (await created.json()) as LinkToken
      assert.ok(hosted_link_url.startsWith(`${sandbox.url}/plaid/hl/`))
      const page = await fetch(hosted_link_url)
      assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
      const form = new URLSearchParams({ institution_id: 'ins_900001', decision: 'agree' })
      const ended = await fetch(hosted_link_url, { method: 'POST', body: form, redirect: 'manual' })
      assert.equal(ended.headers.get('location'), ASKED.hosted_link.completion_redirect_uri)
    } finally {
      await sandbox.close()
    }
  })

  test('is asked for with what it needs', async () => {
    const plaid = playPlaid()
    for (const [more, code] of [
      [{ client_name: undefined }, 'MISSING_FIELDS'],
      [{ client_name: 'x'.repeat(31) }, 'INVALID_FIELD'],
      [{ country_codes: ['ZZ'] }, 'INVALID_FIELD'],
      [{ user: {} }, 'MISSING_FIELDS'],
      [{ products: undefined }, 'MISSING_FIELDS'],
      [{ transactions: { days_requested: 731 } }, 'INVALID_FIELD'],
    ] as const) {
      const body = JSON.stringify({ ...CLIENT, ...ASKED, ...more })
      const answer = await plaid.request('POST', '/link/token/create', body)
      assert.equal((JSON.parse(answer.body) as { error_code: string }).error_code, code, body)
    }
  })
})

describe('a newly linked item of the played Plaid', () => {
  const link = async (plaid: PlayedPlaid, days_requested?: number) => {
    const { public_token } = await plaid.call<{ public_token: string }>('/sandbox/public_token/create', {
      institution_id: 'ins_900001',
      initial_products: ['transactions'],
      options: { webhook: 'https://receiver.example/plaid', transactions: { days_requested } },
    })
    return exchange(plaid, public_token)
  }

  test('has nothing at first, then a month, then all days that were asked for, and tells of each', async () => {
    const plaid = playPlaid()
    const { access_token } = await link(plaid, 730)
    plaid.control('create_transaction', { amount: 1 })
    plaid.news()
    const sync = (cursor?: string) =>
      plaid.call<Synced>('/transactions/sync', { access_token, cursor, count: 500 })
    const none = await sync()
    assert.deepEqual([none.added, none.next_cursor, none.has_more], [[], '', false])
    assert.equal(none.transactions_update_status, 'NOT_READY')
    assert.deepEqual(plaid.news(), ['SYNC_UPDATES_AVAILABLE'])

    const month = await sync(none.next_cursor)
    assert.equal(month.transactions_update_status, 'INITIAL_UPDATE_COMPLETE')
    assert.ok(month.added.length > 0 && month.added.every((it) => it.date >= '2026-08-02'))
    assert.deepEqual(plaid.news(), ['SYNC_UPDATES_AVAILABLE'])

    const rest = await sync(month.next_cursor)
    assert.equal(rest.transactions_update_status, 'HISTORICAL_UPDATE_COMPLETE')
    assert.equal(rest.added.length + month.added.length, plaid.transactions().length)
    assert.deepEqual([rest.modified, rest.removed], [[], []])
  })

  test('has ninety days unless more were asked for', async () => {
    const plaid = playPlaid()
    const { access_token } = await link(plaid)
    const all: string[] = []
    let cursor = ''
    for (let pages = 0; pages < 4; pages += 1) {
      const page = await plaid.call<Synced>('/transactions/sync', { access_token, cursor, count: 500 })
      all.push(...page.added.map((it) => it.date))
      cursor = page.next_cursor
    }
    assert.ok(all.length > 0 && all.every((it) => it >= '2026-06-03'))
  })

  test('has another access token when the first is no longer to be used', async () => {
    const plaid = playPlaid()
    const { access_token } = await link(plaid)
    const { new_access_token } = await plaid.call<{ new_access_token: string }>(
      '/item/access_token/invalidate',
      {
        access_token,
      },
    )
    assert.equal((await plaid.refused('/item/get', { access_token })).error_code, 'INVALID_ACCESS_TOKEN')
    await plaid.call('/item/get', { access_token: new_access_token })
    await plaid.call('/item/remove', { access_token: new_access_token })
    const { error_code } = await plaid.refused('/item/get', { access_token: new_access_token })
    assert.equal(error_code, 'ITEM_NOT_FOUND')
  })

  test('is of a bank that is played', async () => {
    const plaid = playPlaid()
    const { error_code } = await plaid.refused('/sandbox/public_token/create', {
      access_token: undefined,
      institution_id: 'ins_1',
      initial_products: ['transactions'],
    })
    assert.equal(error_code, 'INVALID_INSTITUTION')
  })
})
