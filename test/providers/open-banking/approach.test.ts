import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { startConnecting } from '../../support/connecting.ts'

const it = await startConnecting()
const bankWants = (approach: string) => it.control('open-banking/set_dialect', { approach })

describe('how a bank lets its customer agree', () => {
  after(() => bankWants('redirect'))

  test('a bank that names its page only when the authorisation is started is told so', async () => {
    await bankWants('explicit')
    const back = await it.connect('OPEN_BANKING')
    assert.equal(back.get('error'), null)
    assert.equal((await it.sources('OPEN_BANKING')).length, 1)
  })

  for (const [approach, sentence] of [
    ['embedded', /password through Daybook .* which takes none\. Ask the bank .* as files\.$/],
    ['decoupled', /user name .* in its own app .* not built here\. Ask the bank .* as files\.$/],
  ] as const) {
    test(`${approach} is refused before anybody is sent anywhere, with what can be done instead`, async () => {
      await bankWants(approach)
      const begun = await it.begin('OPEN_BANKING')
      assert.equal(begun.at('beginConnect.authorizationUrl'), null)
      const [error] = begun.list('beginConnect.userErrors')
      assert.match(error?.text('message') ?? '', sentence)
      assert.deepEqual(
        [error?.at('code'), error?.at('actor'), error?.at('retryable')],
        ['UNSUPPORTED_BY_PROVIDER', 'PROVIDER', false],
      )
      const waiting = await it.db.owner.sql`select from pending_connects`
      assert.equal(waiting.length, 0)
    })
  }
})
