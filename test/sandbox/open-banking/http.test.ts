import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, describe, test } from 'node:test'
import { hostProviders } from '../../../src/sandbox/kit/host.ts'
import { OPEN_BANKING_CONSENT_ID } from '../../../src/sandbox/open-banking/credentials.ts'
import { createOpenBankingSandbox } from '../../../src/sandbox/open-banking/index.ts'
import { NOW, type Problem, type Report, type Account } from './support.ts'

describe('the played bank over HTTP', async () => {
  const settings = { port: 0, seed: 7, scale: 0.2, now: () => NOW, deliverTo: null, tradeEveryMs: null }
  const sandbox = await hostProviders(settings, [createOpenBankingSandbox])
  after(() => sandbox.close())
  const base = `${sandbox.url}/open-banking/v1`

  const call = async (address: string, consentId = OPEN_BANKING_CONSENT_ID) =>
    await fetch(new URL(address, base), {
      headers: { 'X-Request-ID': randomUUID(), 'Consent-ID': consentId },
    })
  const get = async <T>(address: string, consentId?: string): Promise<T> => {
    const response = await call(address, consentId)
    assert.equal(response.status, 200)
    return (await response.json()) as T
  }

  test('is read through its own links, whichever way they are written', async () => {
    const { accounts } = await get<{ accounts: Account[] }>(`${base}/accounts`)
    const list = accounts[0]?._links.transactions?.href ?? ''
    let next: string | undefined = `${list}?bookingStatus=both&dateFrom=2024-01-01`
    let pages = 0
    for (; next !== undefined && pages < 20; pages += 1) {
      next = (await get<Report>(next)).transactions._links.next?.href
    }
    assert.ok(pages > 2 && pages < 20)
  })

  test('gives a consent through a browser', async () => {
    const asked = await fetch(`${base}/consents`, {
      method: 'POST',
      headers: {
        'X-Request-ID': randomUUID(),
        'PSU-IP-Address': '192.0.2.7',
        'TPP-Redirect-URI': `${sandbox.url}/back`,
      },
      body: JSON.stringify({
        access: { allPsd2: 'allAccounts' },
        recurringIndicator: true,
        validUntil: '9999-12-31',
        frequencyPerDay: 4,
        combinedServiceIndicator: false,
      }),
    })
    assert.equal(asked.status, 201)
    const { _links, consentId } = (await asked.json()) as {
      consentId: string
      _links: { scaRedirect: { href: string } }
    }
    assert.match(await (await fetch(_links.scaRedirect.href)).text(), /Larkfield Works Ltd/)
    const back = await fetch(_links.scaRedirect.href, {
      method: 'POST',
      body: new URLSearchParams({ decision: 'agree' }),
      redirect: 'manual',
    })
    assert.equal(back.headers.get('location'), `${sandbox.url}/back`)
    assert.equal((await get<{ accounts: Account[] }>(`${base}/accounts`, consentId)).accounts.length, 4)
    assert.equal((await call(`${base}/accounts`)).status, 401)
  })

  test('says so when it is being maintained', async () => {
    const fault = { kind: 'status', provider: 'open-banking', status: 503, times: 1 }
    await fetch(`${sandbox.url}/control/faults`, { method: 'POST', body: JSON.stringify(fault) })
    const response = await call(`${base}/accounts`)
    assert.equal(response.status, 503)
    assert.equal(((await response.json()) as Problem).tppMessages[0]?.code, 'SERVICE_UNAVAILABLE')
  })
})
