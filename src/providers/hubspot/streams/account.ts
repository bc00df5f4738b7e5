import { z } from 'zod'
import type { CompanyProfile } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Fetched, Read, Stream } from '../../provider.ts'
import { identifier, optionalText } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'

const PATH = '/account-info/v3/details'

const raw = z.object({ portalId: identifier, companyCurrency: optionalText })
type Raw = z.output<typeof raw>

/** The account, which HubSpot also calls the portal or the hub. It tells the currency of records that name none. */
export const account: Stream<Raw> = {
  entity: null,
  raw,
  deletions: 'none',
  incremental: false,
  everySeconds: 3600,
  fields: {
    name: 'MISSING',
    legalName: 'MISSING',
    country: 'MISSING',
    baseCurrency: 'NATIVE',
    taxNumber: 'MISSING',
  } satisfies FidelityOf<CompanyProfile>,
  async *pages(read) {
    const { records, fetchedAt } = await fetchAccount(read, [])
    const checkpoint = { readAt: fetchedAt.toISOString() }
    yield { records, fetchedAt, checkpoint, phase: read.checkpoint === null ? 'backfill' : 'incremental' }
  },
  fetch: fetchAccount,
  id: (raw) => raw.portalId,
  updatedAt: () => null,
  map: (raw) => ({ records: [profile(raw)] }),
}

async function fetchAccount(
  { http, source }: Omit<Read, 'checkpoint'>,
  ids: readonly string[],
): Promise<Fetched> {
  const { body, sentAt } = await http.request({ path: PATH })
  return { records: [body], missingIds: ids.filter((id) => id !== source.remoteId), fetchedAt: sentAt }
}

const profile = ({ portalId, companyCurrency }: Raw): CompanyProfile => ({
  type: 'COMPANY_PROFILE',
  key: recordKey('account', portalId),
  name: null,
  legalName: null,
  country: null,
  baseCurrency: companyCurrency?.trim().toUpperCase() ?? null,
  taxNumber: null,
})
