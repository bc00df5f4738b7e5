import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MOST_BODY_BYTES } from '../../src/webhooks/receive.ts'
import { freshDatabase } from '../support/database.ts'
import { startTestApi } from './client.ts'

const api = await startTestApi(await freshDatabase())

const send = (body: string | ReadableStream) =>
  fetch(`${api.url}/webhooks/stripe/acct_made_up`, { method: 'POST', body, duplex: 'half' } as RequestInit)

test('a webhook that nobody signed is refused', async () => {
  assert.equal((await send('{}')).status, 401)
})

test('a webhook that is too long is refused by an answer, with its length told or not', async () => {
  const long = 'x'.repeat(2 * MOST_BODY_BYTES)
  assert.equal((await send(long)).status, 413)
  assert.equal((await send(new Blob([long]).stream())).status, 413)
})
