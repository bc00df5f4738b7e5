import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { FaultError } from '../../src/domain/errors.ts'
import { newId } from '../../src/domain/ids.ts'
import { authenticate, createApiKey } from '../../src/sources/keys.ts'
import { freshDatabase } from '../support/database.ts'

const db = await freshDatabase()

describe('an API key', () => {
  test('opens its workspace with its scopes, also for the role that reads', async () => {
    const workspaceId = newId()
    const { id, key } = await createApiKey(db.worker, { workspaceId, name: 'BI', scopes: ['records:read'] })
    assert.match(key, /^dbk_[A-Za-z0-9_-]{43}$/)
    assert.deepEqual(await authenticate(db.api, key), { workspaceId, keyId: id, scopes: ['records:read'] })
  })

  test('is stored as a hash only', async () => {
    const { key } = await createApiKey(db.owner, { workspaceId: newId(), name: 'BI', scopes: [] })
    const rows = await db.owner.sql<{ hash: string }[]>`select * from api_keys`
    assert.ok(!JSON.stringify(rows).includes(key))
    assert.ok(rows.every((it) => /^[0-9a-f]{64}$/.test(it.hash)))
  })

  test('that nobody has, that is empty or far too long, opens nothing', async () => {
    for (const presented of ['dbk_unknown', '', 'x'.repeat(1_000_000)]) {
      assert.equal(await authenticate(db.api, presented), null)
    }
  })

  test('stops working within ten seconds of being revoked', async () => {
    const { id, key } = await createApiKey(db.worker, { workspaceId: newId(), name: 'old', scopes: [] })
    const at = Date.now()
    assert.ok(await authenticate(db.api, key, at))
    await db.owner.sql`update api_keys set revoked_at = now() where id = ${id}`
    assert.ok(await authenticate(db.api, key, at + 9_999))
    assert.equal(await authenticate(db.api, key, at + 10_000), null)
    assert.equal(await authenticate(db.api, key, at), null)
  })

  test('can be chosen by whoever makes it', async () => {
    const key = 'sandbox-not-a-secret-key'
    const made = await createApiKey(db.worker, { workspaceId: newId(), name: 'demo', scopes: [], key })
    assert.equal(made.key, key)
    assert.equal((await authenticate(db.api, key))?.keyId, made.id)
  })

  test('that was chosen is made good again by its workspace, and never by another one', async () => {
    const chosen = { workspaceId: newId(), name: 'demo', key: 'sandbox-not-a-secret-other-key' }
    const { id } = await createApiKey(db.owner, { ...chosen, scopes: [] })
    await db.owner.sql`update api_keys set revoked_at = now() where id = ${id}`
    assert.equal((await createApiKey(db.owner, { ...chosen, scopes: ['records:read'] })).id, id)
    assert.deepEqual((await authenticate(db.api, chosen.key))?.scopes, ['records:read'])
    await assert.rejects(
      createApiKey(db.owner, { ...chosen, workspaceId: newId(), scopes: [] }),
      /another workspace/,
    )
  })

  test('has only scopes that exist', async () => {
    await assert.rejects(
      createApiKey(db.worker, { workspaceId: newId(), name: 'x', scopes: ['records:write-everything'] }),
      (error) =>
        error instanceof FaultError && /There is no scope "records:write-everything"/.test(error.message),
    )
  })
})
