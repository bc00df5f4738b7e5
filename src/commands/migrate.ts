import { Command } from 'commander'
import { readConfig } from '../config.ts'
import { migrate } from '../store/migrate.ts'
import { withDatabase } from '../start/database.ts'

export const migrateCommand = () =>
  new Command('migrate')
    .description('Bring the database to this version. Safe to run again, and while others run it.')
    .action(async () => {
      await withDatabase(readConfig(), (url) => migrate(url))
      console.log('The database is up to date.')
    })
