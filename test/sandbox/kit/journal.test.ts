import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { startSandbox, type Sandbox } from '../../../src/sandbox/server.ts'

const folder = mkdtempSync(join(tmpdir(), 'daybook-journal-'))
const started: Sandbox[] = []
let now = Date.parse('2026-03-05T10:00:00Z')
// Each look at the clock is a second later, so that a wrong time would show.
let step = 1000

async function start(): Promise<Sandbox> {
  const settings = { port: 0, seed: 7, scale: 0.02, deliverTo: null, tradeEveryMs: null }
  const clock = () => new Date((now += step))
  const sandbox = await startSandbox({ ...settings, now: clock, journalFile: join(folder, 'journal') })
  started.push(sandbox)
  return sandbox
}

// A hash: a difference is a fact here, and megabytes of it help nobody.
const booksOf = ({ providers }: Sandbox) =>
  Object.fromEntries(
    providers.map((it) => [it.name, createHash('sha256').update(JSON.stringify(it.books())).digest('hex')]),
  )

describe('the journal', () => {
  after(async () => {
    for (const sandbox of started) await sandbox.close()
    rmSync(folder, { recursive: true })
  })

  test('a sandbox that is started again has the books that it had', async () => {
    const first = await start()
    const begun = booksOf(first)
    for (let n = 0; n < 10; n++) for (const provider of first.providers) provider.trade()
    await fetch(`${first.url}/control/stripe/create_customer`, {
      method: 'POST',
      body: '{"name":"Ida Lund"}',
    })
    await fetch(`${first.url}/control/stripe/no_such_action`, { method: 'POST', body: '{}' })
    assert.notDeepEqual(booksOf(first), begun)

    // Time goes on without anyone's doing, at banks for example: the same in both.
    now = Date.parse('2026-03-06T10:00:00Z')
    step = 0
    const goneOn = booksOf(first)
    assert.deepEqual(booksOf(await start()), goneOn)
  })
})
