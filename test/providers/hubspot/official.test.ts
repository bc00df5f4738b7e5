import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { hubspot } from '../../../src/providers/hubspot/index.ts'
import { mapRecords } from '../../../src/sync/map.ts'
import { SOURCE, type StreamName } from './mapping.ts'

// Answers that nobody here made: recordings, and the examples of HubSpot's own documentation.
const FACTS = '../shared/providers/payments-and-banking.md'
const skip = existsSync(FACTS) ? false : 'the official examples are not here'

describe('HubSpot’s own examples', { skip }, () => {
  const lines = skip === false ? readFileSync(FACTS, 'utf8').split('\n') : []
  /** The one line of JSON that begins so. */
  const sample = (beginning: string): string => {
    const [line, ...more] = lines.filter((it) => it.startsWith(beginning))
    assert.ok(line !== undefined && more.length === 0, beginning)
    return line
  }
  const map = (stream: StreamName, text: string) => {
    const { accepted, refused, deleted } = mapRecords(text, hubspot, stream, SOURCE)
    assert.deepEqual([refused, deleted], [[], []])
    return accepted
  }

  test('of the account map', () => {
    const [profile] = map('account', sample('{"portalId":147893286'))
    assert.deepEqual(profile?.type === 'COMPANY_PROFILE' && profile.baseCurrency, 'USD')
  })

  test('of companies and contacts map', () => {
    const [company] = map('companies', sample('{"id":"421290981567"'))
    assert.ok(company?.type === 'CONTACT')
    assert.deepEqual(
      [company.key, company.name, company.address?.region],
      ['companies/421290981567', 'Test Company for Get Action', 'CA'],
    )
    const [contact] = map('contacts', sample('{"id":"713492963559"'))
    assert.equal(contact?.type === 'CONTACT' && contact.name, 'Updated TestUser')
  })

  test('of tax rates map, the whole page', () => {
    const [rate] = map('tax_rates', sample('{"results":[{"name":"state-sales-tax"'))
    assert.ok(rate?.type === 'TAX_RATE')
    assert.deepEqual([rate.name, rate.rate, rate.active], ['State sales tax 2025', '1', true])
  })

  test('of an invoice with its associations map', () => {
    const [invoice] = map('invoices', sample('{"id":"445000000017"'))
    assert.ok(invoice?.type === 'INVOICE')
    const { number, contactKey, total, amountPaid, amountDue, settlement, issueDate, dueDate } = invoice
    assert.deepEqual(
      [number, contactKey, total, amountPaid, amountDue, settlement, issueDate, dueDate],
      ['INV-1001', 'companies/35000000055', '1250.00', '1250.00', '0', 'PAID', '2025-07-18', '2025-08-17'],
    )
  })

  test('of a commerce payment map, in the account’s currency', () => {
    const [payment] = map('commerce_payments', sample('{"id":"383552769679"'))
    assert.ok(payment?.type === 'PAYMENT')
    const { status, amount, currency, exchangeRate, paidOn } = payment
    assert.deepEqual([status, amount, currency, exchangeRate, paidOn], ['PENDING', '49.99', 'USD', '1', null])
  })

  test('of webhooks are understood', () => {
    const [first, second] = lines.filter((it) => /^ ?\[?\{"eventId":/.test(it))
    const events: unknown = JSON.parse(`${first}${second}`)
    assert.deepEqual(
      hubspot.webhooks.changes(events).map((it) => it.what),
      [
        { kind: 'refetch', stream: 'contacts', id: '138017612137' },
        { kind: 'refetch', stream: 'invoices', id: '445000000017' },
      ],
    )
  })
})
