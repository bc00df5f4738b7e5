import { z } from 'zod'
import type { CompanyProfile } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, Stream } from '../../provider.ts'
import { optionalText, orNull } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { companyOf } from '../company.ts'
import { readAtOnce } from '../crawl.ts'
import { missingPart } from '../findings.ts'
import { ledgerRowOf } from '../ledger.ts'
import { allRows, type Reader } from '../listing.ts'
import { equals } from '../query.ts'
import { wholeReading } from '../stream.ts'
import { code, optionalCode, optionalCurrency } from '../values.ts'

const raw = z.object({
  LegalEntityId: code,
  Name: optionalText,
  CompanyName: optionalText,
  AddressCountryRegionISOCode: optionalCode,
  VATNum: optionalCode,
  /** The row of `Ledgers`, put there by the reading. */
  Ledger: orNull(z.object({ AccountingCurrency: optionalCurrency })),
})
type Raw = z.output<typeof raw>

/** The company itself, and the currency of its books. */
export const legalEntities: Stream<Raw> = {
  ...wholeReading,
  entity: null,
  raw,
  fields: {
    name: 'NATIVE',
    legalName: 'NATIVE',
    country: 'NATIVE',
    baseCurrency: 'NATIVE',
    taxNumber: 'NATIVE',
  } satisfies FidelityOf<CompanyProfile>,
  pages: (read) => readAtOnce(read, ownEntity),
  id: ({ LegalEntityId }) => LegalEntityId.toLowerCase(),
  map,
}

async function ownEntity(reader: Reader) {
  const { rows, fetchedAt } = await allRows(
    reader,
    {
      set: 'LegalEntities',
      select: ['LegalEntityId', 'Name', 'CompanyName', 'AddressCountryRegionISOCode', 'VATNum'],
      filter: equals('LegalEntityId', companyOf(reader.source.remoteId)),
      orderBy: ['LegalEntityId'],
    },
    10,
  )
  const Ledger = await ledgerRowOf(reader)
  return { records: rows.map((row) => Object.assign({}, row, { Ledger })), fetchedAt }
}

function map(raw: Raw): Mapped {
  const profile: CompanyProfile = {
    type: 'COMPANY_PROFILE',
    key: recordKey('legal_entities', raw.LegalEntityId.toLowerCase()),
    name: raw.Name ?? raw.CompanyName,
    legalName: raw.Name ?? raw.CompanyName,
    country: raw.AddressCountryRegionISOCode,
    baseCurrency: raw.Ledger?.AccountingCurrency ?? null,
    taxNumber: raw.VATNum,
  }
  const findings =
    raw.Ledger === null
      ? [
          missingPart(
            'The ledger of this legal entity is not known, and with it the currency of its books.',
            'Ledger',
          ),
        ]
      : []
  return { records: [profile], findings }
}
