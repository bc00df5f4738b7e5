import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { migrate } from '../../src/store/migrate.ts'
import { freshDatabase } from '../support/database.ts'

describe('migrating', () => {
  test('again changes nothing, also at the same time', async () => {
    const { url, owner } = await freshDatabase()
    const made = () => owner.sql`select count(*)::int as count from drizzle.__drizzle_migrations`
    const [before] = await made()
    await Promise.all([migrate(url), migrate(url)])
    const [after] = await made()
    assert.deepEqual(after, before)
  })

  test('as a user who may not is refused in one sentence', async () => {
    const { url, owner } = await freshDatabase()
    const name = `poor_${new URL(url).pathname.slice(6)}`
    await owner.sql.unsafe(
      `create role ${name} login password 'sandbox-not-a-secret'; drop schema drizzle cascade`,
    )
    const poor = new URL(url)
    poor.username = name
    poor.password = 'sandbox-not-a-secret'
    await assert.rejects(
      migrate(poor.href),
      /^FaultError: The user of DATABASE_URL must be allowed to make schemas/,
    )
    await owner.sql.unsafe(`drop role ${name}`)
  })
})
