import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { readConfig } from '../config.ts'
import { startSandbox } from '../sandbox/server.ts'
import { serveUntilStopped } from './serve.ts'
import { UsageError } from './usage.ts'

interface Options {
  port: number
  seed: number
  deliverTo?: string
  tradeEvery?: number
  journal?: true
}

export const sandboxCommand = () =>
  new Command('sandbox')
    .description(
      'Play the providers over HTTP: made-up books, the providers’ own wire formats, faults on demand.',
    )
    .option('--port <port>', 'where it listens; 0 takes any free one', wholeNumber, 4010)
    .option('--seed <seed>', 'everything made up follows from it', wholeNumber, 1)
    .option('--deliver-to <url>', 'base address for signed webhooks, e.g. http://127.0.0.1:4000/webhooks')
    .option('--trade-every <seconds>', 'let something happen in the books this often', wholeNumber)
    .option('--journal', 'keep what happens in the data folder, and go on from there at the next start')
    .addHelpText(
      'after',
      `
Control, all under /control of the address that it prints:
  GET  /control                        what is played
  POST /control/<provider>/<action>    change the books, e.g. quickbooks/create
  GET  /control/<provider>/books       everything in the books
  POST /control/faults                 {"provider","kind":"status","status":429,"times":3}; GET lists and counts, DELETE clears
  POST /control/webhooks               {"mode":"duplicate"}; GET lists what was sent
  POST /control/trading                {"everySeconds":3}; 0 stops it

DAYBOOK_SANDBOX_SCALE sets the size of the books: 1 is the demo's.`,
    )
    .action(async ({ port, seed, deliverTo, tradeEvery, journal }: Options) => {
      const config = readConfig()
      const sandbox = await startSandbox({
        port,
        seed,
        scale: config.sandboxScale,
        now: () => new Date(),
        deliverTo: deliverTo ?? null,
        tradeEveryMs: tradeEvery === undefined ? null : tradeEvery * 1000,
        ...(journal ? { journalFile: join(config.dataDir, 'sandbox.journal') } : {}),
      }).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
        throw new UsageError(
          `Port ${port} is taken by another program. Choose one with --port, or 0 for any free one.`,
        )
      })
      await serveUntilStopped(sandbox.url, () => sandbox.close())
    })

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}
