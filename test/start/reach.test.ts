import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { UsageError } from '../../src/commands/usage.ts'
import { reachDatabase } from '../../src/start/reach.ts'
import { freshDatabase } from '../support/database.ts'

const db = await freshDatabase()

describe('a configured database', () => {
  test('is used when its server answers', async () => {
    assert.equal(await reachDatabase(db.url), db.url)
  })

  const unusable = {
    'nobody listens': 'postgres://nobody:secret@127.0.0.1:1/none',
    'the address cannot be read': 'postgres://nobody:secret@127.0.0.1:99999/none',
    'the database is not there': Object.assign(new URL(db.url), { pathname: '/none' }).href,
  }
  for (const [reason, url] of Object.entries(unusable)) {
    test(`is refused in one sentence that names the variable, where ${reason}`, async () => {
      await assert.rejects(reachDatabase(url), (error) => {
        assert.ok(error instanceof UsageError)
        assert.match(error.message, /^DATABASE_URL [^\n]*\.$/)
        assert.doesNotMatch(error.message, /secret/)
        return true
      })
    })
  }
})
