// Fails when the tables in schema/ are not what the migrations make: drizzle-kit, run on a copy, must have nothing to add.
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

const scratch = mkdtempSync(join(tmpdir(), 'daybook-migrations-'))
try {
  cpSync('migrations', scratch, { recursive: true })
  // drizzle-kit takes the folder relative to where it runs.
  const out = relative(process.cwd(), scratch)
  execFileSync(
    process.execPath,
    [
      'node_modules/drizzle-kit/bin.cjs',
      'generate',
      '--dialect=postgresql',
      '--schema=./schema/*.ts',
      `--out=${out}`,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], timeout: 120_000 },
  )
  const before = new Set(readdirSync('migrations'))
  const missing = readdirSync(scratch).filter((it) => !before.has(it))
  if (missing.length > 0) {
    console.error(
      'The tables in schema/ have changed without a migration. Run: npm run migrations:generate -- --name <what>',
    )
    process.exitCode = 1
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
