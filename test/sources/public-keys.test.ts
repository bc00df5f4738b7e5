import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FaultError } from '../../src/domain/errors.ts'
import { plaid } from '../../src/providers/plaid/index.ts'
import { publicKeys } from '../../src/sources/public-keys.ts'
import { json, startAnswering } from '../support/answering.ts'

const server = await startAnswering()
const app = { clientId: 'client', clientSecret: 'sandbox-not-a-secret', webhookSecrets: [] }
const context = {
  config: { apps: { PLAID: app }, providerUrls: { PLAID: server.url } },
  requestId: 'request-1',
}
const at = (time: string) => publicKeys(context, plaid, new Date(time))

test('ids that somebody makes up are asked for twenty times a minute, and known keys stay good meanwhile', async () => {
  const known = { kid: 'known' }
  server.answer = (request, response) => {
    const isKnown = request.body.includes('"known"')
    json(isKnown ? 200 : 400, isKnown ? { key: known } : { error_code: 'INVALID_FIELD' })(request, response)
  }
  const keyOf = at('2026-03-05T09:00:00Z')
  assert.deepEqual(await keyOf('known'), known)
  for (let n = 1; n < 20; n++) assert.equal(await keyOf(`made-up-${n}`), null)
  await assert.rejects(
    keyOf('made-up-20'),
    (error) => error instanceof FaultError && error.fault.code === 'RATE_LIMITED',
  )
  assert.deepEqual(await keyOf('known'), known)
  assert.equal(server.requests.length, 20)
  assert.equal(await at('2026-03-05T09:01:00Z')('made-up-21'), null)
})
