import { z } from 'zod'
import type { AccountingPeriod, CanonicalRecord } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Fetched, Mapped, Read, Stream } from '../../provider.ts'
import { optionalText, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { get } from '../client.ts'
import { optionalDay } from '../dates.ts'

const raw = z.object({
  Name: text,
  LegalName: optionalText,
  CountryCode: optionalText,
  BaseCurrency: optionalText,
  TaxNumber: optionalText,
  EmployerIdentificationNumber: optionalText,
  PeriodLockDate: optionalDay,
  EndOfYearLockDate: optionalDay,
})

type Raw = z.output<typeof raw>

/** A source reads one organisation; older answers leave its id out. */
const ONLY_ID = '1'
const PATH = 'Organisation'
const NAME = 'Organisations'

const key = (part: string) => recordKey('organisation', ONLY_ID, part)

export const organisation: Stream<Raw> = {
  entity: 'ACCOUNTING_PERIOD',
  raw,
  wireName: NAME,
  deletions: 'none',
  incremental: false,
  everySeconds: 3600,
  fields: {
    name: 'DERIVED',
    startsOn: 'MISSING',
    endsOn: 'NATIVE',
    locked: 'DERIVED',
  } satisfies FidelityOf<AccountingPeriod>,
  async *pages(read) {
    const { records, fetchedAt } = await fetchOrganisation(read, [])
    const checkpoint = { readAt: fetchedAt.toISOString() }
    yield { records, fetchedAt, checkpoint, phase: read.checkpoint === null ? 'backfill' : 'incremental' }
  },
  fetch: fetchOrganisation,
  id: () => ONLY_ID,
  updatedAt: () => null,
  map,
}

async function fetchOrganisation(read: Omit<Read, 'checkpoint'>, ids: readonly string[]): Promise<Fetched> {
  const { rows, sentAt } = await get(read, { path: PATH, name: NAME })
  return { records: rows, missingIds: ids.filter((id) => id !== ONLY_ID), fetchedAt: sentAt }
}

function map(raw: Raw): Mapped {
  const profile: CanonicalRecord = {
    type: 'COMPANY_PROFILE',
    key: key('company'),
    name: raw.Name,
    legalName: raw.LegalName,
    country: raw.CountryCode,
    baseCurrency: raw.BaseCurrency,
    // American organisations have the one, all others the other.
    taxNumber: raw.TaxNumber ?? raw.EmployerIdentificationNumber,
  }
  const locks = [
    lock('period-lock', 'Period lock', raw.PeriodLockDate),
    lock('year-end-lock', 'End of year lock', raw.EndOfYearLockDate),
  ]
  return { records: [profile, ...locks.flat()] }
}

/** Nothing can be written with a date up to and including this day. It has no beginning. */
function lock(part: string, name: string, endsOn: string | null): AccountingPeriod[] {
  if (endsOn === null) return []
  return [{ type: 'ACCOUNTING_PERIOD', key: key(part), name, startsOn: null, endsOn, locked: true }]
}
