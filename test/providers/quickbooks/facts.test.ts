import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { canonicalRecord, type CanonicalRecord } from '../../../src/domain/entities.ts'
import { isExactNumber } from '../../../src/domain/exact-json.ts'
import { quickbooks } from '../../../src/providers/quickbooks/index.ts'
import { fixture, mapped, SOURCE, streamNames, streams, type StreamName } from './mapping.ts'

const SPECS = '../shared/specs/quickbooks'

/** Of which records a stream's fields speak. */
function describedType(stream: StreamName): CanonicalRecord['type'] {
  if (stream === 'classes' || stream === 'departments') return 'DIMENSION_VALUE'
  return streams[stream].entity ?? 'COMPANY_PROFILE'
}

function fieldsOf(type: CanonicalRecord['type']): string[] {
  const entity = canonicalRecord.options.find(({ shape }) => shape.type.value === type)
  return Object.keys(entity?.shape ?? {}).filter((field) => field !== 'key' && field !== 'type')
}

const isTold = (value: unknown): boolean =>
  value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)

describe('what QuickBooks streams say of themselves', () => {
  for (const stream of streamNames) {
    test(`${stream}: each canonical field comes about as it says`, () => {
      const { fields } = streams[stream]
      const type = describedType(stream)
      const records = mapped(stream, fixture(stream)).records.filter((record) => record.type === type)
      assert.ok(records.length > 0)
      assert.deepEqual(Object.keys(fields).sort(), fieldsOf(type).sort())
      for (const record of records) {
        const told = Object.entries(record).filter(([field, value]) => field in fields && isTold(value))
        const promised = Object.entries(fields).filter(([, fidelity]) => fidelity !== 'MISSING')
        assert.deepEqual(told.map(([field]) => field).sort(), promised.map(([field]) => field).sort())
      }
    })

    test(`${stream}: the record's id and its instant of change are read`, () => {
      const it = streams[stream]
      const parsed: unknown = it.raw.parse(fixture(stream))
      assert.match(`${stream}/${it.id(parsed)}`, /^[a-z_]+\/\d+$/)
      assert.match(it.updatedAt(parsed) ?? '', /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
    })
  }

  test('an instant in the company’s zone is told in UTC', () => {
    const parsed: unknown = streams.invoices.raw.parse(fixture('invoices'))
    assert.equal(streams.invoices.updatedAt(parsed), '2026-03-05T17:10:31Z')
  })

  test(
    'the fixtures use the names of Intuit’s own schema',
    {
      skip: existsSync(SPECS) ? false : 'the official descriptions are not here',
    },
    () => {
      const schemas = ['Finance', 'IntuitBaseTypes', 'IntuitNamesTypes'].map((name) => `${SPECS}/${name}.xsd`)
      const names = new Set(
        schemas.flatMap((file) =>
          [...readFileSync(file, 'utf8').matchAll(/\bname="([^"]+)"/g)].map(([, name]) => name),
        ),
      )
      // JSON's spelling of a reference's text, and what answers add to the schema.
      for (const name of ['value', 'CustomExtensions', 'any']) names.add(name)
      for (const stream of streamNames) {
        const unknown = keysOf(fixture(stream)).filter((key) => !names.has(key))
        assert.deepEqual(unknown, [], stream)
      }
    },
  )
})

function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf)
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysOf(inner)])
}

describe('QuickBooks’ addresses', () => {
  test('sandbox companies have a host of their own', () => {
    assert.equal(quickbooks.endpoint(SOURCE), 'https://sandbox-quickbooks.api.intuit.com')
    assert.equal(
      quickbooks.endpoint({ ...SOURCE, environment: 'PRODUCTION' }),
      'https://quickbooks.api.intuit.com',
    )
  })

  test('one address can stand in for all of Intuit’s', () => {
    assert.deepEqual(quickbooks.auth.override('http://127.0.0.1:4010/quickbooks'), {
      authorize: 'http://127.0.0.1:4010/quickbooks/connect/oauth2',
      token: 'http://127.0.0.1:4010/quickbooks/oauth2/v1/tokens/bearer',
      revoke: 'http://127.0.0.1:4010/quickbooks/v2/oauth2/tokens/revoke',
    })
  })

  test(
    'the token addresses are those of Intuit’s discovery document',
    {
      skip: existsSync(SPECS) ? false : 'the official descriptions are not here',
    },
    () => {
      const text = readFileSync(`${SPECS}/oauth/dotnet-discovery.json`, 'utf8')
      for (const url of Object.values(quickbooks.auth.urls)) assert.ok(text.includes(url), url)
    },
  )

  test('a record links to its page in the web application, and one without a page to none', () => {
    assert.equal(
      quickbooks.remoteUrl('invoices', '1045', SOURCE),
      'https://app.sandbox.qbo.intuit.com/app/invoice?txnId=1045',
    )
    assert.equal(quickbooks.remoteUrl('tax_codes', 'TAX', SOURCE), undefined)
  })
})
