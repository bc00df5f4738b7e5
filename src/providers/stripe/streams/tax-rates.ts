import { z } from 'zod'
import type { TaxRate } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import { optionalDecimal, optionalText, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { kind } from '../fields.ts'
import { unknownValue } from '../findings.ts'
import { followedStream } from '../stream.ts'

const raw = z.object({
  id: text,
  object: kind('tax_rate'),
  display_name: text,
  percentage: optionalDecimal,
  rate_type: optionalText,
  active: z.boolean(),
})
type Raw = z.output<typeof raw>

export const taxRates = followedStream(
  { stream: 'tax_rates', path: '/v1/tax_rates', deletable: false },
  {
    entity: 'TAX_RATE',
    raw,
    fields: {
      name: 'NATIVE',
      code: 'MISSING',
      rate: 'NATIVE',
      active: 'NATIVE',
    } satisfies FidelityOf<TaxRate>,
    map: (raw) => ({
      records: [taxRate(raw)],
      findings: isKnown(raw) ? [] : [unknownValue('rate_type', raw.rate_type)],
    }),
  },
)

const taxRate = (raw: Raw): TaxRate => ({
  type: 'TAX_RATE',
  key: recordKey('tax_rates', raw.id),
  name: raw.display_name,
  code: null,
  // A flat amount is no percentage, whatever number stands beside it, and so may be a type that nobody knew.
  rate: isPercentage(raw) ? raw.percentage : null,
  active: raw.active,
})

/** Null in Stripe's own examples of percentages, and not told before there were flat amounts. */
const isPercentage = ({ rate_type }: Raw): boolean => rate_type === null || rate_type === 'percentage'

const isKnown = (raw: Raw): boolean => isPercentage(raw) || raw.rate_type === 'flat_amount'
