import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { HttpRequest } from '../../../src/providers/toolkit/http.ts'
import { openApi } from '../../support/openapi.ts'
import { streams, type StreamName } from './mapping.ts'
import { playStripe, type Books, type StripeObject } from './played.ts'
import { checkpointOf, DAY, NOW, read, reading } from './reading.ts'

const DESCRIPTION = '../shared/specs/stripe/spec3.2023-09-12.yaml'
/** Younger than the description. */
const YOUNGER = ['/v1/invoice_payments']

const object = (id: string, more: object = {}): StripeObject => ({ id, created: NOW - 60 * DAY, ...more })

const BOOKS: Books = {
  '/v1/account': [],
  '/v1/balance_transactions': [object('txn_1', { payout: 'po_1' }), object('txn_2'), object('txn_3')],
  '/v1/charges': [object('ch_1'), object('ch_2'), object('ch_3')],
  '/v1/credit_notes': [object('cn_1'), object('cn_2'), object('cn_3')],
  '/v1/customers': [object('cus_1'), object('cus_2'), object('cus_3')],
  '/v1/events': [],
  '/v1/invoices': [object('in_1'), object('in_2'), object('in_3')],
  '/v1/payouts': [object('po_1', { automatic: true, status: 'paid', object: 'payout' }), object('po_2')],
  '/v1/refunds': [object('re_1'), object('re_2'), object('re_3')],
  '/v1/tax_rates': [object('txr_1'), object('txr_2'), object('txr_3')],
}

describe(
  'what Stripe is asked',
  { skip: existsSync(DESCRIPTION) ? false : 'the official descriptions are not here' },
  () => {
    const description = existsSync(DESCRIPTION) ? openApi(DESCRIPTION) : null

    function problemsOf({ method = 'GET', path, query = {} }: HttpRequest): string[] {
      assert.ok(description)
      return description.request({ method, path, query: structured(query) })
    }

    for (const stream of Object.keys(streams) as StreamName[]) {
      test(`for ${stream} is as described`, async () => {
        const http = playStripe(BOOKS, { clock: new Date(NOW * 1000) })
        // A list of objects that stand for themselves alone is asked for all the same.
        const pages = await read(stream, { http }).catch(() => [])
        if (pages.some((it) => it.checkpoint !== undefined)) {
          await read(stream, { http, checkpoint: checkpointOf(pages), now: NOW + DAY }).catch(() => [])
        }
        await streams[stream].fetch?.(reading(http), ['id_1']).catch(() => null)
        const described = http.calls.filter(({ path }) => !YOUNGER.some((it) => path.startsWith(it)))
        assert.ok(http.calls.length > 0)
        assert.deepEqual(described.flatMap(problemsOf), [])
      })
    }
  },
)

/** "created[gte]" and "types[]" as what they mean. */
function structured(query: NonNullable<HttpRequest['query']>): Record<string, unknown> {
  const whole: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(query)) {
    const [, outer = name, inner] = /^(\w+)\[(\w*)\]$/.exec(name) ?? []
    if (value === undefined) continue
    if (inner === undefined) whole[name] = String(value)
    else if (inner === '') whole[outer] = value
    else whole[outer] = { ...(whole[outer] as object), [inner]: Number(value) }
  }
  return whole
}
