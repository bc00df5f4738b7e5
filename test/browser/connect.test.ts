import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { Page } from 'playwright-core'
import { encodeId } from '../../src/api/ids.ts'
import { HUBSPOT_PORTAL_ID } from '../../src/sandbox/hubspot/credentials.ts'
import { QUICKBOOKS_REALM_ID } from '../../src/sandbox/quickbooks/credentials.ts'
import { XERO_SECOND_TENANT_ID, XERO_TENANT_ID } from '../../src/sandbox/xero/credentials.ts'
import { findChromium, openChromium } from '../support/chromium.ts'
import { startConnecting } from '../support/connecting.ts'
import { eventually } from '../support/eventually.ts'
import { startApplication } from './application.ts'
import { readSource, startReading } from './reading.ts'

// A person with a browser: from the application to the provider's page, and back by Daybook's callback.

const PROVIDERS = [
  { provider: 'QUICKBOOKS', yes: 'Connect', no: 'No, thanks' },
  { provider: 'XERO', yes: 'Allow access', no: 'Cancel' },
  { provider: 'HUBSPOT', yes: 'Connect app', no: 'Cancel' },
  { provider: 'PLAID', yes: 'Agree', no: 'Refuse' },
  { provider: 'OPEN_BANKING', yes: 'Agree', no: 'Refuse' },
] as const
const MARK = `"><script>alert(1)</script>`

const executable = findChromium()
const skip = executable === null && 'there is no Chromium on PATH, nor does CHROME_PATH name one'

const it = await startConnecting({ returnUrls: ['http://127.0.0.1'] })
const application = await startApplication()
// The hooks of what is skipped do not run: then nothing is started that they would have to stop.
const stopReading = executable === null ? null : await startReading(it)
const browser = executable === null ? null : await openChromium(executable)

describe('a person with a browser', { skip }, () => {
  // Before the database is gone.
  after(() => stopReading?.())

  async function newPage(): Promise<Page> {
    if (browser === null) throw new Error('there is no browser')
    return await browser.newPage()
  }

  /** Opens the provider's page, as the application would. */
  async function open(provider: string): Promise<{ page: Page; state: string; url: string }> {
    const begun = await it.begin(provider, { returnUrl: application.returnUrl })
    assert.deepEqual(begun.at('beginConnect.userErrors'), [])
    const url = begun.text('beginConnect.authorizationUrl')
    const page = await newPage()
    await page.goto(url)
    return { page, state: begun.text('beginConnect.state'), url }
  }

  const press = (page: Page, name: string) =>
    page
      .getByRole('button', { name, exact: true })
      .or(page.getByRole('link', { name, exact: true }))
      .click()

  /** Waits until the browser is back at the application; gives what it brought. */
  async function landed(page: Page): Promise<Record<string, string>> {
    await page.waitForURL(`${application.returnUrl}?**`)
    return Object.fromEntries(new URL(page.url()).searchParams)
  }

  async function connect(provider: (typeof PROVIDERS)[number]): Promise<string[]> {
    const { page, state } = await open(provider.provider)
    await press(page, provider.yes)
    const { sources = '', state: brought } = await landed(page)
    assert.equal(brought, state)
    assert.equal(application.referers.at(-1), null, 'the application learns no address that holds a code')
    await page.close()
    return sources.split(',')
  }

  const ofProvider = (code: string) => PROVIDERS.find(({ provider }) => provider === code) ?? PROVIDERS[0]

  for (const { provider, no } of PROVIDERS) {
    test(`who declines is back at the application, which learns why; nothing is connected: ${provider}`, async () => {
      const { page, state } = await open(provider)
      await press(page, no)
      const { error_description = '', ...brought } = await landed(page)
      assert.match(error_description, /^The customer did not agree to connect [\w ]+\.$/)
      assert.deepEqual(brought, { error: 'FORBIDDEN', actor: 'CUSTOMER', retryable: 'true', state })
      assert.equal((await it.sources(provider)).length, 0)
      await page.close()
    })

    test(`who left the page open for too long can begin again: ${provider}`, async () => {
      const { page, state } = await open(provider)
      await it.db.owner.sql`update pending_connects set expires_at = now()`
      await press(page, ofProvider(provider).yes)
      const { error_description = '', ...brought } = await landed(page)
      assert.equal(error_description, 'Connecting took longer than ten minutes. Begin again.')
      assert.deepEqual(brought, { error: 'INVALID_INPUT', actor: 'CUSTOMER', retryable: 'true', state })
      assert.equal((await it.sources(provider)).length, 0)
      await page.close()
    })

    test(`the provider’s page fits a telephone: ${provider}`, async () => {
      const { page } = await open(provider)
      await page.setViewportSize({ width: 360, height: 640 })
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360)
      assert.equal(await page.evaluate('document.characterSet'), 'UTF-8')
      await page.close()
    })
  }

  for (const provider of PROVIDERS) {
    test(`who approves has sources that are read: ${provider.provider}`, async () => {
      const ids = await connect(provider)
      const known = await it.sources(provider.provider)
      assert.deepEqual(
        ids,
        known.map(({ id }) => encodeId('Source', id)),
      )
      for (const id of ids) {
        const source = await eventually(async () => {
          const read = await readSource(it, id)
          assert.equal(read.text('health.status'), 'HEALTHY', JSON.stringify(read.json))
          return read
        }, 120_000)
        assert.equal(source.text('company.id'), encodeId('Company', it.books.companyId))
        assert.equal(source.text('provider.code'), provider.provider)
        const records = source.list('streams').map((stream) => Number(stream.at('recordCount')))
        assert.ok(records.reduce((sum, count) => sum + count, 0) > 0)
      }
    })
  }

  test('each source is the account that the person saw on the page', async () => {
    const remoteIds = async (provider: string) => (await it.sources(provider)).map(({ remoteId }) => remoteId)
    assert.deepEqual(await remoteIds('QUICKBOOKS'), [QUICKBOOKS_REALM_ID])
    assert.deepEqual(await remoteIds('XERO'), [XERO_TENANT_ID, XERO_SECOND_TENANT_ID])
    assert.deepEqual(await remoteIds('HUBSPOT'), [HUBSPOT_PORTAL_ID])
    assert.deepEqual(await remoteIds('OPEN_BANKING'), [`berlin-group/${it.books.companyId}`])
    assert.match((await remoteIds('PLAID')).join(), /^[\w-]+$/)
  })

  test('two organisations that are approved at once are two sources behind one grant', async () => {
    const grants = (await it.sources('XERO')).map(({ grantId }) => grantId)
    assert.deepEqual([grants.length, new Set(grants).size], [2, 1])
  })

  for (const provider of PROVIDERS) {
    test(`who connects again keeps the source and the records: ${provider.provider}`, async () => {
      const before = await it.sources(provider.provider)
      const sourceIds = before.map(({ id }) => id)
      const recordIds = () => it.db.owner.sql<{ id: string }[]>`
        select id from accounts where source_id = any(${sourceIds}) union all
        select id from contacts where source_id = any(${sourceIds}) order by id`
      const known = await recordIds()
      assert.ok(known.length > 0)
      await it.db.owner.sql`
        update sources set reauthorize = '{"code":"REAUTHORIZE","message":"over","actor":"CUSTOMER","retryable":false}'
        where id = any(${sourceIds})`
      // A worker may begin to read before the browser is back.
      const overAt = new Date()
      const ids = await connect(provider)
      assert.deepEqual(
        ids,
        sourceIds.map((id) => encodeId('Source', id)),
      )
      for (const id of ids) {
        await eventually(async () => {
          const read = await readSource(it, id)
          assert.equal(read.text('health.status'), 'HEALTHY', JSON.stringify(read.json))
          const fresh = read.list('streams').map((stream) => Date.parse(String(stream.at('freshAsOf'))))
          assert.ok(Math.max(...fresh) > overAt.getTime(), 'it was not read anew')
        }, 120_000)
      }
      const still = new Set((await recordIds()).map(({ id }) => id))
      assert.deepEqual(
        known.filter(({ id }) => !still.has(id)),
        [],
      )
    })

    test(`who goes back and agrees once more, or reloads, changes nothing: ${provider.provider}`, async () => {
      const { page, state } = await open(provider.provider)
      const callbacks: string[] = []
      page.on('request', (request) => {
        if (request.url().includes('/connect/callback/')) callbacks.push(request.url())
      })
      await press(page, provider.yes)
      await landed(page)
      const connected = await it.sources(provider.provider)

      await page.goBack()
      const button = page.getByRole('button', { name: provider.yes, exact: true })
      const link = page.getByRole('link', { name: provider.yes, exact: true })
      if (await button.or(link).isVisible()) await button.or(link).click()
      await page.waitForLoadState()
      assert.match(
        await page.innerText('body'),
        /cannot be used any more|was used already|was answered already/,
      )

      const answer = await page.goto(callbacks[0] ?? '')
      assert.ok(answer)
      const html = await answer.text()
      assert.equal(answer.status(), 400)
      assert.match(html, /<h1>This link cannot be used any more<\/h1>/)
      assert.ok(!html.includes(state))
      assert.deepEqual(await it.sources(provider.provider), connected)
      await page.close()
    })
  }

  test('a made-up state leads to a plain page that says nothing of what was in the address', async () => {
    const page = await newPage()
    let alerts = 0
    page.on('dialog', (dialog) => {
      alerts += 1
      void dialog.dismiss()
    })
    const names = ['state', 'code', 'error', 'error_description', 'realmId', 'scope', 'returnUrl', MARK]
    const query = new URLSearchParams(names.map((name) => [name, MARK])).toString()
    const paths = [
      'quickbooks',
      'xero',
      'plaid',
      'open-banking',
      encodeURIComponent(MARK),
      '..%2f..%2fgraphql',
    ]
    for (const path of paths) {
      const address = `${it.api.url}/connect/callback/${path}?${query}`
      const answer = await page.goto(address)
      const html = (await answer?.text()) ?? ''
      assert.deepEqual([answer?.status(), page.url()], [400, address])
      assert.ok(!/<script|alert/i.test(html), html)
      assert.equal(answer?.headers()['cache-control'], 'no-store')
      assert.match(answer.headers()['content-security-policy'] ?? '', /^default-src 'none';/)
      await page.setViewportSize({ width: 360, height: 640 })
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360)
      assert.match(await page.title(), /^This link cannot be used any more$/)
    }
    assert.equal(alerts, 0)
    await page.close()
  })

  test('whatever a provider’s error says, the application gets a code and a sentence of ours', async () => {
    const { page, state } = await open('QUICKBOOKS')
    const query = new URLSearchParams({ state, error: MARK, error_description: MARK, error_uri: MARK })
    await page.goto(`${it.api.url}/connect/callback/quickbooks?${query}`)
    const brought = await landed(page)
    assert.deepEqual(
      [brought['error'], brought['actor'], brought['retryable']],
      ['PROVIDER_REJECTED', 'OPERATOR', 'false'],
    )
    assert.ok(!/alert/.test(page.url()))
    await page.close()
  })

  test('an application that is not on the list is refused before any page is opened', async () => {
    const begun = await it.begin('XERO', { returnUrl: 'https://elsewhere.example/connected' })
    assert.deepEqual(
      begun.list('beginConnect.userErrors').map((error) => [error.at('code'), error.at('path')]),
      [['INVALID_INPUT', ['input', 'returnUrl']]],
    )
    assert.equal(begun.at('beginConnect.authorizationUrl'), null)
  })
})
