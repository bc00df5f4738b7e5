import { z } from 'zod'
import type { TaxRate } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Stream } from '../../provider.ts'
import { identifier, optionalText } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { companyOf } from '../company.ts'
import { crawl } from '../crawl.ts'
import { equals } from '../query.ts'
import { LIST_ROWS, wholeReading } from '../stream.ts'

const raw = z.object({ TaxCode: identifier, TaxName: optionalText })
type Raw = z.output<typeof raw>

/** Sales tax codes. Their percentages are in an entity that has another name in each release: not read. */
export const taxCodes: Stream<Raw> = {
  ...wholeReading,
  entity: 'TAX_RATE',
  raw,
  fields: {
    name: 'NATIVE',
    code: 'NATIVE',
    rate: 'MISSING',
    active: 'DERIVED',
  } satisfies FidelityOf<TaxRate>,
  pages: (read) =>
    crawl(read, {
      list: {
        set: 'TaxCodes',
        key: 'TaxCode',
        select: ['dataAreaId', 'TaxCode', 'TaxName'],
        filter: equals('dataAreaId', companyOf(read.source.remoteId)),
      },
      pageRows: LIST_ROWS,
    }),
  id: ({ TaxCode }) => TaxCode,
  map: (raw) => ({ records: [taxRate(raw)] }),
}

const taxRate = ({ TaxCode, TaxName }: Raw): TaxRate => ({
  type: 'TAX_RATE',
  key: recordKey('tax_codes', TaxCode),
  name: TaxName ?? TaxCode,
  code: TaxCode,
  rate: null,
  // A code cannot be switched off in Dynamics.
  active: true,
})
