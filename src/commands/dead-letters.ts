import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { withDatabase } from '../start/database.ts'
import { findWorkspace } from '../start/workspaces.ts'
import { openDatabase, type Database } from '../store/database.ts'
import { listDeadLetters, redrive, type DeadLetter, type Whose } from '../sync/dead-letters.ts'

const MOST_SHOWN = 1_000

interface Options {
  workspace: string
  source?: string
}

export const deadLettersCommand = () =>
  new Command('dead-letters')
    .description(
      'What was given up: webhook events that could not be processed, streams that failed for most of a day.',
    )
    .addCommand(
      withOptions(new Command('list').description('Show them, one JSON line each.')).action(
        async (options: Options) => {
          await asOwner(options, async (owner, whose) => {
            for (const it of await listDeadLetters(owner.sql, whose, MOST_SHOWN)) console.log(lineOf(it))
          })
        },
      ),
    )
    .addCommand(
      withOptions(new Command('redrive').description('Have them tried again now.')).action(
        async (options: Options) => {
          await asOwner(options, async (owner, whose) => {
            const { events, streams } = await owner.begin('', (tx) => redrive(tx, whose, new Date()))
            console.log(`Tried again now: ${events} webhook events, ${streams} streams.`)
          })
        },
      ),
    )

const withOptions = (command: Command) =>
  command
    .requiredOption('--workspace <name>', 'whose they are')
    .option('--source <id>', 'only this source’s, by the id that `list` shows')

async function asOwner(
  { workspace, source }: Options,
  work: (owner: Database, whose: Whose) => Promise<void>,
): Promise<void> {
  await withDatabase(readConfig(), async (url) => {
    const owner = openDatabase({ url, role: 'owner', max: 1 })
    try {
      await work(owner, {
        workspaceId: await findWorkspace(owner, workspace),
        sourceIds: source === undefined ? null : [source],
      })
    } finally {
      await owner.close()
    }
  })
}

const lineOf = ({ sourceId, provider, remoteName, stream, eventId, attempts, since, fault }: DeadLetter) =>
  JSON.stringify({
    source: sourceId,
    provider,
    name: remoteName,
    stream,
    event: eventId,
    attempts,
    since,
    fault,
  })
