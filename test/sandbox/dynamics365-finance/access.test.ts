import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CLIENT, playDynamics, tokenOf } from './support.ts'

describe("the played Entra ID's tokens", () => {
  const played = playDynamics()

  test('are given to the client for the environment, and open it', async () => {
    const response = await played.tokenCall()
    const { access_token: token, ...rest } = JSON.parse(response.body) as Record<string, unknown>
    assert.equal(response.status, 200)
    assert.deepEqual(rest, { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 })
    assert.equal((await played.ask('/data/Companies', String(token))).status, 200)
  })

  const refusals = [
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    ['an unknown client', { client_id: 'unknown' }, 400, 'unauthorized_client', 700016],
    [
      'a scope without .default',
      { scope: 'https://larkfield.operations.example' },
      400,
      'invalid_scope',
      1002012,
    ],
    ['another environment', { scope: 'https://other.example/.default' }, 400, 'invalid_resource', 500011],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  ] as const
  for (const [what, form, status, error, code] of refusals) {
    test(`are refused for ${what}, as Entra says it`, async () => {
      const response = await played.tokenCall({ ...CLIENT, ...form })
      const body = JSON.parse(response.body) as Record<string, unknown>
      assert.equal(response.status, status)
      assert.equal(body.error, error)
      assert.deepEqual(body.error_codes, [code])
      assert.match(String(body.error_description), new RegExp(`^AADSTS${code}: `))
    })
  }

  test('are refused for another directory', async () => {
    assert.equal((await played.tokenCall(CLIENT, 'other.example')).status, 400)
  })

  test('end after an hour', async () => {
    const token = tokenOf(await played.tokenCall())
    played.wait(3598)
    assert.equal((await played.ask('/data/Companies', token)).status, 200)
    played.wait(2)
    const { body, headers, status } = await played.ask('/data/Companies', token)
    assert.deepEqual([status, body, headers?.['www-authenticate']], [401, '', 'Bearer'])
  })
})

describe('a client whose token is good', () => {
  test('opens nothing while it is not registered in F&O, and is told nothing in JSON', async () => {
    const played = playDynamics()
    const bodies = []
    for (const status of [401, 403]) {
      played.control('unregister_client', { status })
      const response = await played.ask('/data/Companies')
      assert.equal(response.status, status)
      bodies.push(response.body)
    }
    const [empty, html] = bodies
    assert.equal(empty, '')
    assert.match(String(html), /^<!DOCTYPE html>/)
    played.control('register_client')
    assert.equal((await played.ask('/data/Companies')).status, 200)
  })

  test('loses its secret, until it gets it back', async () => {
    const played = playDynamics()
    await played.get('Companies')
    played.control('revoke_grant')
    assert.equal((await played.ask('/data/Companies')).status, 401)
    assert.equal((await played.tokenCall()).status, 401)
    played.control('restore_grant')
    assert.equal((await played.tokenCall()).status, 200)
  })
})
