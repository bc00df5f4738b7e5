import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { rotateVault } from '../sources/rotate.ts'
import { withDatabase } from '../start/database.ts'
import { openDatabase } from '../store/database.ts'
import { UsageError } from './usage.ts'

export const vaultCommand = () =>
  new Command('vault').description('The stored credentials.').addCommand(
    new Command('rotate')
      .description('Wrap what is stored by the present master key, while everything runs.')
      .addHelpText(
        'after',
        `
The key before it stays in DAYBOOK_MASTER_KEY_OLD (or in the file master.key.old of the data folder) until this is done.`,
      )
      .action(async () => {
        const config = readConfig()
        await withDatabase(config, async (url) => {
          const owner = openDatabase({ url, role: 'owner', max: 1 })
          try {
            const { rewrapped, unreadable } = await rotateVault(owner, config)
            console.log(`${rewrapped} rewrapped.`)
            if (unreadable > 0) throw new UsageError(stillUnreadable(unreadable))
          } finally {
            await owner.close()
          }
        })
      }),
  )

const stillUnreadable = (count: number) =>
  `${count} stored secrets open with none of the keys given. Add the key that sealed them to DAYBOOK_MASTER_KEY_OLD and run this again; do not throw a key away yet.`
