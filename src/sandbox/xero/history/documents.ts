import { productName } from '../../kit/names.ts'
import { createInvoice, type InvoiceFacts } from '../acts/invoices.ts'
import type { LineDraft } from '../acts/lines.ts'
import type { Contact } from '../books/contact.ts'
import type { Invoice, LineAmountTypes } from '../books/document.ts'
import { BASE_CURRENCY } from '../money.ts'
import { addDays } from '../time.ts'
import { pickTracking, type Business } from './business.ts'

const SALES = ['200', '200', '200', '210', '210', '260'] as const
const COSTS = [
  '310',
  '310',
  '310',
  '400',
  '401',
  '408',
  '425',
  '433',
  '445',
  '461',
  '463',
  '469',
  '489',
  '493',
] as const
const TYPES: readonly (readonly [LineAmountTypes, number])[] = [
  ['Exclusive', 10],
  ['Inclusive', 3],
  ['NoTax', 1],
]
const TERMS = [7, 14, 30, 30, 30, 60] as const

export const pickTypes = ({ random }: Business): LineAmountTypes => random.pickWeighted(TYPES)

export function inventLines(business: Business, side: 'sale' | 'cost', abroad = false): LineDraft[] {
  const { random } = business
  const drafts = Array.from({ length: random.int(1, 4) }, () => inventLine(business, side, abroad))
  if (!random.chance(0.08)) return drafts
  const remark = {
    description: 'As agreed by telephone',
    quantity: 0,
    unitAmount: 0,
    accountId: null,
    taxType: null,
  }
  return [...drafts, remark]
}

function inventLine(business: Business, side: 'sale' | 'cost', abroad: boolean): LineDraft {
  const { books, random } = business
  const product = productName(random)
  const account = books.accountByCode(random.pick(side === 'sale' ? SALES : COSTS))
  // Small things are priced to the hundredth of a penny.
  const unitAmount = random.chance(0.05) ? random.int(1_001, 49_999) : random.amount(350, 42_000) * 100
  return {
    description: product,
    quantity: random.chance(0.15) ? random.int(1, 60) * 25 : random.int(1, 6) * 100,
    unitAmount,
    accountId: account.id,
    taxType: abroad
      ? side === 'sale'
        ? 'ECZROUTPUTSERVICES'
        : 'ZERORATEDINPUT'
      : random.chance(0.05)
        ? 'NONE'
        : null,
    tracking: pickTracking(business),
    ...(random.chance(0.06) ? { discountPercent: random.pick([5, 10, 15]) } : {}),
    ...(random.chance(0.3) ? { itemCode: product.toUpperCase().replaceAll(' ', '-') } : {}),
  }
}

export const isAbroad = ({ currency }: Contact): boolean => currency !== null && currency !== BASE_CURRENCY

export function issueInvoice(business: Business, contact: Contact, status: InvoiceFacts['status']): Invoice {
  const { books, random } = business
  return createInvoice(books, {
    type: 'ACCREC',
    contactId: contact.id,
    on: books.today,
    dueOn: status === 'DRAFT' && random.chance(0.3) ? null : addDays(books.today, random.pick(TERMS)),
    number: null,
    reference: random.chance(0.5) ? `PO ${random.int(1000, 9999)}` : '',
    currency: contact.currency ?? BASE_CURRENCY,
    lineAmountTypes: pickTypes(business),
    lines: inventLines(business, 'sale', isAbroad(contact)),
    status,
    sentToContact: status === 'AUTHORISED' && random.chance(0.8),
  })
}

/** Bills bear the supplier's number, which need not be unique, or none. */
export function receiveBill(business: Business, contact: Contact, status: InvoiceFacts['status']): Invoice {
  const { books, random } = business
  return createInvoice(books, {
    type: 'ACCPAY',
    contactId: contact.id,
    on: books.today,
    dueOn: addDays(books.today, random.pick(TERMS)),
    number: random.pickWeighted([
      [`SI-${random.int(10_000, 99_999)}`, 7],
      ['AP', 1],
      ['', 2],
    ]),
    reference: '',
    currency: random.pickWeighted([
      ['GBP', 12],
      ['EUR', 2],
      ['USD', 1],
    ]),
    lineAmountTypes: pickTypes(business),
    lines: inventLines(business, 'cost'),
    status,
    sentToContact: false,
  })
}
