import { randomBytes } from 'node:crypto'
import { after } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { openDatabase, type Database } from '../../src/store/database.ts'

export interface TestDatabase {
  url: string
  api: Database
  worker: Database
  owner: Database
}

/** A fresh, migrated database of its own, dropped when the test file (or the suite around the call) ends. */
export async function freshDatabase(): Promise<TestDatabase> {
  const cluster = process.env['DAYBOOK_TEST_DATABASE_URL']
  if (!cluster) throw new Error('Run the tests by: npm test, or node test/support/run.ts <file>')
  const name = `test_${randomBytes(8).toString('hex')}`
  const admin = postgres(cluster, { max: 1, onnotice: () => undefined })
  await copyTemplate(admin, name)
  const url = cluster.replace(/daybook$/, name)
  const [api, worker, owner] = (['daybook_api', 'daybook_worker', 'owner'] as const).map((role) =>
    openDatabase({ url, role, max: 10 }),
  ) as [Database, Database, Database]
  after(async () => {
    await Promise.all([api.close(), worker.close(), owner.close()])
    await admin.unsafe(`drop database ${name} with (force)`)
    await admin.end()
  })
  return { url, api, worker, owner }
}

/** Copying a template fails while another copy of it is being made; both are short. */
async function copyTemplate(admin: postgres.Sql, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await admin.unsafe(`create database ${name} template daybook_template`)
      return
    } catch (error) {
      const busy = error instanceof postgres.PostgresError && error.code === '55006'
      if (!busy || attempt === 100) throw error
      await sleep(50)
    }
  }
}
