import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FaultError } from '../../src/domain/errors.ts'
import { newId } from '../../src/domain/ids.ts'
import { open, seal, type Secrets } from '../../src/sources/vault.ts'

const masterKey = Buffer.alloc(32, 7)
const ids = { workspaceId: newId(), grantId: newId() }
const secrets: Secrets = {
  kind: 'apiKey',
  apiKey: 'sandbox-not-a-secret-key',
  webhookSecrets: ['sandbox-not-a-secret'],
}

describe('the vault', () => {
  test('opens what it sealed', () => {
    assert.deepEqual(open({ masterKey }, ids, seal(masterKey, ids, secrets)), secrets)
    const tokens: Secrets = {
      kind: 'oauth2',
      accessToken: 'sandbox-not-a-secret-a',
      accessExpiresAt: '2026-03-05T10:00:00Z',
      refreshToken: 'sandbox-not-a-secret-r',
      refreshExpiresAt: null,
    }
    assert.deepEqual(open({ masterKey }, ids, seal(masterKey, ids, tokens)), tokens)
  })

  test('seals the same secrets differently each time, and never in clear', () => {
    const one = seal(masterKey, ids, secrets)
    assert.notDeepEqual(one, seal(masterKey, ids, secrets))
    assert.ok(!one.includes('not-a-secret'))
  })

  test('opens for the same source of the same workspace only', () => {
    const sealed = seal(masterKey, ids, secrets)
    assert.throws(() => open({ masterKey }, { ...ids, grantId: newId() }, sealed), FaultError)
    assert.throws(() => open({ masterKey }, { ...ids, workspaceId: newId() }, sealed), FaultError)
  })

  test('names the variable when the master key is another one', () => {
    const sealed = seal(masterKey, ids, secrets)
    assert.throws(() => open({ masterKey: Buffer.alloc(32, 8) }, ids, sealed), /DAYBOOK_MASTER_KEY/)
  })

  test('does not open when any byte was changed or is missing', () => {
    const sealed = seal(masterKey, ids, secrets)
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(sealed.readUInt8(at) ^ 1, at)
      assert.throws(() => open({ masterKey }, ids, changed), FaultError)
    }
    for (const length of [0, 1, 40, sealed.length - 1]) {
      assert.throws(() => open({ masterKey }, ids, sealed.subarray(0, length)), FaultError)
    }
  })
})
