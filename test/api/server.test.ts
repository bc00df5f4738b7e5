import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { pino } from 'pino'
import WebSocket from 'ws'
import { startApi } from '../../src/api/server.ts'
import { readConfig } from '../../src/config.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { seedBooks } from './seed.ts'

const { owner, url } = await freshDatabase()
const { key } = await seedBooks(owner)
const masterKey = Buffer.alloc(32, 1).toString('base64')
const start = (port: number) =>
  startApi({
    config: { ...readConfig({ DAYBOOK_MASTER_KEY: masterKey }), port },
    databaseUrl: url,
    log: pino({ level: 'silent' }),
  })

const noConnectionIsLeft = () =>
  eventually(async () => {
    const left = await owner.sql`
      select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and application_name <> 'daybook'`
    assert.equal(left.length, 0)
  })

test('an API that finds its port taken leaves nothing open', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  await assert.rejects(start((other.address() as AddressInfo).port), /EADDRINUSE/)
  await noConnectionIsLeft()
  other.close()
})

test('an API that is closed amid many requests ends them all, and its connections', async () => {
  const api = await start(0)
  const ask = () =>
    fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query: '{ invoices { totalCount } }' }),
    })
  const asked = Array.from({ length: 200 }, ask)
  await Promise.race(asked)
  const began = performance.now()
  await api.close()
  assert.ok(performance.now() - began < 10_000)
  await Promise.allSettled(asked)
  await noConnectionIsLeft()
})

test('an API that is closed cuts off a socket that does not answer', async () => {
  const api = await start(0)
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  await once(socket, 'open')
  socket.pause()
  const began = performance.now()
  await api.close()
  assert.ok(performance.now() - began < 10_000)
  socket.terminate()
})
