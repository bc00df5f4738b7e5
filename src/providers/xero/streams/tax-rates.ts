import { z } from 'zod'
import type { TaxRate } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped } from '../../provider.ts'
import { optionalDecimal, optionalText, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { wholeStream } from '../stream.ts'

const raw = z.object({
  /** Its id: lines name it by this word, and names can be changed. */
  TaxType: text,
  Name: text,
  Status: optionalText,
  EffectiveRate: optionalDecimal,
  DisplayTaxRate: optionalDecimal,
})

type Raw = z.output<typeof raw>

export const taxRates = wholeStream(
  { name: 'TaxRates', id: 'TaxType', paged: false },
  {
    entity: 'TAX_RATE',
    raw,
    fields: {
      name: 'NATIVE',
      code: 'NATIVE',
      rate: 'NATIVE',
      active: 'NATIVE',
    } satisfies FidelityOf<TaxRate>,
    id: ({ TaxType }) => TaxType,
    updatedAt: () => null,
    map,
  },
)

function map(raw: Raw): Mapped {
  return {
    records: [
      {
        type: 'TAX_RATE',
        key: recordKey('tax_rates', raw.TaxType),
        name: raw.Name,
        code: raw.TaxType,
        // With components on components, which the rate for display only adds up.
        rate: raw.EffectiveRate ?? raw.DisplayTaxRate,
        // Rates without a status are Xero's own, which cannot be switched off.
        active: raw.Status === null || raw.Status.toUpperCase() === 'ACTIVE',
      },
    ],
  }
}
