import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { createQuickBooksSandbox } from '../../../src/sandbox/quickbooks/index.ts'
import { ENTITIES } from '../../../src/sandbox/quickbooks/entities.ts'
import type { SandboxWebhook } from '../../../src/sandbox/kit/provider.ts'
import { createWires } from '../../../src/sandbox/kit/wires.ts'
import { departures, readSchema } from '../../support/xsd.ts'
import { NOW } from './client.ts'

const specs = join(import.meta.dirname, '../../../../shared/specs/quickbooks')
const skip = existsSync(specs) ? false : 'the official descriptions are not here'

interface Legacy {
  eventNotifications: [{ realmId: string; dataChangeEvent: { entities: [object] } }]
}

describe('held against the official descriptions', { skip }, () => {
  const schema = readSchema(skip ? [] : globSync(`${specs}/*.xsd`))
  const sent: SandboxWebhook[] = []
  const provider = createQuickBooksSandbox({
    seed: 2,
    scale: 0.2,
    now: () => NOW,
    send: (it) => void sent.push(it),
    wires: createWires(),
  })
  for (let times = 0; times < 500; times += 1) provider.trade()

  for (const [name, objects] of Object.entries(provider.books())) {
    test(`each ${name} has only the fields and the types of its description`, () => {
      const found = objects.flatMap((it) => departures(schema, name, JSON.parse(JSON.stringify(it)), name))
      assert.deepEqual([...new Set(found)], [])
    })
  }

  test('every field that can be written or asked for is described', () => {
    for (const [name, { fields }] of Object.entries(ENTITIES)) {
      for (const field of fields.split(' ')) {
        const found: string[] = departures(schema, name, { [field]: undefined }, name)
        assert.deepEqual(
          found.filter((it) => it.endsWith('no such field')),
          [],
        )
      }
    }
  })

  test('the reader of descriptions sees a wrong name, a wrong type and an unknown word', () => {
    const wrong = { Totl: 1, TotalAmt: '5', EmailStatus: 'Maybe', Line: {} }
    assert.deepEqual(departures(schema, 'Invoice', wrong, 'Invoice'), [
      'Invoice.Totl: Invoice has no such field',
      'Invoice.TotalAmt: not a decimal: "5"',
      'Invoice.EmailStatus: "Maybe" is no EmailStatusEnum',
      'Invoice.Line: not a list',
    ])
  })

  test('webhooks have the fields of the published samples, in both formats', () => {
    const samples = JSON.parse(readFileSync(`${specs}/webhooks/samples.json`, 'utf8')) as {
      cloudevents_created: [object]
      legacy: Legacy
    }
    const [event] = JSON.parse(sent[0]?.body ?? '') as [{ type: string }]
    assert.deepEqual(Object.keys(event), Object.keys(samples.cloudevents_created[0]))
    assert.match(event.type, /^qbo\.[a-z]+\.(created|updated|deleted|void)\.v1$/)
    provider.control('webhook_format', { format: 'legacy' })
    provider.trade()
    const legacy = JSON.parse(sent.at(-1)?.body ?? '') as Legacy
    const [notice] = legacy.eventNotifications
    assert.deepEqual(Object.keys(notice), ['realmId', 'dataChangeEvent'])
    const [sample] = samples.legacy.eventNotifications[0].dataChangeEvent.entities
    assert.deepEqual(
      Object.keys(notice.dataChangeEvent.entities[0]).toSorted(),
      Object.keys(sample).toSorted(),
    )
  })
})
