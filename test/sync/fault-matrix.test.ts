import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { test } from 'node:test'
import { pathName, providers } from '../../src/providers/registry.ts'

test('the fault matrix has a column for each provider that is called', () => {
  const called = providers.filter(({ auth }) => auth.kind !== 'file').map(pathName)
  const missing = called.filter(
    (name) => !existsSync(new URL(`fault-matrix/${name}.test.ts`, import.meta.url)),
  )
  assert.deepEqual(missing, [])
})
