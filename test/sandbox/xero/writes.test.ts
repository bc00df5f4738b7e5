import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { inner, list, openXero, rowsOf, type Answer, type Row } from './client.ts'

const messages = (answer: Answer): unknown[] =>
  list(answer.json, 'Elements').flatMap((it) => list(it, 'ValidationErrors').map((error) => error.Message))

describe('the played Xero', async () => {
  const { send, get, rows, control } = await openXero()
  const line = { Description: 'Workshop day', Quantity: 2, UnitAmount: 120, AccountCode: '200' }
  const invoice = {
    Type: 'ACCREC',
    Contact: { Name: 'Somebody New' },
    DueDate: '2026-12-01',
    LineItems: [line],
    Status: 'AUTHORISED',
  }
  const create = async (more: object = {}): Promise<Row> => {
    const answer = await send('PUT', '/Invoices', { Invoices: [{ ...invoice, ...more }] })
    assert.equal(answer.status, 200, answer.text)
    return rowsOf(answer, 'Invoices')[0] ?? {}
  }

  test('creates an invoice, and with it the contact that it names', async () => {
    const made = await create()
    assert.deepEqual([made.SubTotal, made.TotalTax, made.Total, made.AmountDue], [240, 48, 288, 288])
    assert.equal(inner(made, 'Contact').Name, 'Somebody New')
    const again = await create()
    assert.equal(inner(again, 'Contact').ContactID, inner(made, 'Contact').ContactID)
  })

  test('pays it, and takes the payment back', async () => {
    const { InvoiceID } = await create()
    const body = { Invoice: { InvoiceID }, Account: { Code: '090' }, Date: '2026-11-01', Amount: 88.5 }
    const paid = await send('PUT', '/Payments', { Payments: [body] })
    const [payment] = rowsOf(paid, 'Payments')
    assert.equal(inner(payment ?? {}, 'Invoice').AmountDue, 199.5)
    const path = `/Payments/${String(payment?.PaymentID)}`
    const deleted = await send('POST', path, { Payments: [{ Status: 'DELETED' }] })
    assert.equal(rowsOf(deleted, 'Payments')[0]?.Status, 'DELETED')
    const [after] = rowsOf(await get(`/Invoices/${String(InvoiceID)}`), 'Invoices')
    assert.deepEqual([after?.AmountDue, after?.Payments], [288, []])
    const much = await send('PUT', '/Payments', { Payments: [{ ...body, Amount: 288.01 }] })
    assert.deepEqual(messages(much), ['Payment amount exceeds the amount outstanding on this document'])
  })

  test('changes what is sent, and voids', async () => {
    const { InvoiceID } = await create()
    const changed = await send('POST', `/Invoices/${String(InvoiceID)}`, { Reference: 'PO 12' })
    assert.equal(rowsOf(changed, 'Invoices')[0]?.Reference, 'PO 12')
    const voided = await send('POST', '/Invoices', { InvoiceID, Status: 'VOIDED' })
    assert.deepEqual(
      [rowsOf(voided, 'Invoices')[0]?.Status, rowsOf(voided, 'Invoices')[0]?.AmountDue],
      ['VOIDED', 0],
    )
  })

  test('refuses a document in a closed period, in the words that name the day', async () => {
    control('set_lock_date', { on: '2026-06-30' })
    const answer = await send('PUT', '/Invoices', { Invoices: [{ ...invoice, Date: '2026-06-30' }] })
    assert.deepEqual([answer.status, answer.json.Type], [400, 'ValidationException'])
    assert.deepEqual(messages(answer), [
      'The document date cannot be before the period lock date, currently set at 30 Jun 2026',
    ])
  })

  test('does all of a call or none of it, or tells of each when asked', async () => {
    const before = (await rows('Invoices')).length
    const both = { Invoices: [invoice, { ...invoice, LineItems: [] }] }
    const failed = await send('PUT', '/Invoices', both)
    assert.deepEqual([failed.status, messages(failed)], [400, ['One or more line items must be specified']])
    assert.equal((await rows('Invoices')).length, before)
    const told = await send('PUT', '/Invoices?summarizeErrors=false', both)
    assert.equal(told.status, 200)
    assert.deepEqual(
      rowsOf(told, 'Invoices').map((it) => it.StatusAttributeString),
      ['OK', 'ERROR'],
    )
  })

  test('answers a repeated key with the first answer, and refuses it for something else', async () => {
    const before = (await rows('Invoices')).length
    const key = { 'idempotency-key': 'one' }
    const [first, second] = [
      await send('PUT', '/Invoices', invoice, key),
      await send('PUT', '/Invoices', invoice, key),
    ]
    assert.equal(first.text, second.text)
    assert.equal((await rows('Invoices')).length, before + 1)
    const other = await send('PUT', '/Invoices', { ...invoice, Reference: 'x' }, key)
    assert.deepEqual(
      [other.status, other.json.Detail],
      [400, 'Idempotency Key one is used with a different request.'],
    )
  })

  test('names a contact once, and archives it', async () => {
    const made = await send('PUT', '/Contacts', {
      Contacts: [{ Name: 'Only One', EmailAddress: 'a@only.example' }],
    })
    const [contact] = rowsOf(made, 'Contacts')
    const twice = await send('PUT', '/Contacts', { Contacts: [{ Name: 'Only One' }] })
    assert.match(String(messages(twice)[0]), /already assigned to another contact/)
    const archived = await send('POST', '/Contacts', {
      ContactID: contact?.ContactID,
      ContactStatus: 'ARCHIVED',
    })
    assert.equal(rowsOf(archived, 'Contacts')[0]?.ContactStatus, 'ARCHIVED')
  })

  test('says what it cannot read, and what it cannot do', async () => {
    const bad = await send('PUT', '/Invoices', 'no object')
    assert.deepEqual([bad.status, bad.json.Type], [400, 'PostDataInvalidException'])
    const other = await send('PUT', '/TaxRates', {})
    assert.deepEqual([other.status, other.json.Type], [501, 'ApiMethodNotImplementedException'])
  })
})
