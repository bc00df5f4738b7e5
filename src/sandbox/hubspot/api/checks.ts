import { CURRENCIES, unitsOf } from '../money.ts'
import { PAYMENT_STATUSES } from '../acts/totals.ts'
import { instant } from '../portal/portal.ts'
import { type Property, propertiesOf } from '../portal/properties.ts'
import { type Properties, Refusal } from '../portal/record.ts'
import type { TypeName } from '../portal/types.ts'

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  hs_invoice_status: ['draft', 'open', 'paid', 'voided'],
  hs_currency: CURRENCIES,
  hs_currency_code: CURRENCIES,
  hs_latest_status: PAYMENT_STATUSES,
  hs_payment_method_type: ['card', 'ach', 'cash', 'check', 'wire_transfer', 'other', 'sepa', 'bacs', 'pads'],
  hs_processor_type: ['hs_payments', 'byo_stripe', 'none', 'quickbooks', 'xero'],
  hs_type: ['FIXED', 'PERCENT'],
}

const NEEDED: Readonly<Partial<Record<TypeName, readonly string[]>>> = {
  invoices: ['hs_currency'],
  commerce_payments: ['hs_initial_amount', 'hs_initiated_date'],
}

/** What was sent, as it is kept: text or null, times as ISO. Throws Refusal for what HubSpot would not take. */
export function checked(type: TypeName, sent: Readonly<Record<string, unknown>>): Properties {
  return Object.fromEntries(
    Object.entries(sent).map(([name, value]) => {
      const property = propertiesOf(type).get(name)
      if (property === undefined)
        throw new Refusal(`Property "${name}" does not exist`, 'PROPERTY_DOESNT_EXIST', [name])
      if (property.isReadOnly)
        throw new Refusal(`"${name}" is a read only property`, 'READ_ONLY_VALUE', [name])
      return [name, valueOf(property, value)]
    }),
  )
}

/** Throws Refusal when a property is missing that a new record cannot do without. */
export function checkNeeded(type: TypeName, properties: Properties): void {
  const missing = (NEEDED[type] ?? []).filter((it) => (properties[it] ?? null) === null)
  if (missing.length > 0)
    throw new Refusal(`Error creating ${type}. Some required properties were not set.`, 'REQUIRED', missing)
}

function valueOf({ name, kind }: Property, value: unknown): string | null {
  if (value === null || value === '') return null
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw bad(name, 'is not text')
  const text = String(value)
  const choices = CHOICES[name]
  if (choices !== undefined && !choices.includes(text))
    throw new Refusal(
      `${text} was not one of the allowed options: [${choices.join(', ')}]`,
      'INVALID_OPTION',
      [name],
    )
  if (kind === 'number' && unitsOf(text) === null) throw bad(name, 'is not a number')
  return kind === 'datetime' ? timeOf(name, text) : text
}

/** ISO, or milliseconds since 1970; seconds are taken for milliseconds, too. */
function timeOf(name: string, text: string): string {
  const at = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text)
  if (Number.isNaN(at) || Math.abs(at) > 8.64e15) throw bad(name, 'is not a time')
  return instant(at)
}

const bad = (name: string, what: string): Refusal =>
  new Refusal(`Property values were not valid: ${name} ${what}`, 'INVALID_VALUE', [name])
