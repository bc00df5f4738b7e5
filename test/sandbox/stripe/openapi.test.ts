import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { playStripe } from './support.ts'

const DESCRIPTION = new URL('../../../../shared/specs/stripe/spec3.2023-09-12.yaml', import.meta.url)
const skip = existsSync(DESCRIPTION) ? false : 'the official descriptions are not here'

/** Newer than the description of 2023-09-12, or left out of it: a charge's `source` is in the fixtures and in recordings. */
const NEWER = new Set([
  'balance_transaction.balance_type',
  'charge.source',
  'credit_note.customer_account',
  'credit_note.post_payment_amount',
  'credit_note.pre_payment_amount',
  'credit_note.pretax_credit_amounts',
  'credit_note.refunds',
  'credit_note.total_taxes',
  'payout.application_fee',
  'payout.application_fee_amount',
  'payout.payout_method',
  'payout.trace_id',
  'refund.customer',
  'refund.customer_account',
  'refund.destination_details',
  'refund.payment_method',
  'tax_rate.flat_amount',
  'tax_rate.jurisdiction_level',
  'tax_rate.rate_type',
])
/** Required then, and since 2025-03-31.basil gone. */
const GONE = new Set(['credit_note.tax_amounts'])

interface Property {
  kind: string | undefined
  nullable: boolean
}
interface Schema {
  properties: Map<string, Property>
  required: string[]
}

const KINDS = {
  balance_transactions: 'balance_transaction',
  charges: 'charge',
  credit_notes: 'credit_note',
  customers: 'customer',
  payouts: 'payout',
  refunds: 'refund',
  tax_rates: 'tax_rate',
}

describe("the played Stripe's objects fit the description of 2023, where that still holds:", { skip }, () => {
  const yaml = skip === false ? readFileSync(DESCRIPTION, 'utf8') : ''
  const books = playStripe({ scale: 0.1 }).provider.books()

  for (const [name, kind] of Object.entries(KINDS)) {
    test(kind, () => {
      const schema = readSchema(yaml, kind)
      assert.ok(schema.properties.size > 5 && schema.required.length > 3)
      const objects = books[name] as Record<string, unknown>[]
      assert.ok(objects.length > 0)
      assert.deepEqual([...new Set(objects.flatMap((object) => differences(kind, schema, object)))], [])
    })
  }
})

function differences(
  kind: string,
  { properties, required }: Schema,
  object: Record<string, unknown>,
): string[] {
  const missing = required.filter((name) => !(name in object) && !GONE.has(`${kind}.${name}`))
  const others = Object.entries(object).flatMap(([name, value]) => {
    const property = properties.get(name)
    if (property === undefined)
      return NEWER.has(`${kind}.${name}`) ? [] : [`${kind}.${name} is not described`]
    if (value === null) return property.nullable ? [] : [`${kind}.${name} is null`]
    return property.kind === undefined || property.kind === kindOf(value)
      ? []
      : [`${kind}.${name} is not of kind ${property.kind}`]
  })
  return [...missing.map((name) => `${kind}.${name} is missing`), ...others]
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

/** The top of one schema: there is no YAML reader here, and this file is indented by two throughout. */
function readSchema(yaml: string, kind: string): Schema {
  const schemas = yaml.indexOf('\n  schemas:\n')
  const begin = yaml.indexOf(`\n    ${kind}:\n`, schemas) + 1
  const [block = ''] = yaml.slice(begin).split(/\n {4}(?=\S)/, 1)
  const [, listed = ''] = /\n {6}properties:\n([\s\S]*?)(?=\n {6}\S|$)/.exec(block) ?? []
  const [, needed = ''] = /\n {6}required:\n((?: {8}- .*\n?)*)/.exec(block) ?? []
  const properties = listed.split(/\n(?= {8}\S)/).map((text): [string, Property] => {
    const [, kindOfIt] = /\n {10}type: (\w+)/.exec(text) ?? []
    const number = kindOfIt === 'number' ? undefined : kindOfIt
    return [
      text.trim().split(':', 1)[0] ?? '',
      { kind: number, nullable: text.includes('\n          nullable: true') },
    ]
  })
  return {
    properties: new Map(properties),
    required: [...needed.matchAll(/- (\S+)/g)].map(([, name = '']) => name),
  }
}
