import { z } from 'zod'
import type { CompanyProfile } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Stream } from '../../provider.ts'
import { optionalText, orNull, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { kind, optionalCurrency } from '../fields.ts'
import { fetchSingleton, readSingleton } from '../singleton.ts'
import { common } from '../stream.ts'

const PATH = '/v1/account'

const raw = z.object({
  id: text,
  object: kind('account'),
  country: optionalText,
  default_currency: optionalCurrency,
  business_profile: orNull(z.object({ name: optionalText })),
  settings: orNull(z.object({ dashboard: orNull(z.object({ display_name: optionalText })) })),
  company: orNull(z.object({ name: optionalText })),
})
type Raw = z.output<typeof raw>

/** The Stripe account itself. */
export const account: Stream<Raw> = {
  ...common,
  entity: null,
  raw,
  deletions: 'none',
  incremental: false,
  fields: {
    name: 'NATIVE',
    legalName: 'NATIVE',
    country: 'NATIVE',
    baseCurrency: 'NATIVE',
    // Stripe only tells whether it has one.
    taxNumber: 'MISSING',
  } satisfies FidelityOf<CompanyProfile>,
  pages: (read) => readSingleton(PATH, read),
  fetch: (read, ids) => fetchSingleton(PATH, read, ids, read.source.remoteId),
  map: (raw) => ({ records: [profile(raw)] }),
}

const profile = (raw: Raw): CompanyProfile => ({
  type: 'COMPANY_PROFILE',
  key: recordKey('account', raw.id),
  name: raw.business_profile?.name ?? raw.settings?.dashboard?.display_name ?? null,
  legalName: raw.company?.name ?? null,
  country: raw.country,
  baseCurrency: raw.default_currency,
  taxNumber: null,
})
