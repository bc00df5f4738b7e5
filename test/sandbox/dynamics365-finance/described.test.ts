import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { openApi } from '../../support/openapi.ts'
import { playDynamics, type Row } from './support.ts'

const FOLDER = new URL('../../../../shared/specs/dynamics365-finance/', import.meta.url)
const skip = existsSync(FOLDER) ? false : 'the official descriptions are not here'

/** Which description has which of the played sets. */
const DESCRIBED = {
  core: ['Companies', 'Currencies', 'ExchangeRates', 'LegalEntities', 'PaymentTerms'],
  ledger: [
    'DimensionAttributes', 'DimensionParameters', 'FinancialDimensionValues', 'FiscalCalendars', 'FiscalPeriods',
    'FiscalYears',
    'LedgerJournalHeaders', 'LedgerJournalLines', 'Ledgers', 'MainAccounts',
  ],
  payable: ['VendorGroups', 'VendorPaymentJournalHeaders', 'VendorPaymentJournalLines', 'VendorsV2', 'VendorsV3'],
  receivable: ['CustomerGroups', 'CustomerPaymentJournalHeaders', 'CustomerPaymentJournalLines', 'CustomersV3'],
  tax: ['TaxCodes', 'TaxGroupDatas', 'TaxGroups', 'TaxItemGroups'],
} // prettier-ignore

interface Description {
  paths: Record<string, unknown>
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> }
}

describe("the played service's answers fit the description of 10.0.47:", { skip }, () => {
  const played = playDynamics({ scale: 0.1 })
  for (const [name, sets] of skip === false ? Object.entries(DESCRIBED) : []) {
    const file = new URL(`${name}.json`, FOLDER)
    const api = openApi(file.pathname)
    const { components, paths } = JSON.parse(readFileSync(file, 'utf8')) as Description

    for (const set of sets) {
      test(set, async () => {
        const { value } = await played.get(`${set}?cross-company=true`)
        assert.ok(value.length > 0)
        assert.deepEqual(api.response({ method: 'GET', path: `/${set}`, status: 200, body: { value } }), [])

        const key = keyOf(set, Object.keys(paths), value[0] ?? {})
        const row = await played.get<Row>(`${encodeURIComponent(key)}?cross-company=true`)
        const known = components.schemas[typeOf(set, paths)]?.properties ?? {}
        const fields = Object.keys(row).filter((it) => !it.startsWith('@odata.'))
        assert.deepEqual(fields.sort(), Object.keys(known).sort(), 'all fields of the type, and no others')
        for (const it of value) {
          assert.deepEqual(api.response({ method: 'GET', path: `/${key}`, status: 200, body: it }), [])
        }
      })
    }

    test(`errors of ${name}`, async () => {
      const response = await played.ask(`/data/${sets[0] ?? ''}?$filter=x`)
      const body: unknown = JSON.parse(response.body)
      assert.deepEqual(api.response({ method: 'GET', path: `/${sets[0] ?? ''}`, status: 400, body }), [])
    })
  }
})

/** "CustomersV3(dataAreaId='lfde',CustomerAccount='DE-00001')", by the description's template of the path. */
function keyOf(set: string, templates: string[], row: Row): string {
  const template = templates.find((it) => it.startsWith(`/${set}(`)) ?? ''
  const literal = (name: string) => {
    const value = Object.entries(row).find(([field]) => field.toLowerCase() === name.toLowerCase())?.[1]
    const isBare = typeof value === 'number' || /^\d{4}-\d\d-\d\dT/.test(String(value))
    return isBare ? String(value) : `'${String(value)}'`
  }
  return template.slice(1).replaceAll(/\{(\w+)\}/g, (_whole, name: string) => literal(name))
}

function typeOf(set: string, paths: Description['paths']): string {
  const [, item] = Object.entries(paths).find(([it]) => it.startsWith(`/${set}(`)) ?? []
  return /"200":.*?schemas\/(\w+)"/.exec(JSON.stringify(item))?.[1] ?? ''
}
