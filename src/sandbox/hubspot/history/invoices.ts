import { addDays, dayOf } from '../../kit/days.ts'
import { productName } from '../../kit/names.ts'
import type { Random } from '../../kit/random.ts'
import { draftInvoice } from '../acts/invoices.ts'
import type { LineFacts } from '../acts/lines.ts'
import { amountText, type Currency } from '../money.ts'
import type { Properties } from '../portal/record.ts'
import { OWNERS } from '../portal/settings.ts'
import { reckonInvoice } from '../acts/totals.ts'
import { type Business, pickCustomer } from './business.ts'

const TERMS = [0, 14, 30, 30, 30, 60]
const TAXES: Readonly<Record<Currency, readonly string[]>> = {
  USD: ['15970230', '15970231'],
  CAD: ['15970232'],
  EUR: ['15970233'],
}
const ABROAD: Readonly<Record<string, Currency>> = { Canada: 'CAD', Germany: 'EUR', France: 'EUR' }

/** A draft of one to four lines for one of the customers; some have adjustments of the whole. */
export function prepareInvoice(business: Business) {
  const { portal, random } = business
  const { contact, company } = pickCustomer(business)
  const on = dayOf(new Date(portal.now()))
  const currency = ABROAD[company?.properties.country ?? ''] ?? 'USD'
  const invoice = draftInvoice(portal, {
    ...{ contact, company, currency, on },
    dueOn: addDays(on, random.pick(TERMS)),
    lines: inventLines(random, currency),
    properties: details(random),
  })
  if (random.chance(0.15)) adjust(business, invoice)
  return invoice
}

function details(random: Random): Properties {
  return {
    hs_title: random.chance(0.3) ? 'Studio supplies' : null,
    hs_purchase_order_number: random.chance(0.3) ? `PO-${random.int(10_000, 99_999)}` : null,
    hs_comments: random.chance(0.2) ? 'Thank you for your order.' : null,
    hs_allowed_payment_methods: 'credit_or_debit_card;ach',
    hs_invoice_payment_collection_method: 'manual',
    hs_allow_partial_payments: String(random.chance(0.5)),
    hs_language: 'en',
    hs_locale: 'en-us',
    hubspot_owner_id: random.chance(0.8) ? random.pick(OWNERS).id : null,
  }
}

export function inventLines(random: Random, currency: Currency): LineFacts[] {
  const isPlain = random.chance(0.3)
  const taxRateId = random.chance(0.55) ? random.pick(TAXES[currency]) : null
  return Array.from({ length: random.int(1, 4) }, () => inventLine(random, taxRateId, isPlain))
}

function inventLine(random: Random, taxRateId: string | null, isPlain: boolean): LineFacts {
  const name = productName(random)
  const sku = random.chance(0.5) ? `LW-${random.int(100, 999)}` : null
  const rest = { name, sku, taxRateId, discount: null, discountPercentage: null }
  if (isPlain)
    return { ...rest, price: String(random.amount(4, 300) * 10), quantity: String(random.int(1, 12)) }
  // Cut goods are priced finer than a cent.
  if (random.chance(0.05)) return { ...rest, price: `0.${random.int(1001, 9999)}`, quantity: '1250' }
  return {
    ...rest,
    price: amountText(random.amount(2_500, 250_000)),
    quantity: random.chance(0.15) ? `${random.int(1, 9)}.5` : String(random.int(1, 6)),
    discount: random.chance(0.08) ? amountText(random.int(100, 2_000)) : null,
    discountPercentage: random.chance(0.12) ? random.pick(['5', '10', '12.5']) : null,
  }
}

function adjust({ portal, random }: Business, invoice: ReturnType<typeof draftInvoice>): void {
  const kinds = [
    ['discounts', 'Loyalty', 'PERCENT', '10.0000'],
    ['discounts', 'Goodwill', 'FIXED', '20.0000'],
    ['fees', 'Shipping', 'FIXED', '18.5000'],
    ['taxes', 'City surcharge', 'PERCENT', '1.2500'],
  ] as const
  const first = random.int(0, 3)
  const chosen = kinds.slice(first, first + random.int(1, 2))
  for (const [index, [kind, hs_label, hs_type, hs_value]] of chosen.entries()) {
    const adjustment = portal.create(kind, { hs_label, hs_type, hs_value, hs_sort_order: String(index) })
    portal.associate(adjustment, invoice)
  }
  reckonInvoice(portal, invoice)
}
