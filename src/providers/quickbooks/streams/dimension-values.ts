import { z } from 'zod'
import type { DimensionValue } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, Stream } from '../../provider.ts'
import { optionalFlag, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { capturedStream, remoteRecord } from '../stream.ts'
import { dimensionKeys } from './preferences.ts'

const raw = z.object({ ...remoteRecord, Name: text, Active: optionalFlag })

type Raw = z.output<typeof raw>

// Of the dimension's values; the dimensions themselves come from the preferences.
const fields = {
  dimensionKey: 'DERIVED',
  name: 'NATIVE',
  code: 'MISSING',
  active: 'NATIVE',
} as const satisfies FidelityOf<DimensionValue>

export const classes = dimensionValues('classes', 'Class', dimensionKeys.class)
export const departments = dimensionValues('departments', 'Department', dimensionKeys.department)

function dimensionValues(stream: string, name: string, dimensionKey: string): Stream<Raw> {
  const map = ({ Id, Name, Active }: Raw): Mapped => ({
    records: [
      {
        type: 'DIMENSION_VALUE',
        key: recordKey(stream, Id),
        dimensionKey,
        name: Name,
        code: null,
        // Only what was made inactive is always marked.
        active: Active !== false,
      },
    ],
  })
  return capturedStream({ name, hidesInactive: true }, { entity: 'DIMENSION', raw, fields, map })
}
