import { z } from 'zod'
import type { CompanyProfile } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Fetched, Page, Read, Stream } from '../../provider.ts'
import { identifier, optionalText } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { HttpFailure, type HttpClient, type HttpResponse } from '../../toolkit/http.ts'
import { needsCustomer } from '../errors.ts'
import { unreadable } from '../unreadable.ts'

const PATH = '/item/get'

const fields = z.looseObject({ item_id: identifier, institution_name: optionalText })
/** As answered, in `item`; other answers have the same beside their own records. */
const raw = z.preprocess(
  (value) => (isRecord(value) && 'item_id' in value ? { item: value } : value),
  z.looseObject({ item: fields }),
)
type Raw = z.output<typeof raw>

/** What was linked: one login at one institution. Of the company itself it tells nothing. */
export const item: Stream<Raw> = {
  wireName: 'item',
  entity: null,
  raw,
  deletions: 'none',
  incremental: false,
  fields: {
    // The source is called as the institution is.
    name: 'NATIVE',
    legalName: 'MISSING',
    country: 'MISSING',
    baseCurrency: 'MISSING',
    taxNumber: 'MISSING',
  } satisfies FidelityOf<CompanyProfile>,
  pages: readItem,
  fetch: fetchItem,
  id: (raw) => raw.item.item_id,
  updatedAt: () => null,
  map: (raw) => ({ records: [profile(raw)] }),
}

const profile = ({ item }: Raw): CompanyProfile => ({
  type: 'COMPANY_PROFILE',
  key: recordKey('item', item.item_id),
  name: item.institution_name,
  legalName: null,
  country: null,
  baseCurrency: null,
  taxNumber: null,
})

async function* readItem({ http, checkpoint }: Read): AsyncGenerator<Page> {
  const { record, sentAt } = await getItem(http)
  yield {
    records: [record],
    fetchedAt: sentAt,
    phase: checkpoint === null ? 'backfill' : 'incremental',
    checkpoint: { readAt: sentAt.toISOString() },
  }
}

async function fetchItem(
  { http, source, now }: Omit<Read, 'checkpoint'>,
  ids: readonly string[],
): Promise<Fetched> {
  const missingIds = ids.filter((it) => it !== source.remoteId)
  if (missingIds.length === ids.length) return { records: [], missingIds, fetchedAt: now }
  const { record, sentAt } = await getItem(http)
  return { records: [record], missingIds, fetchedAt: sentAt }
}

async function getItem(http: HttpClient) {
  const { body, sentAt } = await http.request({
    method: 'POST',
    path: PATH,
    json: {},
    safe: true,
    countsAs: PATH,
    check,
  })
  const item = answer.safeParse(body).data?.item
  if (item === undefined) throw unreadable(`Plaid's answer to ${PATH} is no item.`)
  // The rest of the answer changes with every call.
  return { record: { item }, sentAt }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

const answer = z.looseObject({ item: z.looseObject({}) })
const waiting = z.looseObject({
  item: z.looseObject({ error: z.looseObject({ error_code: optionalText }) }),
})

/** An item that waits for its customer is answered with 200, and its error inside. */
function check({ status, headers, body }: HttpResponse): void {
  const error = waiting.safeParse(body).data?.item.error
  if (error === undefined || !needsCustomer(error.error_code)) return
  throw new HttpFailure(`POST ${PATH} answered that the item has an error`, {
    kind: 'status',
    status,
    headers,
    body: error,
    method: 'POST',
    path: PATH,
  })
}
