import { productName } from '../../kit/names.ts'
import type { Random } from '../../kit/random.ts'
import type { LineFacts } from '../acts/free-text-invoices.ts'
import type { BillFacts } from '../acts/bills.ts'
import type { Vendor } from '../acts/parties.ts'
import type { SalesInvoiceFacts } from '../acts/sales-invoices.ts'
import type { Dimensions } from '../accounts.ts'
import type { Company, ItemGroup } from '../company.ts'
import { share } from '../money.ts'

const ITEMS: readonly (readonly [ItemGroup, number])[] = [
  ['FULL', 8],
  ['RED', 1],
  ['NONE', 0.5],
]
const EXPENSES = [
  ['602100', 'Rent'],
  ['603100', 'Electricity'],
  ['605100', 'Software licences'],
  ['606100', 'Train tickets'],
  ['607100', 'Paper and toner'],
  ['608100', 'Legal advice'],
  ['609100', 'Fair stand'],
  ['500100', 'Clay and glazes'],
] as const

export function inventDimensions(random: Random, company: Company): Dimensions {
  return {
    businessUnit: random.pick(['001', '002']),
    department: random.pickWeighted([
      ['SALES', 4],
      ['OPS', 3],
      ['R-D', 1],
      ['', 1],
    ]),
    costCenter: company.id === 'lfde' ? random.pick(['CC10', 'CC20', '']) : '',
  }
}

export function inventLines(random: Random, company: Company): LineFacts[] {
  return Array.from({ length: random.pick([1, 1, 2, 2, 3, 4]) }, () => ({
    text: productName(random),
    // Hours come in quarters.
    quantity: random.chance(0.3) ? random.int(2, 60) * 25 : random.int(1, 12) * 100,
    unitPrice: random.amount(1_500, 90_000),
    item: random.pickWeighted(ITEMS),
    account: random.pick(['401100', '401200']),
    dimensions: inventDimensions(random, company),
  }))
}

export function inventOrderLines(random: Random): SalesInvoiceFacts['lines'] {
  return Array.from({ length: random.int(1, 4) }, () => ({
    product: `P${random.int(1_000, 1_040)}`,
    name: productName(random),
    quantity: random.int(1, 40),
    unitPrice: random.amount(500, 40_000),
    item: random.pickWeighted(ITEMS),
  }))
}

export function inventBill(random: Random, company: Company, vendor: Vendor, receivedOn: string): BillFacts {
  const [account, text] = random.pick(EXPENSES)
  const amount = random.amount(4_000, 600_000)
  const dimensions = inventDimensions(random, company)
  const part = share(amount, random.int(20, 70), 100)
  const parts = random.chance(0.7)
    ? [{ account, dimensions, amount }]
    : [
        { account, dimensions, amount: part },
        { account: '618100', dimensions: {}, amount: amount - part },
      ]
  return {
    vendor,
    invoice: `R${random.int(10_000, 99_999)}-${random.int(1, 99)}`,
    receivedOn,
    text,
    order: random.chance(0.4) ? `Order ${random.int(100, 999)}` : '',
    parts,
  }
}
