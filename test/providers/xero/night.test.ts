import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../../../src/domain/ids.ts'
import { xero } from '../../../src/providers/xero/index.ts'
import { runStream } from '../../../src/sync/run.ts'
import { freshDatabase } from '../../support/database.ts'
import { silentLog } from '../../support/ledger-source.ts'
import { connect } from '../conformance/setting.ts'
import { conformant } from './conformant.ts'

const database = await freshDatabase()
const setting = await connect(database, conformant, { scale: 0.01 })
const { clock } = setting

async function runAt(at: string) {
  clock.move(Date.parse(at) - clock.now().getTime())
  const status = await runStream({
    database: database.worker,
    config: setting.config,
    ...setting.ids,
    stream: 'accounts',
    signal: new AbortController().signal,
    log: silentLog,
    requestId: newId(),
    clock,
    find: () => xero,
  })
  assert.equal(status, 'SUCCEEDED')
}

test('an account that vanished at Xero without a trace is gone after the night', async () => {
  const { AccountID: id } = setting.control('create_account', { name: 'Short-lived' }) as {
    AccountID: string
  }
  await runAt('2026-03-05T09:30:00Z')
  const isThere = async () => {
    const [row] = await database.owner.sql<{ there: boolean }[]>`
      select deleted_at is null as there from accounts
      where source_id = ${setting.ids.sourceId} and remote_id = ${id}`
    return row?.there
  }
  assert.equal(await isThere(), true)
  setting.control('delete_account', { account: id })
  await runAt('2026-03-05T20:00:00Z')
  assert.equal(await isThere(), true, 'no change tells it')
  await runAt('2026-03-06T03:00:00Z')
  await runAt('2026-03-06T03:00:01Z')
  assert.equal(await isThere(), false)
})
