import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { NOW, openQuickBooks, type Answer } from './client.ts'

const quickbooks = await openQuickBooks()
const { get, post, query, control, rows, row } = quickbooks

const code = (answer: Answer): unknown => answer.json.Fault?.Error[0].code

const consulting = (amount: number, taxed = false) => ({
  Amount: amount,
  DetailType: 'SalesItemLineDetail',
  SalesItemLineDetail: { ItemRef: { value: '1' }, TaxCodeRef: { value: taxed ? 'TAX' : 'NON' } },
})

describe('reading', () => {
  test('one object is answered under its name; a missing one is 610', async () => {
    const some = await row('Invoice', 'MAXRESULTS 1')
    assert.deepEqual((await get(`/invoice/${some.Id}`)).json.Invoice, some)
    const missing = await get('/invoice/99999999')
    assert.deepEqual([missing.status, code(missing)], [400, '610'])
  })

  test('amounts are written with their own digits and no more', async () => {
    const { text } = await query('SELECT * FROM Invoice MAXRESULTS 1000')
    assert.ok(!/"(TotalAmt|Balance|Amount)":-?\d+\.\d*0[,}]/.test(text), 'no trailing zero')
    assert.ok(!/\d\.\d{7,}/.test(text), 'no digits that nobody put there')
    assert.match(text, /"ExchangeRate":\d/)
  })

  test('the company and its settings are one of a kind', async () => {
    assert.equal((await get('/companyinfo/9341450000000001')).json.CompanyInfo.Country, 'US')
    assert.equal((await get('/preferences')).json.Preferences.AccountingInfoPrefs.BookCloseDate, '2026-06-30')
  })

  test('whoever does not accept JSON gets XML', async () => {
    assert.match((await get('/preferences', { accept: '*/*' })).text, /^<\?xml/)
  })
})

describe('change data capture', () => {
  test('gives what changed since, and stubs of what was deleted, in the order asked', async () => {
    const own = await openQuickBooks()
    const gone = await own.row('Purchase', "WHERE TxnDate > '2026-10-01'")
    await own.control('quickbooks/delete', { entity: 'Purchase', id: gone.Id })
    const since = encodeURIComponent(new Date(NOW.getTime() - 60_000).toISOString())
    const { json } = await own.get(`/cdc?entities=Invoice,Purchase&changedSince=${since}`)
    const [invoices, purchases] = json.CDCResponse[0].QueryResponse
    assert.deepEqual(invoices, {})
    const stub = {
      domain: 'QBO',
      status: 'Deleted',
      Id: gone.Id,
      MetaData: { LastUpdatedTime: '2026-11-02T12:00:00-08:00' },
    }
    assert.deepEqual(purchases, { Purchase: [stub], startPosition: 1, maxResults: 1 })
  })

  test('gives at most a thousand objects, all entities together', async () => {
    const large = await openQuickBooks({ scale: 4 })
    const since = encodeURIComponent(new Date(NOW.getTime() - 29 * 86_400_000).toISOString())
    const { json } = await large.get(`/cdc?entities=Purchase,Invoice&changedSince=${since}`)
    const [purchases, invoices] = json.CDCResponse[0].QueryResponse
    assert.equal((purchases?.Purchase?.length ?? 0) + (invoices?.Invoice?.length ?? 0), 1000)
  })

  test('refuses what is too old, and entities that it does not see', async () => {
    assert.equal(code(await get('/cdc?entities=Invoice&changedSince=2026-09-01T00:00:00Z')), '4001')
    assert.equal(code(await get('/cdc?entities=TaxCode&changedSince=2026-11-01T00:00:00Z')), '4001')
    assert.equal(code(await get('/cdc?entities=Invoice')), '2020')
  })
})

describe('writing', () => {
  test('an invoice is totalled, taxed, numbered and owed', async () => {
    const body = { CustomerRef: { value: '1' }, Line: [consulting(100, true), consulting(50.5)] }
    const { Invoice: invoice } = (await post('/invoice', body)).json
    assert.equal(invoice.SyncToken, '0')
    assert.equal(invoice.TotalAmt, 150.5 + invoice.TxnTaxDetail.TotalTax)
    assert.equal(invoice.Balance, invoice.TotalAmt)
    assert.equal(invoice.TxnDate, '2026-11-02')
    assert.equal(invoice.Line?.at(-1)?.DetailType, 'SubTotalLineDetail')
    assert.ok(invoice.CustomerRef.name.length > 0 && /^\d+$/.test(invoice.DocNumber))
  })

  test('a sparse update keeps what is not sent, a full one clears it, a stale one is refused', async () => {
    const created = (
      await post('/invoice', { CustomerRef: { value: '1' }, PrivateNote: 'x', Line: [consulting(10)] })
    ).json.Invoice
    const { Id } = created
    const sparse = (await post('/invoice', { Id, SyncToken: '0', sparse: true, DueDate: '2026-12-24' })).json
      .Invoice
    assert.deepEqual([sparse.SyncToken, sparse.PrivateNote, sparse.DueDate], ['1', 'x', '2026-12-24'])
    const full = (
      await post('/invoice', { Id, SyncToken: '1', CustomerRef: { value: '1' }, Line: [consulting(20)] })
    ).json.Invoice
    assert.deepEqual([full.PrivateNote, full.TotalAmt, full.DocNumber], [undefined, 20, created.DocNumber])
    assert.equal(code(await post('/invoice', { Id, SyncToken: '1', sparse: true })), '5010')
  })

  test('a payment closes its invoice, whose void gives the money back to the payment', async () => {
    const invoice = (await post('/invoice', { CustomerRef: { value: '1' }, Line: [consulting(80)] })).json
      .Invoice
    const link = (Amount: number) => [{ Amount, LinkedTxn: [{ TxnId: invoice.Id, TxnType: 'Invoice' }] }]
    const pay = (TotalAmt: number, Line: unknown) =>
      post('/payment', { CustomerRef: { value: '1' }, TotalAmt, Line })
    assert.equal(code(await pay(90, link(90))), '6000')
    const { Payment: payment } = (await pay(90, link(80))).json
    assert.equal(payment.UnappliedAmt, 10)
    const paid = (await get(`/invoice/${invoice.Id}`)).json.Invoice
    assert.deepEqual(
      [paid.Balance, paid.LinkedTxn, paid.SyncToken],
      [0, [{ TxnId: payment.Id, TxnType: 'Payment' }], '1'],
    )

    const body = { Id: invoice.Id, SyncToken: '1' }
    const { Invoice: voided } = (await post('/invoice?operation=void', body)).json
    assert.deepEqual([voided.TotalAmt, voided.Balance, voided.PrivateNote], [0, 0, 'Voided'])
    assert.equal((await get(`/payment/${payment.Id}`)).json.Payment.UnappliedAmt, 90)
  })

  test('a deleted payment opens its invoice again', async () => {
    const invoice = (await post('/invoice', { CustomerRef: { value: '1' }, Line: [consulting(40)] })).json
      .Invoice
    const line = { Amount: 40, LinkedTxn: [{ TxnId: invoice.Id, TxnType: 'Invoice' }] }
    const { Payment: payment } = (
      await post('/payment', { CustomerRef: { value: '1' }, TotalAmt: 40, Line: [line] })
    ).json
    const gone = (await post('/payment?operation=delete', { Id: payment.Id, SyncToken: '0' })).json.Payment
    assert.deepEqual(gone, { domain: 'QBO', status: 'Deleted', Id: payment.Id })
    const open = (await get(`/invoice/${invoice.Id}`)).json.Invoice
    assert.deepEqual([open.Balance, open.LinkedTxn], [40, []])
  })

  test('the same requestid gets the first answer again and writes nothing', async () => {
    const body = { DisplayName: 'Twice Asked' }
    const first = await post('/vendor?requestid=abc-1', body)
    const again = await post('/vendor?requestid=abc-1', body)
    assert.equal(again.text, first.text)
    assert.equal(code(await post('/vendor', body)), '6240')
  })

  for (const [what, path, body, expected] of [
    [
      'a date in the closed period',
      '/invoice',
      { CustomerRef: { value: '1' }, TxnDate: '2026-06-30', Line: [consulting(1)] },
      '6210',
    ],
    [
      'a number that is taken',
      '/invoice',
      { CustomerRef: { value: '1' }, DocNumber: '1001', Line: [consulting(1)] },
      '6140',
    ],
    [
      'a customer who is not there',
      '/invoice',
      { CustomerRef: { value: '987654' }, Line: [consulting(1)] },
      '2500',
    ],
    ['an invoice without lines', '/invoice', { CustomerRef: { value: '1' } }, '2020'],
    ['a field that nobody knows', '/customer', { DisplayName: 'A', Colour: 'red' }, '2010'],
    [
      'more digits than the currency has',
      '/invoice',
      { CustomerRef: { value: '1' }, Line: [consulting(1.005)] },
      '6000',
    ],
    [
      'a journal entry out of balance',
      '/journalentry',
      {
        Line: [
          {
            Amount: 5,
            DetailType: 'JournalEntryLineDetail',
            JournalEntryLineDetail: { PostingType: 'Debit', AccountRef: { value: '1' } },
          },
        ],
      },
      '6000',
    ],
    ['a list that cannot be written', '/taxrate', { Name: 'A' }, '2010'],
  ] as const) {
    test(`${what} is refused with ${expected}`, async () => {
      const answer = await post(path, body)
      assert.deepEqual([answer.status, code(answer)], [400, expected])
    })
  }

  test('merged customers leave their documents to the one that stays', async () => {
    const owned = async (id: string) =>
      (await rows('Invoice', `WHERE CustomerRef = '${id}' MAXRESULTS 1000`)).length
    const [kept, gone] = [await owned('1'), await owned('6')]
    const before = [1, 6].map(async (id) => (await get(`/customer/${id}`)).json.Customer.Balance)
    const [ours = 0, theirs = 0] = await Promise.all(before)
    await control('quickbooks/merge', { entity: 'Customer', id: '1', deletedId: '6' })
    assert.deepEqual([await owned('1'), await owned('6')], [kept + gone, 0])
    const balance = (await get('/customer/1')).json.Customer.Balance
    assert.equal(Math.round(balance * 100), Math.round((ours + theirs) * 100))
  })
})
