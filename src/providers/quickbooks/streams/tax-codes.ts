import { z } from 'zod'
import type { TaxRate } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped } from '../../provider.ts'
import { optionalFlag, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { remoteRecord, wholeStream } from '../stream.ts'

const raw = z.object({ ...remoteRecord, Name: text, Active: optionalFlag })

type Raw = z.output<typeof raw>

export const taxCodes = wholeStream(
  { name: 'TaxCode', hidesInactive: true },
  {
    entity: 'TAX_RATE',
    raw,
    // A code stands for one tax rate or several, by reference: it has no percentage of its own.
    fields: {
      name: 'NATIVE',
      code: 'MISSING',
      rate: 'MISSING',
      active: 'NATIVE',
    } satisfies FidelityOf<TaxRate>,
    map,
  },
)

function map(raw: Raw): Mapped {
  return {
    records: [
      {
        type: 'TAX_RATE',
        key: recordKey('tax_codes', raw.Id),
        name: raw.Name,
        code: null,
        rate: null,
        // Only what was made inactive is always marked: the built-in TAX and NON say nothing.
        active: raw.Active !== false,
      },
    ],
  }
}
