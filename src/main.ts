import { Command } from 'commander'
import { apiCommand } from './commands/api.ts'
import { deadLettersCommand } from './commands/dead-letters.ts'
import { keyCommand } from './commands/key.ts'
import { mapCommand } from './commands/map.ts'
import { migrateCommand } from './commands/migrate.ts'
import { remapCommand } from './commands/remap.ts'
import { sandboxCommand } from './commands/sandbox.ts'
import { schemaCommand } from './commands/schema.ts'
import { startCommand } from './commands/start.ts'
import { vaultCommand } from './commands/vault.ts'
import { workerCommand } from './commands/worker.ts'
import { ConfigError } from './config.ts'
import { FaultError } from './domain/errors.ts'
import { UsageError } from './commands/usage.ts'

const program = new Command('daybook')
  .description("One GraphQL graph over a company's financial systems.")
  .helpCommand(false)
  .showHelpAfterError('Add --help for what there is.')
for (const command of [
  startCommand(),
  apiCommand(),
  workerCommand(),
  sandboxCommand(),
  migrateCommand(),
  keyCommand(),
  vaultCommand(),
  mapCommand(),
  remapCommand(),
  deadLettersCommand(),
  schemaCommand(),
]) {
  program.addCommand(command)
}

try {
  await program.parseAsync()
} catch (error) {
  // A person's mistake is one sentence; a fault of ours shows everything that helps to find it.
  const isTheirs = error instanceof ConfigError || error instanceof UsageError || error instanceof FaultError
  console.error(isTheirs ? `daybook: ${error.message}` : error)
  process.exitCode = 1
}
