import { z } from 'zod'
import type { TaxRate } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped } from '../../provider.ts'
import { listOf, optionalDecimal, optionalFlag, optionalText, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { remoteRecord, wholeStream } from '../stream.ts'

const raw = z.object({
  ...remoteRecord,
  Name: text,
  Active: optionalFlag,
  RateValue: optionalDecimal,
  EffectiveTaxRate: listOf(z.object({ RateValue: optionalDecimal, EndDate: optionalText })),
})

type Raw = z.output<typeof raw>

export const taxRates = wholeStream(
  { name: 'TaxRate', hidesInactive: true },
  {
    entity: 'TAX_RATE',
    raw,
    fields: {
      name: 'NATIVE',
      code: 'MISSING',
      rate: 'NATIVE',
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
        key: recordKey('tax_rates', raw.Id),
        name: raw.Name,
        code: null,
        rate: raw.RateValue ?? lastingRate(raw),
        // Intuit's schema: a tax rate whose Active is false or missing is inactive.
        active: raw.Active === true,
      },
    ],
  }
}

/** Of a rate with a history, the one value that has no end. */
function lastingRate({ EffectiveTaxRate }: Raw) {
  const [lasting, ...others] = EffectiveTaxRate.filter(({ EndDate }) => EndDate === null)
  return lasting === undefined || others.length > 0 ? null : lasting.RateValue
}
