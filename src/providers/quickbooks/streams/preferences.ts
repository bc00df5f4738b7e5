import { z } from 'zod'
import { recordKey } from '../../../domain/ids.ts'
import type { AccountingPeriod, CanonicalRecord } from '../../../domain/entities.ts'
import type { Mapped, Stream } from '../../provider.ts'
import { optionalDay, optionalFlag, optionalText, orNull } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { optionalReference } from '../reference.ts'
import { singleton, SINGLETON_ID } from '../singleton.ts'
import { remoteSingleton } from '../stream.ts'

const raw = z.object({
  ...remoteSingleton,
  AccountingInfoPrefs: orNull(
    z.object({
      BookCloseDate: optionalDay,
      ClassTrackingPerTxn: optionalFlag,
      ClassTrackingPerTxnLine: optionalFlag,
      TrackDepartments: optionalFlag,
      DepartmentTerminology: optionalText,
    }),
  ),
  CurrencyPrefs: orNull(z.object({ HomeCurrency: optionalReference })),
})

type Raw = z.output<typeof raw>

const key = (part: string) => recordKey('preferences', SINGLETON_ID, part)

export const dimensionKeys = { class: key('class'), department: key('department') }

export const preferences: Stream<Raw> = {
  ...singleton({ name: 'Preferences', path: () => '/preferences' }),
  entity: 'ACCOUNTING_PERIOD',
  raw,
  fields: {
    name: 'DERIVED',
    startsOn: 'MISSING',
    endsOn: 'NATIVE',
    locked: 'DERIVED',
  } satisfies FidelityOf<AccountingPeriod>,
  updatedAt: ({ MetaData }) => MetaData?.LastUpdatedTime ?? null,
  map,
}

function map({ AccountingInfoPrefs: accounting, CurrencyPrefs: currencies }: Raw): Mapped {
  const records: CanonicalRecord[] = [
    {
      type: 'COMPANY_PROFILE',
      key: key('company'),
      name: null,
      legalName: null,
      country: null,
      baseCurrency: currencies?.HomeCurrency?.value ?? null,
      taxNumber: null,
    },
  ]
  // Nothing can be written with a date up to and including this day. It has no beginning.
  const endsOn = accounting?.BookCloseDate ?? null
  if (endsOn !== null) {
    const period = { name: 'Closed books', startsOn: null, endsOn, locked: true }
    records.push({ type: 'ACCOUNTING_PERIOD', key: key('closed'), ...period })
  }
  if (accounting?.ClassTrackingPerTxn === true || accounting?.ClassTrackingPerTxnLine === true) {
    records.push({ type: 'DIMENSION', key: dimensionKeys.class, name: 'Class' })
  }
  if (accounting?.TrackDepartments === true) {
    // Departments are called locations on the screen unless the company chose another word.
    const name = accounting.DepartmentTerminology ?? 'Location'
    records.push({ type: 'DIMENSION', key: dimensionKeys.department, name })
  }
  return { records }
}
