import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, test } from 'node:test'

const PLAN = `Who may import whom:

    main, commands, start, worker → everything
    api → webhooks, sync, sources, changes, store, domain
    webhooks → sync, sources, jobs, providers/registry, store, domain
    sync → sources, jobs, providers/registry, changes, store, domain
    sources → providers/registry, store, domain
    jobs, changes → store, domain
    store → schema, domain
    providers/<name> → providers/provider, providers/toolkit, domain   never store, never another provider
    sandbox/<name> → sandbox's own kit, domain                         never providers: it is the other side
    schema → domain (types only)
    domain → nothing`

// A room is a folder of src (or schema); each provider and each played provider is a room of its own.
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  api: ['webhooks', 'sync', 'sources', 'changes', 'store', 'schema', 'domain', 'config'],
  webhooks: ['sync', 'sources', 'jobs', 'providers', 'store', 'schema', 'domain', 'config'],
  sync: ['sources', 'jobs', 'providers', 'changes', 'store', 'schema', 'domain', 'config'],
  sources: ['providers', 'providers/toolkit', 'store', 'schema', 'domain', 'config'],
  jobs: ['store', 'schema', 'domain', 'config'],
  changes: ['store', 'schema', 'domain'],
  store: ['schema', 'domain'],
  providers: ['providers/<name>', 'providers/toolkit', 'domain'],
  'providers/toolkit': ['domain'],
  'providers/<name>': ['providers', 'providers/toolkit', 'domain'],
  sandbox: ['sandbox/kit', 'sandbox/<name>', 'domain'],
  'sandbox/kit': ['domain'],
  'sandbox/<name>': ['sandbox/kit', 'domain'],
  schema: ['domain'],
  domain: [],
  config: ['domain'],
}
const ENTRANCES = new Set(['main', 'start', 'commands', 'worker'])
const LONGEST_FILE = 250

const files = globSync(['src/**/*.ts', 'schema/*.ts']).map((it) => it.replaceAll('\\', '/'))

function roomOf(file: string): { room: string; name: string } {
  const [top = '', folder = '', ...rest] = file.split('/')
  if (top === 'schema') return { room: 'schema', name: 'schema' }
  if (rest.length === 0) return { room: folder.replace(/\.ts$/, ''), name: folder }
  const inner = rest.length > 1 ? rest[0] : undefined
  if ((folder === 'providers' || folder === 'sandbox') && inner !== undefined) {
    const shared = inner === 'toolkit' || inner === 'kit'
    return { room: shared ? `${folder}/${inner}` : `${folder}/<name>`, name: `${folder}/${inner}` }
  }
  return { room: folder, name: folder }
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^\s*(?:import|export)\b[^'"]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/gm)].map(
    (it) => join(dirname(file), it[1] ?? it[2] ?? '').replaceAll('\\', '/'),
  )
}

describe('the house', () => {
  test('its rooms import only what the plan allows', () => {
    const broken = files.flatMap((file) => {
      const from = roomOf(file)
      if (ENTRANCES.has(from.room)) return []
      const allowed = MAY_IMPORT[from.room]
      assert.ok(allowed, `${file}: the plan knows no room "${from.room}".\n\n${PLAN}`)
      return importsOf(file)
        .map((target) => ({ target, to: roomOf(target) }))
        .filter(({ to }) => to.name !== from.name && !allowed.includes(to.room))
        .map(({ target }) => `${file} imports ${target}`)
    })
    assert.deepEqual(broken, [], `${broken.join('\n')}\n\n${PLAN}`)
  })

  test('a provider takes from the providers room nothing but the contract', () => {
    const broken = files
      .filter((file) => roomOf(file).room === 'providers/<name>')
      .flatMap((file) => importsOf(file).map((target) => ({ file, target })))
      .filter(({ target }) => roomOf(target).room === 'providers' && !target.endsWith('/provider.ts'))
    assert.deepEqual(broken, [], PLAN)
  })

  test('only src/config.ts reads the environment', () => {
    const readers = files.filter((file) => readFileSync(file, 'utf8').includes('process.env'))
    assert.deepEqual(readers, ['src/config.ts'])
  })

  test(`no file is longer than ${LONGEST_FILE} lines`, () => {
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > LONGEST_FILE + 1)
    assert.deepEqual(long, [])
  })
})
