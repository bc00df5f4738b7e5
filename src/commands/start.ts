import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { startEverything } from '../start/everything.ts'

export const startCommand = () =>
  new Command('start')
    .description('Start everything: database, migrations, sandbox, worker, API, and the demo workspace.')
    .option('--no-demo', 'without the sandbox and the demo workspace')
    .addHelpText(
      'after',
      `
Settings, all optional:
  PORT                      where the API listens (4000, or the next free port)
  DATABASE_URL              postgres://… of a server to use instead of the embedded one
  DAYBOOK_DATA_DIR          the data folder (.daybook)
  DAYBOOK_DEMO_KEY          the demo workspace's API key (made at the first start)
  DAYBOOK_MASTER_KEY        32 bytes in base64 that seal the stored credentials (made at the first start)
  DAYBOOK_MASTER_KEY_OLD    the one before it, until "daybook vault rotate" is done
  DAYBOOK_RETURN_URLS       where customers may be sent to after they connected (this machine)
  DAYBOOK_PUBLIC_URL        where providers reach it, where that differs, e.g. https://books.example.com
  DAYBOOK_STATEMENTS_DIR    a folder from which bank statements are taken: put them into <folder>/<source id>/
  DAYBOOK_NIGHT             when what is not urgent is read, e.g. 22:00-05:00 Europe/Berlin (22:00-04:00 UTC)
  DAYBOOK_<PROVIDER>_URL    another address that speaks the provider's protocol, e.g. DAYBOOK_STRIPE_URL
  DAYBOOK_CALL_TIMEOUT_MS   how long a provider may take to answer (60000)
  DAYBOOK_WEBHOOK_SENDER    connection or proxy: refuse webhooks from other addresses than their provider publishes
  DAYBOOK_LOG               debug, info, warn, error or silent (info)`,
    )
    .action(async ({ demo }: { demo: boolean }) => {
      await startEverything(readConfig(), { demo })
    })
