import { z } from 'zod'
import type { CanonicalRecord, Dimension } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped } from '../../provider.ts'
import { identifier, listOf, optionalText, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { optionKey } from '../lines.ts'
import { wholeStream } from '../stream.ts'

const raw = z.object({
  TrackingCategoryID: identifier,
  Name: text,
  Status: optionalText,
  Options: listOf(z.object({ TrackingOptionID: identifier, Name: text, Status: optionalText })),
})

type Raw = z.output<typeof raw>

export const trackingCategories = wholeStream(
  {
    name: 'TrackingCategories',
    id: 'TrackingCategoryID',
    paged: false,
    query: { includeArchived: 'true' },
  },
  {
    entity: 'DIMENSION',
    raw,
    fields: { name: 'NATIVE' } satisfies FidelityOf<Dimension>,
    id: ({ TrackingCategoryID }) => TrackingCategoryID,
    updatedAt: () => null,
    map,
  },
)

function map(raw: Raw): Mapped {
  const dimensionKey = recordKey('tracking_categories', raw.TrackingCategoryID)
  const options = raw.Options.filter((it) => it.Status?.toUpperCase() !== 'DELETED')
  return {
    records: [
      { type: 'DIMENSION', key: dimensionKey, name: raw.Name },
      ...options.map((option): CanonicalRecord => ({
        type: 'DIMENSION_VALUE',
        key: optionKey(raw.TrackingCategoryID, option.TrackingOptionID),
        dimensionKey,
        name: option.Name,
        code: null,
        // The options of an archived category keep their own status, and can be chosen no more.
        active: isActive(raw) && isActive(option),
      })),
    ],
  }
}

const isActive = ({ Status }: { Status: string | null }): boolean =>
  Status === null || Status.toUpperCase() === 'ACTIVE'
