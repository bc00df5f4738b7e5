import { z } from 'zod'
import type { CompanyProfile } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, Stream } from '../../provider.ts'
import { optionalText } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { singleton, SINGLETON_ID } from '../singleton.ts'
import { remoteSingleton } from '../stream.ts'

const raw = z.object({
  ...remoteSingleton,
  CompanyName: optionalText,
  LegalName: optionalText,
  Country: optionalText,
  EmployerId: optionalText,
})

type Raw = z.output<typeof raw>

export const companyInfo: Stream<Raw> = {
  ...singleton({ name: 'CompanyInfo', path: (realmId) => `/companyinfo/${encodeURIComponent(realmId)}` }),
  entity: null,
  raw,
  fields: {
    name: 'NATIVE',
    legalName: 'NATIVE',
    country: 'NATIVE',
    // In the preferences.
    baseCurrency: 'MISSING',
    taxNumber: 'NATIVE',
  } satisfies FidelityOf<CompanyProfile>,
  updatedAt: ({ MetaData }) => MetaData?.LastUpdatedTime ?? null,
  map,
}

function map(raw: Raw): Mapped {
  return {
    records: [
      {
        type: 'COMPANY_PROFILE',
        key: recordKey('company_info', SINGLETON_ID),
        name: raw.CompanyName,
        legalName: raw.LegalName,
        country: raw.Country,
        baseCurrency: null,
        taxNumber: raw.EmployerId,
      },
    ],
  }
}
