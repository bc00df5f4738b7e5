import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  OPEN_BANKING_CONSENT_ID,
  OPEN_BANKING_CURRENT_IBAN,
  OPEN_BANKING_SAVINGS_IBAN,
} from '../../../src/sandbox/open-banking/credentials.ts'
import { type Account, ATTENDED, codeOf, type PlayedBank, playBank } from './support.ts'

const HEADERS = {
  'psu-ip-address': '192.0.2.7',
  'tpp-redirect-uri': 'https://app.example/back?state=1',
  'tpp-nok-redirect-uri': 'https://app.example/sorry',
}
const GLOBAL = { allPsd2: 'allAccounts' }

interface Requested {
  consentStatus: string
  consentId: string
  _links: Record<string, { href: string }>
}

const ask = async (bank: PlayedBank, access: unknown, facts = {}, headers = {}) =>
  await bank.call('/v1/consents', {
    method: 'POST',
    headers: { ...HEADERS, ...headers },
    body: {
      access,
      recurringIndicator: true,
      validUntil: '2026-12-01',
      frequencyPerDay: 4,
      combinedServiceIndicator: false,
      ...facts,
    },
  })

const decide = async (bank: PlayedBank, { _links }: Requested, decision: string) =>
  await bank.call(_links.scaRedirect?.href ?? '', { method: 'POST', body: `decision=${decision}` })

async function consented(bank: PlayedBank, access: unknown) {
  const requested = JSON.parse((await ask(bank, access)).body) as Requested
  await decide(bank, requested, 'agree')
  return { headers: { 'consent-id': requested.consentId, 'psu-ip-address': '192.0.2.7' } }
}

describe('a consent at the played bank', () => {
  test('is given on a page of the bank, which sends the customer back', async () => {
    const bank = playBank()
    const answer = await ask(bank, GLOBAL)
    assert.equal(answer.status, 201)
    assert.equal(answer.headers?.['aspsp-sca-approach'], 'REDIRECT')
    const requested = JSON.parse(answer.body) as Requested
    assert.equal(requested.consentStatus, 'received')
    const headers = { 'consent-id': requested.consentId }
    assert.equal(codeOf(await bank.call('/v1/accounts', { headers })), '401 CONSENT_INVALID')

    const page = await bank.call(requested._links.scaRedirect?.href ?? '')
    assert.match(page.body, /<form method="post">/)
    const back = await decide(bank, requested, 'agree')
    assert.deepEqual([back.status, back.headers?.location], [303, HEADERS['tpp-redirect-uri']])
    assert.deepEqual(await bank.get(requested._links.status?.href ?? ''), { consentStatus: 'valid' })
    assert.deepEqual(await bank.get(requested._links.scaStatus?.href ?? ''), { scaStatus: 'finalised' })
    assert.equal((await bank.accounts({ headers })).length, 4)
    assert.equal((await decide(bank, requested, 'agree')).status, 409)
  })

  test('that the customer refuses gives nothing', async () => {
    const bank = playBank()
    const requested = JSON.parse((await ask(bank, GLOBAL)).body) as Requested
    const back = await decide(bank, requested, 'refuse')
    assert.deepEqual([back.status, back.headers?.location], [303, HEADERS['tpp-nok-redirect-uri']])
    assert.deepEqual(await bank.get(requested._links.status?.href ?? ''), { consentStatus: 'rejected' })
    assert.equal((await bank.accounts()).length, 4)
  })

  test('ends the one before it, and the same accounts have other ids under it', async () => {
    const bank = playBank()
    const before = await bank.accounts()
    const { consentId } = bank.control('renew_consent') as { consentId: string }
    const after = await bank.accounts({ headers: { 'consent-id': consentId } })
    const named = (accounts: Account[]) => accounts.map((it) => [it.iban, it.currency])
    assert.deepEqual(named(after), named(before))
    assert.ok(after.every((it, index) => it.resourceId !== before[index]?.resourceId))
    assert.equal(codeOf(await bank.call('/v1/accounts')), '401 CONSENT_INVALID')
    const old = await bank.get(`/v1/consents/${OPEN_BANKING_CONSENT_ID}/status`)
    assert.deepEqual(old, { consentStatus: 'terminatedByTpp' })
  })

  test('covers what it names, and links lead only there', async () => {
    const bank = playBank()
    const iban = OPEN_BANKING_CURRENT_IBAN
    const options = await consented(bank, {
      balances: [{ iban, currency: 'EUR' }, { iban: OPEN_BANKING_SAVINGS_IBAN }],
      transactions: [{ iban, currency: 'EUR' }],
    })
    const accounts = await bank.accounts(options)
    assert.deepEqual(
      accounts.map((it) => [it.iban, it.currency, Object.keys(it._links), it.ownerName]),
      [
        [iban, 'EUR', ['balances', 'transactions'], undefined],
        [OPEN_BANKING_SAVINGS_IBAN, 'EUR', ['balances'], undefined],
      ],
    )
    const savings = `/v1/accounts/${accounts[1]?.resourceId ?? ''}`
    const query = 'bookingStatus=both&dateFrom=2026-01-01'
    assert.equal(codeOf(await bank.call(`${savings}/transactions?${query}`, options)), '401 CONSENT_INVALID')
  })

  test('with empty lists leaves the choice to the customer, who chooses all accounts', async () => {
    const bank = playBank()
    const options = await consented(bank, { accounts: [], balances: [], transactions: [] })
    assert.equal((await bank.accounts(options)).length, 4)
  })

  test('holds for 180 days at most, and then has to be given anew', async () => {
    const bank = playBank()
    const { consentId } = JSON.parse(
      (await ask(bank, GLOBAL, { validUntil: '9999-12-31' })).body,
    ) as Requested
    const { validUntil } = await bank.get<{ validUntil: string }>(`/v1/consents/${consentId}`)
    assert.equal(validUntil, '2027-02-28')
    bank.wait(150)
    assert.equal((await bank.accounts()).length, 4)
    bank.wait(1)
    assert.equal(codeOf(await bank.call('/v1/accounts')), '401 CONSENT_EXPIRED')
  })

  test('ends when it is revoked, expired or deleted', async () => {
    const ended = playBank()
    const path = `/v1/consents/${OPEN_BANKING_CONSENT_ID}`
    assert.equal((await ended.call(path, { method: 'DELETE' })).status, 204)
    assert.deepEqual(await ended.get(`${path}/status`), { consentStatus: 'terminatedByTpp' })
    const expired = playBank()
    expired.control('expire_consent')
    assert.equal(codeOf(await expired.call('/v1/accounts')), '401 CONSENT_EXPIRED')
    const revoked = playBank()
    revoked.control('revoke_consent')
    assert.equal(codeOf(await revoked.call('/v1/accounts')), '401 CONSENT_INVALID')
    assert.deepEqual(await revoked.get(`${path}/status`), { consentStatus: 'revokedByPsu' })
  })

  test('is refused when the request lacks something', async () => {
    const bank = playBank()
    const refused = async (...facts: [unknown, object?, object?]) => codeOf(await ask(bank, ...facts))
    assert.equal(await refused(undefined), '400 FORMAT_ERROR')
    assert.equal(await refused({ accounts: [], allPsd2: 'allAccounts' }), '400 FORMAT_ERROR')
    assert.equal(await refused({ accounts: [{ iban: 'DE00' }] }), '400 FORMAT_ERROR')
    assert.equal(await refused(GLOBAL, { validUntil: '2026-08-31' }), '400 PERIOD_INVALID')
    assert.equal(await refused(GLOBAL, { frequencyPerDay: 0 }), '400 FORMAT_ERROR')
    assert.equal(await refused(GLOBAL, { recurringIndicator: 'perhaps' }), '400 FORMAT_ERROR')
    assert.equal(await refused(GLOBAL, {}, { 'psu-ip-address': undefined }), '400 FORMAT_ERROR')
    assert.equal(await refused(GLOBAL, {}, { 'tpp-redirect-uri': undefined }), '400 FORMAT_ERROR')
  })
})

describe('reading at the played bank', () => {
  test('without the customer is allowed four times a day for each account and endpoint', async () => {
    const bank = playBank({ scale: 0.3 })
    const { _links, resourceId } = await bank.account(OPEN_BANKING_CURRENT_IBAN, 'GBP')
    const list = `${_links.transactions?.href ?? ''}?bookingStatus=both&dateFrom=2024-01-01`
    for (let reads = 0; reads < 4; reads += 1) {
      const report = await bank.get<{ transactions: { _links: Requested['_links'] } }>(list)
      // Its next page is the same access.
      await bank.get(report.transactions._links.next?.href ?? '')
    }
    assert.equal(codeOf(await bank.call(list)), '429 ACCESS_EXCEEDED')
    assert.equal((await bank.call(list, ATTENDED)).status, 200)
    assert.equal((await bank.call(`/v1/accounts/${resourceId}/balances`)).status, 200)
    const other = await bank.account(OPEN_BANKING_CURRENT_IBAN, 'EUR')
    const query = 'bookingStatus=both&dateFrom=2024-01-01'
    assert.equal((await bank.call(`/v1/accounts/${other.resourceId}/transactions?${query}`)).status, 200)
    bank.wait(1)
    assert.equal((await bank.call(list)).status, 200)
    for (let reads = 0; reads < 3; reads += 1) await bank.get(list)
    bank.control('next_day')
    assert.equal((await bank.call(list)).status, 200)
    bank.control('set_dialect', { unlimitedAccess: true })
    for (let reads = 0; reads < 9; reads += 1) await bank.get(list)
  })

  test('needs a request id, which comes back, and a consent', async () => {
    const bank = playBank()
    const id = '11111111-2222-4333-8444-555555555555'
    const answer = await bank.call('/v1/accounts', { headers: { 'x-request-id': id } })
    assert.equal(answer.headers?.['x-request-id'], id)
    const refused = async (headers: Record<string, string | undefined>) =>
      codeOf(await bank.call('/v1/accounts', { headers }))
    assert.equal(await refused({ 'x-request-id': undefined }), '400 FORMAT_ERROR')
    assert.equal(await refused({ 'x-request-id': '7' }), '400 FORMAT_ERROR')
    assert.equal(await refused({ 'consent-id': undefined }), '400 FORMAT_ERROR')
    assert.equal(await refused({ 'consent-id': 'none' }), '400 CONSENT_UNKNOWN')
    assert.equal(await refused({ accept: 'text/plain' }), '406 REQUESTED_FORMATS_INVALID')
    assert.equal(codeOf(await bank.call('/v1/accounts', { method: 'PUT' })), '405 SERVICE_INVALID')
    assert.equal(codeOf(await bank.call('/v1/nothing')), '404 RESOURCE_UNKNOWN')
  })

  test('is refused in the shape of RFC 7807 where the client asks for it', async () => {
    const bank = playBank()
    const headers = { accept: 'application/json, application/problem+json' }
    const answer = await bank.call('/v1/accounts/none', { headers })
    assert.equal(answer.headers?.['content-type'], 'application/problem+json')
    assert.deepEqual(JSON.parse(answer.body), {
      type: 'https://berlingroup.com/error-codes/RESOURCE_UNKNOWN',
      title: 'There is nothing at this address',
      detail: 'The addressed account is unknown.',
      code: 'RESOURCE_UNKNOWN',
      additionalErrors: [],
      _links: {},
    })
  })

  test('is impossible while the bank is being maintained', () => {
    const { body, status } = playBank().provider.failure?.(503) ?? { body: '', status: 0 }
    assert.equal(status, 503)
    assert.match(body, /"code":"SERVICE_UNAVAILABLE"/)
  })
})
