import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { SCOPES, createApiKey } from '../../src/sources/keys.ts'
import { startTestApi } from '../api/client.ts'
import { connect } from '../providers/conformance/setting.ts'
import { conformant } from '../providers/dynamics365-finance/conformant.ts'
import { quickClock } from '../support/clock.ts'
import { freshDatabase } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { assertSameBooks } from './fault-matrix/books.ts'
import { twin } from './fault-matrix/reader.ts'
import { wholeBooks } from './month-end/books.ts'
import { Dynamics } from './month-end/dynamics.ts'
import { Polling } from './month-end/polling.ts'

// Month end, as a customer's Dynamics lives through it: so much is going on there that nine of ten calls find no answer.

const SCALE = 0.05
const database = await freshDatabase()

/** Two calls are worked on at once, each in about as long as a call may take. */
const TIMEOUT_MS = 200
const CAPACITY = 2
const STRAIN = { share: 0, atOnce: CAPACITY, takesMs: 180 }

const env = { DAYBOOK_CALL_TIMEOUT_MS: String(TIMEOUT_MS) }
// By this clock a call takes 7 s at month end, which is slow, and a fraction of a second otherwise.
const setting = await connect(database, { ...conformant, env }, { scale: SCALE, clock: quickClock(40) })
const api = await startTestApi(database, { config: { ...setting.config, port: 0 }, now: setting.clock.now })

describe('Dynamics 365 Finance, with no time for more than two calls at once at month end,', () => {
  const { clock, ids } = setting
  const dynamics = new Dynamics(setting)
  const polling = new Polling(setting)
  let key: string
  let monthEnd: Date

  before(async () => {
    key = (await createApiKey(database.owner, { ...ids, name: 'test', scopes: SCOPES })).key
    await polling.readWhole(1)
    clock.move(600_000)
    dynamics.closeTheMonth()
    dynamics.strain(STRAIN)
    monthEnd = clock.now()
  })

  async function health() {
    const { data, errors } = await api.query(
      key,
      '{ sources { nodes { health { status reason actor lagSeconds circuit } streams { name mode freshAsOf } } } }',
    )
    assert.equal(errors, undefined)
    const [source] = data.list('sources.nodes')
    return source ?? assert.fail()
  }
  const isAll = async (mode: string) =>
    (await health()).list('streams').every((it) => it.text('mode') === mode)

  test('is polled as ever at first: hardly a call finds an answer, and it turns to BATCH', async () => {
    await polling.until(() => isAll('BATCH'), 1)
    const { calls, failed } = await polling.callsSince(monthEnd)
    assert.ok(calls >= 8 && failed / calls > 0.6, `${failed} of ${calls} calls`)
    assert.ok(dynamics.load().most > CAPACITY)
    const said = await health()
    assert.deepEqual([said.at('health.status'), said.at('health.actor')], ['DEGRADED', 'PROVIDER'])
    assert.match(said.text('health.reason'), /Dynamics 365 Finance .* did not answer in time\./)
  })

  test('keeps no caller waiting: the cache answers, with its age', async () => {
    dynamics.load()
    const LIST = `{ invoices(first: 200) { nodes { id number total { amount } provenance { fetchedAt } } }
      accounts { nodes { name balance(maxAge: 0) { live } } } }`
    const { data, errors } = await api.query(key, LIST)
    assert.equal(errors, undefined)
    assert.ok(data.list('accounts.nodes').length > 0)
    // A stream may have found its one answer among all the others.
    const isOld = (it: { text(path: string): string }) => new Date(it.text('provenance.fetchedAt')) < monthEnd
    const cached = data.list('invoices.nodes').find(isOld)
    assert.ok(cached)
    const ONE = `query ($id: ID!) {
      invoice(id: $id, maxAge: 0) { id number total { amount } provenance { fetchedAt } } }`
    const live = await api.query(key, ONE, { id: cached.text('id') })
    assert.equal(live.errors, undefined)
    assert.deepEqual(live.data.at('invoice'), cached.json)

    const said = await health()
    assert.ok(Number(said.at('health.lagSeconds')) >= 600)
    const lastRead = await polling.lastRead()
    for (const it of said.list('streams')) {
      assert.deepEqual(new Date(it.text('freshAsOf')), lastRead.get(it.text('name')), it.text('name'))
    }
    const asked = await api.query(key, '{ workspace { freshAsOf } }')
    assert.ok(new Date(asked.data.text('workspace.freshAsOf')) < monthEnd)
    assert.equal(dynamics.load().calls, 0, 'nobody asked the provider')
  })

  test('is read whole in BATCH, within its capacity', async () => {
    await eventually(() => {
      assert.equal(dynamics.load().inFlight, 0, 'what nobody waits for any more is worked off')
    })
    const since = clock.now()
    await polling.readWhole(12)
    const { most, calls } = dynamics.load()
    assert.ok(most <= CAPACITY, `${most} of ${calls} calls at once`)
    const { failed } = await polling.callsSince(since)
    assert.ok(failed <= calls / 10, `${failed} of ${calls} calls`)
    const said = await health()
    assert.match(said.text('health.reason'), /is slower than usual.* read less often until it is well again/)
    assert.deepEqual([said.at('health.status'), said.at('health.actor')], ['DEGRADED', 'PROVIDER'])
  })

  test('is then known to the last cent', async () => {
    dynamics.calm()
    const clean = await twin(setting)
    await new Polling(setting, clean).readWhole(1)
    const [actual, expected] = [await wholeBooks(setting, ids), await wholeBooks(setting, clean)]
    assertSameBooks(actual, expected)
    assert.ok([...actual.records.values()].some((it) => it.includes('98765.43')))
  })

  test('is polled as ever again when it is calm', async () => {
    await polling.until(() => isAll('REALTIME'), 12)
    await polling.readWhole(1)
    const said = await health()
    assert.deepEqual(
      [said.at('health.status'), said.at('health.reason'), said.at('health.circuit')],
      ['HEALTHY', null, 'CLOSED'],
    )
  })
})

// With doubling circuits, five attempts and four runs at once, 7 of 14 streams were through after two days. Now it is
// an hour or two, and some 500 calls for what takes 50.
test('Dynamics 365 Finance, where nine of ten calls time out whatever one does, is read whole within hours', async () => {
  const setting = await connect(database, conformant, { scale: SCALE })
  const dynamics = new Dynamics(setting)
  const polling = new Polling(setting)
  await polling.readWhole(1)
  setting.clock.move(600_000)
  dynamics.closeTheMonth()
  dynamics.strain({ share: 0.9, status: 504 })
  const began = setting.clock.now()
  await polling.readWhole(6)
  const { calls, failed } = await polling.callsSince(began)
  assert.ok(failed / calls > 0.8, `${failed} of ${calls} calls`)
  assert.equal(dynamics.load().most, 1)

  dynamics.calm()
  const clean = await twin(setting)
  await new Polling(setting, clean).readWhole(1)
  assertSameBooks(await wholeBooks(setting, setting.ids), await wholeBooks(setting, clean))
})
