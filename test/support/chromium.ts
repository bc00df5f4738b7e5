import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { after } from 'node:test'
import { chromium, type BrowserContext } from 'playwright-core'

// A real browser, where this machine has one.

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** CHROME_PATH, or the first on PATH; null where there is none. */
export function findChromium(env = process.env): string | null {
  const folders = (env.PATH ?? '').split(delimiter).filter((it) => it !== '')
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [env.CHROME_PATH ?? '', ...onPath].find(isProgram) ?? null
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return path !== ''
  } catch {
    return false
  }
}

/** Without a window, with an empty profile; closed when the test file ends. */
export async function openChromium(executablePath: string): Promise<BrowserContext> {
  const profile = mkdtempSync(join(tmpdir(), 'daybook-chromium-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [
      // Chromium does not make its own sandbox as root, nor in most containers.
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  })
  context.setDefaultTimeout(20_000)
  after(async () => {
    await context.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })
  return context
}
