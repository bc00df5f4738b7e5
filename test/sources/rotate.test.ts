import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../../src/domain/ids.ts'
import { loadCredentials, storeCredentials } from '../../src/sources/credentials.ts'
import { rotateVault } from '../../src/sources/rotate.ts'
import type { MasterKeys } from '../../src/sources/vault.ts'
import { inWorkspace } from '../../src/store/database.ts'
import { freshDatabase } from '../support/database.ts'

const db = await freshDatabase()
const [older, newer, unknown] = [1, 2, 3].map((it) => Buffer.alloc(32, it)) as [Buffer, Buffer, Buffer]
const now = new Date('2026-03-05T09:00:00Z')

async function store(masterKey: Buffer, apiKey: string) {
  const ids = { workspaceId: newId(), grantId: newId() }
  await inWorkspace(db.worker, ids.workspaceId, (tx) =>
    storeCredentials(tx, masterKey, ids, { secrets: { kind: 'apiKey', apiKey }, now }),
  )
  return ids
}

const load = (keys: MasterKeys, ids: { workspaceId: string; grantId: string }) =>
  inWorkspace(db.worker, ids.workspaceId, (tx) => loadCredentials(tx, keys, ids))

test('a new master key takes over while the old one still opens what it sealed', async () => {
  const many = await Promise.all(
    Array.from({ length: 130 }, (_, n) => store(older, `sandbox-not-a-secret-${n}`)),
  )
  const [first] = many
  assert.ok(first)
  const both = { masterKey: newer, formerMasterKeys: [older] }
  assert.deepEqual((await load(both, first))?.secrets, { kind: 'apiKey', apiKey: 'sandbox-not-a-secret-0' })
  await assert.rejects(load({ masterKey: newer }, first), /DAYBOOK_MASTER_KEY/)

  assert.deepEqual(await rotateVault(db.owner, both), { rewrapped: 130, unreadable: 0 })

  for (const [n, ids] of many.entries()) {
    const { secrets, version } = (await load({ masterKey: newer }, ids)) ?? {}
    assert.deepEqual([secrets, version], [{ kind: 'apiKey', apiKey: `sandbox-not-a-secret-${n}` }, 1])
  }
  await assert.rejects(load({ masterKey: older }, first), /DAYBOOK_MASTER_KEY/)
  assert.deepEqual(await rotateVault(db.owner, both), { rewrapped: 0, unreadable: 0 })
})

test('what no key opens is counted and left as it is', async () => {
  const ids = await store(unknown, 'sandbox-not-a-secret')
  const keys = { masterKey: newer, formerMasterKeys: [older] }
  assert.deepEqual(await rotateVault(db.owner, keys), { rewrapped: 0, unreadable: 1 })
  assert.ok(await load({ masterKey: unknown }, ids))
})
