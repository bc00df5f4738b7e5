import { z } from 'zod'
import type { TaxRate } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Fetched, Page, Read, Stream } from '../../provider.ts'
import { identifier, optionalDecimal, optionalFlag, optionalText } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import type { HttpClient } from '../../toolkit/http.ts'
import { optionalInstant } from '../dates.ts'
import { page, type ObjectPage } from '../objects.ts'
import { idOf, updatedAt } from '../records.ts'
import { WIRE_NAME } from '../stream.ts'
import { unreadable } from '../unreadable.ts'

const PATH = '/tax-rates/v1/tax-rates'
const PAGE_SIZE = 100
const MOST_PAGES = 1_000

const raw = z.object({
  id: identifier,
  name: optionalText,
  label: optionalText,
  percentageRate: optionalDecimal,
  active: optionalFlag,
  createdAt: optionalInstant,
  updatedAt: optionalInstant,
})
type Raw = z.output<typeof raw>

/** The library of tax rates from which line items take theirs: a short list, read whole. */
export const taxRates: Stream<Raw> = {
  wireName: WIRE_NAME,
  entity: 'TAX_RATE',
  raw,
  deletions: 'swept',
  incremental: false,
  everySeconds: 3600,
  fields: {
    name: 'NATIVE',
    code: 'NATIVE',
    rate: 'NATIVE',
    active: 'NATIVE',
  } satisfies FidelityOf<TaxRate>,
  pages: readRates,
  fetch: fetchRates,
  id: (raw) => raw.id,
  updatedAt,
  map: (raw) => ({ records: [toTaxRate(raw)] }),
}

const toTaxRate = ({ id, name, label, percentageRate, active }: Raw): TaxRate => ({
  type: 'TAX_RATE',
  key: recordKey('tax_rates', id),
  name: label ?? name ?? id,
  code: name,
  rate: percentageRate,
  // A rate is switched off by a word; nothing said is none.
  active: active !== false,
})

async function* readRates({ http, checkpoint }: Read): AsyncGenerator<Page> {
  let startedAt: Date | undefined
  for await (const { records, after, sentAt } of ratePages(http)) {
    startedAt ??= sentAt
    yield {
      records,
      fetchedAt: sentAt,
      phase: checkpoint === null ? 'backfill' : 'incremental',
      ...(after === null && { checkpoint: { readAt: startedAt.toISOString() }, completeSince: startedAt }),
    }
  }
}

/** There is no call for single rates by which one that is gone could be told from one that cannot be read. */
async function fetchRates({ http, now }: Omit<Read, 'checkpoint'>, ids: readonly string[]): Promise<Fetched> {
  const rates: unknown[] = []
  for await (const { records } of ratePages(http)) rates.push(...records)
  const found = rates.filter((it) => ids.includes(idOf(it) ?? ''))
  const foundIds = new Set(found.map(idOf))
  return { records: found, missingIds: ids.filter((id) => !foundIds.has(id)), fetchedAt: now }
}

async function* ratePages(http: HttpClient): AsyncGenerator<ObjectPage> {
  let after: string | null = null
  for (let count = 0; count < MOST_PAGES; count++) {
    const query = { limit: PAGE_SIZE, after: after ?? undefined }
    const read = await page(http, { path: PATH, query })
    yield read
    if (read.after === null) return
    // Here, unlike anywhere else, it comes encoded for use in an address.
    const next = decodeURIComponent(read.after)
    if (next === after) throw unreadable(`HubSpot's list of tax rates does not move on.`)
    after = next
  }
  throw unreadable(`HubSpot's list of tax rates does not end after ${MOST_PAGES} pages.`)
}
