import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { encodeId } from '../../src/api/ids.ts'
import { readConfig } from '../../src/config.ts'
import { newId } from '../../src/domain/ids.ts'
import { bankStatement } from '../../src/providers/bank-statement/index.ts'
import { createApiKey } from '../../src/sources/keys.ts'
import { fixture } from '../providers/bank-statement/files.ts'
import { camt053, entry } from '../providers/bank-statement/making.ts'
import { freshDatabase } from '../support/database.ts'
import { connectFiles, runFiles, type FileSource } from '../support/file-source.ts'
import { startTestApi } from './client.ts'
import { seedBooks } from './seed.ts'

const database = await freshDatabase()
const api = await startTestApi(database, {
  config: { masterKey: readConfig({ DAYBOOK_MASTER_KEY: Buffer.alloc(32, 1).toString('base64') }).masterKey },
})

async function connected(scopes: readonly string[] = ['records:read', 'records:write']) {
  const source = await connectFiles(database, bankStatement)
  const { key } = await createApiKey(database.owner, {
    workspaceId: source.workspaceId,
    name: 'test',
    scopes,
  })
  return { source, key }
}

interface Sending {
  key: string
  source: Pick<FileSource, 'sourceId'>
  file?: Buffer | string
  name?: string
  method?: string
}

async function send({ key, source, file = camt053(), name = 'march.xml', method = 'POST' }: Sending) {
  const id = encodeId('Source', source.sourceId)
  const answer = await fetch(`${api.url}/sources/${id}/files?name=${encodeURIComponent(name)}`, {
    method,
    headers: { authorization: `Bearer ${key}` },
    ...(method === 'POST' && { body: Buffer.from(file) }),
  })
  return { status: answer.status, body: (await answer.json()) as unknown }
}

const refusal = (code: string, message: string) => ({
  error: { code, message, actor: 'CALLER', retryable: false },
})

describe('a large file', () => {
  test('is read while others are answered, and refused with the same sentence as a small one', async () => {
    const { source, key } = await connected()
    const entries = Array.from({ length: 3_000 }, (_, at) => entry(`${at + 1}.00`))
    const file = camt053({ entries })
    assert.ok(file.length > 300_000)
    const read = new AbortController()
    const sent = send({ key, source, file }).finally(() => {
      read.abort()
    })
    let answered = 0
    while (!read.signal.aborted) {
      await fetch(`${api.url}/healthz`)
      answered += 1
    }
    // One more: what is not final, which a statement ends.
    const records = { statements: 1, accounts: 1, transactions: 3_001, notifications: 0 }
    assert.deepEqual(await sent, { status: 200, body: { file: 1, alreadyKnown: false, records } })
    assert.ok(answered > 10, `${answered} answers meanwhile`)

    const cut = await send({ key, source, file: file.slice(0, -30), name: 'cut.xml' })
    assert.equal(cut.status, 400)
    const small = await send({ key, source, file: camt053().slice(0, -30), name: 'cut.xml' })
    const wordsOf = (body: unknown) => JSON.stringify(body).replace(/[0-9]+/g, '…')
    assert.equal(wordsOf(cut.body), wordsOf(small.body))
  })
})

describe('a file that is sent', () => {
  test('is kept, answered with what is in it, and known when it comes again', async () => {
    const { source, key } = await connected()
    const records = { statements: 1, accounts: 1, transactions: 1, notifications: 0 }
    assert.deepEqual(await send({ key, source }), {
      status: 200,
      body: { file: 1, alreadyKnown: false, records },
    })
    assert.deepEqual(await send({ key, source }), {
      status: 200,
      body: { file: 1, alreadyKnown: true, records },
    })
  })

  test('that is no statement is refused with a sentence that names it', async () => {
    const { source, key } = await connected()
    const { status, body } = await send({ key, source, file: 'Date;Amount', name: 'märz.csv' })
    const sentence =
      'The file märz.csv is no statement. Taken are ISO 20022 statements, reports and advices (camt.053, camt.052, camt.054) and SWIFT statements (MT940, MT942).'
    assert.deepEqual([status, body], [400, refusal('INVALID_INPUT', sentence)])
    assert.equal((await send({ key, source, file: '' })).status, 400)
  })

  test('needs a key that may write, and is sent by POST', async () => {
    const { source, key } = await connected(['records:read'])
    assert.deepEqual(await send({ key, source }), {
      status: 403,
      body: refusal('FORBIDDEN', 'This key lacks the scope records:write.'),
    })
    assert.equal((await send({ key, source, method: 'GET' })).status, 405)
    assert.equal((await send({ key: 'nobody', source })).status, 401)
  })

  test('reaches no source of another workspace, and none that is not read from files', async () => {
    const { source } = await connected()
    const { key } = await connected()
    const unknown = { status: 404, body: refusal('NOT_FOUND', 'There is no such source.') }
    assert.deepEqual(await send({ key, source }), unknown)
    assert.deepEqual(await send({ key, source: { sourceId: newId() } }), unknown)
    const books = await seedBooks(database.owner)
    assert.equal((await send({ key: books.key, source: books })).status, 400)
  })

  test('shows in the graph with balance, transactions and what the bank booked together', async () => {
    const { source, key } = await connected()
    for (const name of ['swiss.053.001.04.xml', 'advice.054.001.04.xml', 'german.053.001.08.xml']) {
      assert.equal((await send({ key, source, file: fixture(name), name })).status, 200)
    }
    await runFiles(database, source)
    const { data, errors } = await api.query(
      key,
      `{ accounts(first: 10) { nodes { name currency balance(maxAge: 0) { current { amount } } } }
         transactions(first: 20, filter: { amount: { min: "800" } }) { nodes {
           amount { amount currency } status details { amount { amount } counterparty reference } } } }`,
    )
    assert.equal(errors, undefined, JSON.stringify(errors))
    assert.deepEqual(
      data
        .list('accounts.nodes')
        .map((it) => [it.at('currency'), it.at('balance.current.amount')])
        .sort(),
      [
        ['CHF', '-100.05'],
        ['EUR', '20.00'],
        ['EUR', '9519.85'],
      ],
    )
    assert.deepEqual(data.at('transactions.nodes'), [
      {
        amount: { amount: '899.95', currency: 'CHF' },
        status: 'POSTED',
        details: [
          {
            amount: { amount: '500.00' },
            counterparty: 'Käserei Bergblick AG',
            reference: '210000000003139471430009017',
          },
          { amount: { amount: '400.00' }, counterparty: 'Velo Huber', reference: null },
        ],
      },
    ])
  })
})
