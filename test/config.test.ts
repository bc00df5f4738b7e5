import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ConfigError, readConfig } from '../src/config.ts'

const nightOf = (text?: string) => {
  const DAYBOOK_MASTER_KEY = Buffer.alloc(32, 1).toString('base64')
  const { from, to, zone } = readConfig({ DAYBOOK_MASTER_KEY, DAYBOOK_NIGHT: text }).night
  return `${from.toString()} ${to.toString()} ${zone}`
}

describe('the setting of the night', () => {
  test('is two times of day and a time zone', () => {
    assert.equal(nightOf('23:30-05:00 Europe/Berlin'), '23:30:00 05:00:00 Europe/Berlin')
    assert.equal(nightOf(), '22:00:00 04:00:00 UTC')
  })

  test('that cannot be used ends the start with its name and an example', () => {
    assert.throws(() => nightOf('22:00-05:00 Europe/Atlantis'), {
      name: ConfigError.name,
      message: /^DAYBOOK_NIGHT must be .* as in 22:00-05:00 Europe\/Berlin\.$/,
    })
  })
})

describe('what Daybook is registered with', () => {
  const DAYBOOK_MASTER_KEY = Buffer.alloc(32, 1).toString('base64')

  test('has a secret, but at banks, which know a client by its certificate', () => {
    assert.throws(() => readConfig({ DAYBOOK_MASTER_KEY, DAYBOOK_XERO_CLIENT_ID: 'client' }), {
      name: ConfigError.name,
      message: /^DAYBOOK_XERO_CLIENT_SECRET must be set/,
    })
    const { apps } = readConfig({ DAYBOOK_MASTER_KEY, DAYBOOK_OPEN_BANKING_CLIENT_ID: 'client' })
    assert.deepEqual(apps.OPEN_BANKING, { clientId: 'client', clientSecret: '', webhookSecrets: [] })
  })
})
