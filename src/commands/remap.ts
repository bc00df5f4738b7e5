import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { withDatabase } from '../start/database.ts'
import { openDatabase, type Database } from '../store/database.ts'
import { remap } from '../sync/remap.ts'
import { UsageError } from './usage.ts'

export const remapCommand = () =>
  new Command('remap')
    .description(
      'Map what is stored of a source again, after a mapping was corrected. No provider is called; only what comes out otherwise changes.',
    )
    .argument('<source>', 'its id in the database, or its remote id at the provider')
    .argument('[stream]', 'one of its streams; all where it is left out')
    .action(async (name: string, stream?: string) => {
      await withDatabase(readConfig(), async (url) => {
        const owner = openDatabase({ url, role: 'owner', max: 1 })
        const worker = openDatabase({ url, role: 'daybook_worker', max: 2 })
        try {
          const order = { ...(await findSource(owner, name)), stream: stream ?? null, now: new Date() }
          for await (const it of remap(worker, order)) {
            console.log(
              `${it.stream}: ${it.read} stored, ${it.changed} changed, ${it.rejected} cannot be read.`,
            )
          }
        } catch (error) {
          throw error instanceof RangeError ? new UsageError(error.message) : error
        } finally {
          await Promise.all([owner.close(), worker.close()])
        }
      })
    })

async function findSource(owner: Database, name: string): Promise<{ workspaceId: string; sourceId: string }> {
  const found = await owner.sql<{ workspaceId: string; sourceId: string }[]>`
    select workspace_id as "workspaceId", id as "sourceId" from sources where id::text = ${name} or remote_id = ${name}
    limit 2`
  const [source, another] = found
  if (source === undefined) throw new UsageError(`There is no source "${name}".`)
  if (another !== undefined) throw new UsageError(`There are several sources "${name}": name one by its id.`)
  return source
}
