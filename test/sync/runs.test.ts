import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { beginRun, forgetCheckpoint } from '../../src/sync/runs.ts'
import { freshDatabase } from '../support/database.ts'
import { startLedger } from '../support/ledger.ts'
import { connectLedger } from '../support/ledger-source.ts'

const db = await freshDatabase()
const ledger = await startLedger()
after(() => ledger.close())

test('a run that another one replaced does not take away its position', async () => {
  const { workspaceId, sourceId } = await connectLedger(db, ledger)
  const key = { workspaceId, sourceId, stream: 'accounts' }
  const begin = () => beginRun(db.worker, { key, trigger: undefined, now: new Date() })
  const checkpoint = async () => {
    const [row] = await db.owner.sql<{ checkpoint: unknown }[]>`
      select checkpoint from stream_states where source_id = ${sourceId} and stream = 'accounts'`
    return row?.checkpoint
  }
  const replaced = await begin()
  const current = await begin()
  assert.ok(replaced && current)
  await db.owner.sql`update stream_states set checkpoint = '"here"' where source_id = ${sourceId}`
  await forgetCheckpoint(db.worker, replaced)
  assert.equal(await checkpoint(), 'here')
  await forgetCheckpoint(db.worker, current)
  assert.equal(await checkpoint(), null)
})
