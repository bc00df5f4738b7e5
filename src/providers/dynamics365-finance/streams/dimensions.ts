import { z } from 'zod'
import type { Dimension, DimensionValue } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Stream } from '../../provider.ts'
import { optionalText } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { companyOf } from '../company.ts'
import { readAtOnce } from '../crawl.ts'
import { dimensionValueId } from '../display-value.ts'
import { allRows, type Reader } from '../listing.ts'
import { equals } from '../query.ts'
import { wholeReading } from '../stream.ts'
import { code, optionalYesNo } from '../values.ts'

const attribute = z.object({ DimensionName: code })
const value = z.object({
  FinancialDimension: code,
  DimensionValue: code,
  Description: optionalText,
  IsSuspended: optionalYesNo,
})
const raw = z.union([value, attribute], {
  error: 'must have a DimensionName, or a FinancialDimension and its DimensionValue',
})
type Raw = z.output<typeof raw>
type Value = z.output<typeof value>

const MOST_ROWS = 200_000

/** Two of Dynamics' lists: the dimensions, and the values of those that have a list of their own. */
export const dimensions: Stream<Raw> = {
  ...wholeReading,
  entity: 'DIMENSION',
  raw,
  fields: { name: 'NATIVE' } satisfies FidelityOf<Dimension>,
  pages: (read) => readAtOnce(read, attributesAndValues),
  id: (raw) =>
    isValue(raw) ? dimensionValueId(raw.FinancialDimension, raw.DimensionValue) : raw.DimensionName,
  map: (raw) => ({ records: [isValue(raw) ? dimensionValue(raw) : dimension(raw.DimensionName)] }),
}

const isValue = (raw: Raw): raw is Value => 'FinancialDimension' in raw

async function attributesAndValues(reader: Reader) {
  const attributes = await allRows(
    reader,
    { set: 'DimensionAttributes', select: ['DimensionName', 'UseValuesFrom'], orderBy: ['DimensionName'] },
    MOST_ROWS,
  )
  const company = companyOf(reader.source.remoteId)
  const values = await allRows(
    reader,
    {
      set: 'FinancialDimensionValues',
      select: ['FinancialDimension', 'DimensionValue', 'Description', 'IsSuspended', 'LegalEntityId'],
      // Values without a legal entity are everybody's.
      filter: `(${equals('LegalEntityId', company)} or ${equals('LegalEntityId', '')})`,
      orderBy: ['FinancialDimension', 'DimensionValue'],
    },
    MOST_ROWS,
  )
  return { records: [...attributes.rows, ...values.rows], fetchedAt: attributes.fetchedAt }
}

const dimension = (name: string): Dimension => ({
  type: 'DIMENSION',
  key: recordKey('dimensions', name),
  name,
})

const dimensionValue = (raw: Value): DimensionValue => ({
  type: 'DIMENSION_VALUE',
  key: recordKey('dimensions', dimensionValueId(raw.FinancialDimension, raw.DimensionValue)),
  dimensionKey: recordKey('dimensions', raw.FinancialDimension),
  name: raw.Description ?? raw.DimensionValue,
  code: raw.DimensionValue,
  // Only what was suspended is always marked.
  active: raw.IsSuspended !== true,
})
