import { render, renderAssociations } from './api/render.ts'
import { renderAccount, renderOwner, renderTaxRate } from './api/settings.ts'
import type { Portal } from './portal/portal.ts'
import { propertiesOf } from './portal/properties.ts'
import { OWNERS, TAX_RATES } from './portal/settings.ts'
import { TYPE_NAMES } from './portal/types.ts'

/** Everything, by the names of the object types: archived records too, with all properties and associations. */
export const booksOf = (portal: Portal, now: number): Record<string, unknown[]> => ({
  account: [renderAccount(now)],
  owners: OWNERS.map(renderOwner),
  tax_rates: TAX_RATES.map(renderTaxRate),
  ...Object.fromEntries(
    TYPE_NAMES.map((type) => [
      type,
      portal.all(type).map((record) => ({
        ...render(record, [...propertiesOf(type).keys()]),
        ...renderAssociations(portal, record, TYPE_NAMES),
      })),
    ]),
  ),
})
