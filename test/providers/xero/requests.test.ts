import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe, test } from 'node:test'
import { openApi } from '../../support/openapi.ts'
import { fixture, streamNames, streams } from './mapping.ts'
import { checkpointOf, minutesLater, playXero, read, reading, type Played, type Row } from './played.ts'

const DESCRIPTION = '../shared/specs/xero/xero_accounting.yaml'
const ROOT = '/api.xro/2.0'
// Described without If-Modified-Since.
const UNDATED = new Set(['organisation', 'tax_rates', 'tracking_categories'])

describe(
  'what Xero is asked',
  { skip: existsSync(DESCRIPTION) ? false : 'the official descriptions are not here' },
  () => {
    const description = existsSync(DESCRIPTION) ? openApi(DESCRIPTION) : null

    function problemsOf({ calls }: Played): string[] {
      assert.ok(description)
      assert.ok(calls.length > 0)
      return calls.flatMap(({ method = 'GET', path, query = {} }) => {
        assert.ok(path.startsWith(`${ROOT}/`), path)
        const sent = Object.entries(query).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, String(value)] as const],
        )
        return description.request({ method, path: path.slice(ROOT.length), query: Object.fromEntries(sent) })
      })
    }

    for (const stream of streamNames) {
      test(`for ${stream} is as described`, async () => {
        const raw = fixture(stream) as Row
        const name = streams[stream].wireName ?? ''
        const http = playXero({ [name]: [raw], Accounts: [] }, { withoutLines: true })
        const checkpoint = checkpointOf(await read(stream, { http }))
        http.at = minutesLater(60)
        await read(stream, { http, checkpoint })
        const id = streams[stream].id(streams[stream].raw.parse(raw))
        await streams[stream].fetch?.(reading(http), [id])
        assert.deepEqual(problemsOf(http), [])
        const dated = http.calls.some((it) => it.headers?.['if-modified-since'] !== undefined)
        assert.equal(dated, !UNDATED.has(stream))
      })
    }
  },
)
