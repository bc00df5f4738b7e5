import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { createApiKey, SCOPES } from '../sources/keys.ts'
import { withDatabase } from '../start/database.ts'
import { openDatabase } from '../store/database.ts'
import { findWorkspace } from '../start/workspaces.ts'

export const keyCommand = () =>
  new Command('key').description('API keys.').addCommand(
    new Command('create')
      .description('Make an API key and show it, this once.')
      .requiredOption('--workspace <name>', 'the workspace it opens')
      .option('--name <name>', 'what it is for', 'made on the command line')
      .option('--scopes <scopes>', 'what it may do, with commas', SCOPES.join(','))
      .action(async ({ workspace, name, scopes }: { workspace: string; name: string; scopes: string }) => {
        await withDatabase(readConfig(), async (url) => {
          const owner = openDatabase({ url, role: 'owner', max: 1 })
          try {
            const workspaceId = await findWorkspace(owner, workspace)
            console.log((await createApiKey(owner, { workspaceId, name, scopes: scopes.split(',') })).key)
          } finally {
            await owner.close()
          }
        })
      }),
  )
