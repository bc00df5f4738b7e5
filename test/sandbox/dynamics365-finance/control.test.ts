import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { D365_WEBHOOK_CODE } from '../../../src/sandbox/dynamics365-finance/credentials.ts'
import type { SandboxResponse } from '../../../src/sandbox/kit/provider.ts'
import { playDynamics, type Played, type Row } from './support.ts'

const find = (played: Played, set: string, fields: Row): Row | undefined =>
  played.rows(set, 'lfde').find((row) => Object.entries(fields).every(([name, value]) => row[name] === value))

const events = (played: Played) => played.sent.map(({ body }) => JSON.parse(body) as Row)

describe('what people do in the played environment:', () => {
  test('a customer comes, changes, and goes while nothing was invoiced', () => {
    const played = playDynamics()
    const made = played.control('create_customer', { name: 'Pier Pottery', country: 'FR', terms: 'Net60' })
    const customer = String(made.CustomerAccount)
    assert.equal(made.SalesTaxGroup, 'EU')
    played.control('update_customer', { customer, name: 'Pier Pottery SA', on_hold: 'All' })
    const changed = find(played, 'CustomersV3', { CustomerAccount: customer })
    assert.deepEqual([changed?.OrganizationName, changed?.OnHoldStatus], ['Pier Pottery SA', 'All'])
    played.control('delete_customer', { customer })
    assert.equal(find(played, 'CustomersV3', { CustomerAccount: customer }), undefined)

    const invoiced = String(played.control('create_invoice').CustomerAccount)
    assert.throws(() => played.control('delete_customer', { customer: invoiced }), /has transactions/)
  })

  test('an invoice is drafted, posted and paid in parts', () => {
    const played = playDynamics()
    const { InvoiceIdentifier: id } = played.control('create_invoice', {
      amount: '100.10',
      quantity: 3,
      post: false,
    })
    const draft = find(played, 'FreeTextInvoiceHeaders', { InvoiceIdentifier: id })
    assert.deepEqual([draft?.IsPosted, draft?.FreeTextNumber], ['No', 'Not posted'])
    assert.equal(events(played).length, 0)

    const { FreeTextNumber: invoice } = played.control('post_invoice', { invoice: String(id) })
    const line = find(played, 'FreeTextInvoiceLines', { ParentRecId: id })
    assert.deepEqual([line?.TransactionCurrencyAmount, line?.SalesTaxAmount], [300.3, 57.06])
    assert.throws(() => played.control('post_invoice', { invoice }), /is posted already/)
    assert.throws(() => played.control('delete_invoice', { invoice }), /is posted/)

    assert.equal(played.control('pay_invoice', { invoice, amount: '57.36' }).leftCents, 30_000)
    assert.throws(
      () => played.control('pay_invoice', { invoice, amount: '300.01' }),
      /less than that is left to pay/,
    )
    const { JournalBatchNumber: journal } = played.control('pay_invoice', { invoice, post: false })
    const header = { JournalBatchNumber: journal }
    assert.equal(find(played, 'CustomerPaymentJournalHeaders', header)?.IsPosted, 'No')
    played.control('post_journal', { journal })
    assert.equal(find(played, 'CustomerPaymentJournalHeaders', header)?.IsPosted, 'Yes')
    assert.equal(find(played, 'CustomerPaymentJournalLines', header)?.CreditAmount, 300)
    assert.throws(() => played.control('post_journal', { journal }), /nothing unposted/)
  })

  test('a draft that is deleted vanishes with its lines', () => {
    const played = playDynamics()
    const { InvoiceIdentifier: id } = played.control('create_invoice', { post: false })
    played.control('delete_invoice', { invoice: String(id) })
    assert.equal(find(played, 'FreeTextInvoiceHeaders', { InvoiceIdentifier: id }), undefined)
    assert.equal(find(played, 'FreeTextInvoiceLines', { ParentRecId: id }), undefined)
  })

  test("a vendor's invoice is booked and paid, or waits and vanishes when it is posted", () => {
    const played = playDynamics()
    played.control('create_vendor_invoice', { amount: '238.00', number: 'R-1' })
    assert.equal(find(played, 'VendInvoiceJournalLines', { Invoice: 'R-1' })?.Credit, 238)
    played.control('pay_invoice', { invoice: 'R-1', vendor: true })
    assert.equal(find(played, 'VendorPaymentJournalLines', { MarkedInvoice: 'R-1' })?.DebitAmount, 238)

    const { HeaderReference: journal } = played.control('create_vendor_invoice', { pending: true })
    assert.ok(find(played, 'VendorInvoiceHeaders', { HeaderReference: journal }))
    played.control('post_journal', { journal })
    assert.equal(find(played, 'VendorInvoiceHeaders', { HeaderReference: journal }), undefined)
    assert.equal(find(played, 'VendorInvoiceLines', { HeaderReference: journal }), undefined)
  })

  test('nothing is posted in a period that is closed, until it is opened again', () => {
    const played = playDynamics()
    played.control('close_period', { through: '2026-09-30' })
    assert.throws(() => played.control('create_journal'), /Period for 2026-09-16 is not open\./)
    played.control('open_period', { from: '2026-09-30' })
    assert.equal(played.control('create_journal', { amount: '12.34' }).IsPosted, 'Yes')
  })

  test('an account is suspended', () => {
    const played = playDynamics()
    assert.equal(played.control('suspend_account', { account: '607100' }).IsSuspended, 'Yes')
    assert.throws(() => played.control('suspend_account', { account: '0' }), /no account 0/)
  })

  test('an unknown action, and a value that is none, are refused with a sentence', () => {
    const played = playDynamics()
    assert.throws(() => played.control('fly'), /there is no action fly; there are create_customer/)
    assert.throws(() => played.control('create_invoice', { amount: '1.234' }), /must be a positive amount/)
  })
})

describe('business events', () => {
  test('tell what was posted in lfde, to an address with a code and without a signature', () => {
    const played = playDynamics()
    const { FreeTextNumber: invoice } = played.control('create_invoice', { amount: '100.00' })
    played.control('pay_invoice', { invoice })
    played.control('create_vendor_invoice')
    played.control('create_invoice', { company: 'lfgb' })

    assert.deepEqual(
      events(played).map((it) => it.BusinessEventId),
      [
        'CustFreeTextInvoicePostedBusinessEvent',
        'CustomerPaymentPostedBusinessEvent',
        'VendorInvoicePostedBusinessEvent',
      ],
    )
    const [first, second] = events(played)
    assert.ok(Number(second?.ControlNumber) > Number(first?.ControlNumber))
    assert.deepEqual(
      [first?.LegalEntity, first?.InvoiceId, first?.InvoiceAmount, first?.EventTime],
      ['LFDE', invoice, 119, `/Date(${Date.parse('2026-09-16T10:00:00Z')})/`],
    )
    const [webhook] = played.sent
    assert.equal(
      webhook?.path,
      `/dynamics365-finance/larkfield.operations.example%2Flfde?code=${D365_WEBHOOK_CODE}`,
    )
    assert.deepEqual(webhook.sign(webhook.body, new Date(), webhook.path), {})
  })

  test('come with trade', () => {
    const played = playDynamics({ scale: 0.1 })
    for (let deals = 0; deals < 40; deals += 1) played.provider.trade()
    const ids = new Set(events(played).map((it) => it.BusinessEventId))
    for (const it of ['CustFreeTextInvoice', 'CustomerPayment', 'VendorPayment', 'VendorInvoice']) {
      assert.ok(ids.has(`${it}PostedBusinessEvent`), it)
    }
  })
})

describe('the end of a month', () => {
  test('turns a share of the calls away, mostly with 429 and its wait, until it is calm', async () => {
    const played = playDynamics()
    await played.get('Companies')
    played.control('stress', { share: 0.5, retryAfterSeconds: 9 })
    const answers: SandboxResponse[] = []
    for (let calls = 0; calls < 200; calls += 1) answers.push(await played.ask('/data/Companies'))
    const count = (status: number) => answers.filter((it) => it.status === status).length
    assert.ok(count(200) > 70 && count(200) < 130, String(count(200)))
    assert.ok(count(429) > count(503) && count(503) > 0)
    const told = answers.find((it) => it.status === 429)
    assert.equal(told?.headers?.['retry-after'], '9')
    assert.match(told.body, /due to system experiencing high resource utilization\./)
    played.control('calm')
    assert.equal((await played.ask('/data/Companies')).status, 200)
  })

  test('leaves time for few calls at once: of many hardly one is answered while its caller waits', async () => {
    const played = playDynamics()
    await played.get('Companies')
    played.control('load')
    played.control('stress', { share: 0, atOnce: 2, takesMs: 90 })
    const ask = async () => (await played.ask('/data/Companies')).status === 200
    const polled: boolean[] = []
    const poll = async () => {
      for (let call = 0; call < 8; call += 1) polled.push(await Promise.race([ask(), sleep(100, false)]))
    }
    await Promise.all([poll(), poll(), poll(), poll()])
    const answered = polled.filter((it) => it).length
    assert.ok(answered <= 4, `${answered} of 32`)
    const { calls, most, inFlight } = played.control('load')
    assert.equal(calls, 32)
    assert.ok(Number(inFlight) > 2 && Number(most) > 4, 'who gives up takes no work away')

    while (Number(played.control('load').inFlight) > 0) await sleep(20)
    for (let call = 0; call < 4; call += 1) assert.ok(await ask())
    assert.deepEqual(played.control('load'), { calls: 4, inFlight: 0, most: 1 })
  })

  test('turns calls away in one way only, where that is asked for', async () => {
    const played = playDynamics()
    await played.get('Companies')
    played.control('stress', { status: 504 })
    assert.equal((await played.ask('/data/Companies')).status, 504)
    assert.throws(() => played.control('stress', { status: 500 }), /one of 429, 503, 504/)
  })

  test('ends by itself when it is told until when, and leaves the tokens alone', async () => {
    const played = playDynamics()
    played.control('stress', { until: '2026-09-16T10:30:00Z' })
    assert.equal((await played.tokenCall()).status, 200)
    assert.notEqual((await played.ask('/data/Companies')).status, 200)
    played.wait(1_800)
    assert.equal((await played.ask('/data/Companies')).status, 200)
  })
})
