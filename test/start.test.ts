import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'

const KEY = 'demo'
const folder = mkdtempSync(join(tmpdir(), 'daybook-start-'))
chmodSync(folder, 0o755)

interface Started {
  child: ChildProcess
  output: string
  url: string
}

async function start(env: Record<string, string> = {}): Promise<Started> {
  const child = spawn(process.execPath, ['src/main.ts', 'start'], {
    env: {
      ...process.env,
      DAYBOOK_DATA_DIR: folder,
      DAYBOOK_DEMO_KEY: KEY,
      DAYBOOK_SANDBOX_SCALE: '0.05',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ready = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const url = /^Daybook is ready at (\S+)$/m.exec(output)?.[1]
      if (url) resolve(url)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => {
      reject(new Error(`It ended with ${String(code)}:\n${output}`))
    })
    setTimeout(() => {
      reject(new Error(`It was not ready in time:\n${output}`))
    }, 120_000).unref()
  })
  return { child, url: await ready, output }
}

async function stop({ child }: Started): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGINT')
  await exited
}

async function ask<T>(url: string, query: string): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  const body = (await response.json()) as { data: T; errors?: unknown }
  assert.equal(body.errors, undefined)
  return body.data
}

interface Counts {
  invoices: { totalCount: number }
  transactions: { totalCount: number }
  changes: { endCursor: string }
}
const COUNTS = '{ invoices { totalCount } transactions { totalCount } changes(first: 1) { endCursor } }'

describe('daybook start', () => {
  after(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  test('brings up a live demo, stops every child, and goes on from there at the next start', async () => {
    const first = await start()
    const before = await ask<Counts>(first.url, COUNTS)
    assert.ok(before.invoices.totalCount > 0)
    assert.ok(before.transactions.totalCount > 0)

    const events = await fetch(first.url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${KEY}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
      body: JSON.stringify({ query: 'subscription { changes { recordType via } }' }),
      signal: AbortSignal.timeout(60_000),
    })
    const decoder = new TextDecoder()
    let seen = ''
    for await (const chunk of events.body ?? []) {
      seen += decoder.decode(chunk, { stream: true })
      if (seen.includes('"via":"WEBHOOK"')) break
    }
    assert.match(seen, /"via":"WEBHOOK"/)

    const second = spawn(process.execPath, ['src/main.ts', 'start'], {
      env: { ...process.env, DAYBOOK_DATA_DIR: folder },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let complaint = ''
    second.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    await once(second, 'exit')
    assert.match(complaint, /^daybook: Daybook already runs on /)

    await stop(first)
    await assert.rejects(fetch(first.url))
    assert.equal(first.child.exitCode, 0)

    const again = await start()
    const runs = await ask<{ syncRuns: { nodes: { trigger: string; stream: string; read: number }[] } }>(
      again.url,
      '{ syncRuns(first: 200) { nodes { trigger stream read } } }',
    )
    const invoicesRead = runs.syncRuns.nodes.filter((it) => it.stream === 'invoices').map((it) => it.read)
    const after = await ask<Counts>(again.url, COUNTS)
    assert.ok(after.invoices.totalCount >= before.invoices.totalCount)
    // The first reading brought the whole stream of each source; nothing since has read that much again.
    assert.ok(invoicesRead.reduce((a, b) => a + b, 0) < 2 * after.invoices.totalCount)
    await stop(again)
  })

  test('says which setting is wrong, in one sentence', async () => {
    const child = spawn(process.execPath, ['src/main.ts', 'start'], {
      env: { ...process.env, DAYBOOK_DATA_DIR: folder, PORT: 'four thousand' },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let complaint = ''
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    const [code] = (await once(child, 'exit')) as [number]
    assert.equal(code, 1)
    assert.equal(complaint, 'daybook: PORT must be a port number from 1 to 65535.\n')
  })
})
