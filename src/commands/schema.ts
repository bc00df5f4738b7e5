import { readFileSync, writeFileSync } from 'node:fs'
import { Command } from 'commander'
import { printedSchema } from '../api/print.ts'
import { UsageError } from './usage.ts'

const FILE = new URL('../../schema/schema.graphql', import.meta.url)

export const schemaCommand = () =>
  new Command('schema')
    .description('Print the public graph to schema/schema.graphql.')
    .option('--check', 'only compare; exit 1 where the file is not what the code says')
    .action(({ check }: { check?: true }) => {
      const printed = printedSchema()
      if (!check) {
        writeFileSync(FILE, printed)
      } else if (readFileSync(FILE, 'utf8') !== printed) {
        throw new UsageError('schema/schema.graphql is not what the code says. Run: npm run schema:print')
      }
    })
