import type { SandboxResponse } from '../../kit/provider.ts'
import { HUBSPOT_PORTAL_ID } from '../credentials.ts'
import type { JsonObject } from '../json.ts'
import { CURRENCIES, PORTAL_CURRENCY } from '../money.ts'
import { type Property, propertiesOf } from '../portal/properties.ts'
import { OWNERS, type Owner, TAX_RATES, type TaxRate } from '../portal/settings.ts'
import { type Call, isArchivedAsked, limitOf, needScope, typeFor } from './call.ts'
import { pagingTo } from './reads.ts'
import { json } from './responses.ts'

const TIME_ZONE = 'America/New_York'
/** HubSpot's is not known; few, so that there is more than one page. */
const TAX_RATES_ON_A_PAGE = 3
const SET_AT = '2023-01-09T15:04:05.006Z'

/** GET /account-info/v3/details */
export const accountDetails = ({ now }: Call): SandboxResponse => json(200, renderAccount(now))

export function renderAccount(now: number): JsonObject {
  const minutes = offsetMinutes(now)
  const hours = String(Math.abs(minutes) / 60).padStart(2, '0')
  return {
    portalId: Number(HUBSPOT_PORTAL_ID),
    accountType: 'STANDARD',
    timeZone: 'US/Eastern',
    companyCurrency: PORTAL_CURRENCY,
    additionalCurrencies: CURRENCIES.filter((it) => it !== PORTAL_CURRENCY),
    utcOffset: `-${hours}:00`,
    utcOffsetMilliseconds: minutes * 60_000,
    uiDomain: 'app.hubspot.com',
    dataHostingLocation: 'na1',
  }
}

/** Of the account's time zone: -240 in summer, -300 in winter. */
function offsetMinutes(now: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: TIME_ZONE, timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find((it) => it.type === 'timeZoneName')
  return parts?.value === 'GMT-04:00' ? -240 : -300
}

/** GET /tax-rates/v1/tax-rates: `after` is given as it stands in an address, encoded. */
export function taxRates(call: Call): SandboxResponse {
  needScope(call.scopes, 'tax_rates.read')
  const afterOf = (id: string) => encodeURIComponent(Buffer.from(id).toString('base64'))
  return paged(call, { rows: TAX_RATES, render: renderTaxRate, afterOf, size: TAX_RATES_ON_A_PAGE })
}

export const renderTaxRate = ({ id, name, label, rate, active }: TaxRate): JsonObject => ({
  ...{ name, percentageRate: rate / 100, label, active, id },
  ...{ createdAt: SET_AT, updatedAt: SET_AT },
})

/** GET /crm/v3/owners */
export function owners(call: Call): SandboxResponse {
  needScope(call.scopes, 'crm.objects.owners.read')
  const isArchived = isArchivedAsked(call)
  const rows = OWNERS.filter((it) => it.archived === isArchived)
  return paged(call, { rows, render: renderOwner, afterOf: (id) => id, size: 100 })
}

export const renderOwner = ({ id, userId, firstName, lastName, archived }: Owner): JsonObject => ({
  ...{ id, email: `${firstName}.${lastName}@larkfield-works.example`.toLowerCase(), type: 'PERSON' },
  ...{ firstName, lastName, userId, userIdIncludingInactive: userId },
  ...{ createdAt: SET_AT, updatedAt: SET_AT, archived },
})

interface Listing<T> {
  rows: readonly T[]
  render: (row: T) => JsonObject
  afterOf: (id: string) => string
  /** Of a page, unless a limit is asked for. */
  size: number
}

/** A page begins behind the row that `after` stands for. */
function paged<T extends { id: string }>(
  { request: { query, path } }: Call,
  { rows, render, afterOf, size }: Listing<T>,
): SandboxResponse {
  const limit = limitOf(query.get('limit'), size, 500)
  const after = query.get('after')
  const isAfter = ({ id }: T) => afterOf(id) === after || decodeURIComponent(afterOf(id)) === after
  const begin = after === null ? 0 : rows.findIndex(isAfter) + 1
  const page = rows.slice(begin, begin + limit)
  const last = page.at(-1)
  return json(200, {
    results: page.map(render),
    ...(last === undefined || begin + limit >= rows.length ? {} : pagingTo(afterOf(last.id), path)),
  })
}

/** GET /crm/v3/properties/{type} */
export function properties(call: Call, name: string): SandboxResponse {
  const type = typeFor(call, name, 'read')
  return json(200, { results: [...propertiesOf(type).values()].map((it) => renderProperty(it, type)) })
}

const renderProperty = ({ name, kind, isReadOnly }: Property, type: string): JsonObject => ({
  name,
  label: name.replace(/^hs_/, '').replaceAll('_', ' '),
  type: kind,
  fieldType: {
    string: 'text',
    number: 'number',
    datetime: 'date',
    enumeration: 'select',
    bool: 'booleancheckbox',
  }[kind],
  description: '',
  groupName: `${type}information`,
  options: [],
  ...{ displayOrder: -1, calculated: false, externalOptions: false, hasUniqueValue: name === 'email' },
  ...{ hidden: false, hubspotDefined: true, formField: false, archived: false },
  modificationMetadata: { archivable: true, readOnlyDefinition: true, readOnlyValue: isReadOnly },
})
