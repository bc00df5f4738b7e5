import { balanceOf } from '../books.ts'
import { addDays, dayOf } from '../clock.ts'
import type { Entity } from '../entities.ts'
import { referenceId, type JsonObject } from '../json.ts'
import { currencyOf, decimalNumber, digitsOf, HOME_CURRENCY } from '../money.ts'
import { accountRef, enter, someClass, someDepartment, type Business } from './business.ts'

const BILLED = ['5010', '5100', '5200', '6100', '6110', '6300', '6500', '6600']
const BOUGHT = [
  '5100',
  '5200',
  '6110',
  '6120',
  '6130',
  '6140',
  '6200',
  '6300',
  '6410',
  '6420',
  '6430',
  '6700',
]
const BANKS: Readonly<Record<string, string>> = { EUR: '1050', GBP: '1060' }

function expenseLines(
  business: Business,
  numbers: readonly string[],
  count: number,
  largest: number,
  digits: number,
): JsonObject[] {
  const { random } = business
  return Array.from({ length: count }, () => ({
    Description: random.pick(['Monthly', 'As ordered', 'Project', 'Stock', 'Subscription']),
    Amount: decimalNumber(random.amount(5 * 10 ** digits, largest), digits),
    LinkedTxn: [],
    DetailType: 'AccountBasedExpenseLineDetail',
    AccountBasedExpenseLineDetail: {
      AccountRef: accountRef(business, random.pick(numbers)),
      ...someClass(business),
      BillableStatus: 'NotBillable',
      TaxCodeRef: { value: 'NON' },
    },
  }))
}

export function receiveBill(business: Business, at: Date): Entity {
  const { random, vendors } = business
  const vendor = random.pick(vendors)
  const day = dayOf(at)
  const fields = {
    DocNumber: `${random.token(2).toUpperCase()}-${random.int(1000, 9999)}`,
    TxnDate: day,
    DueDate: addDays(day, random.pick([14, 30, 30, 45])),
    VendorRef: { value: vendor.Id },
    ...someDepartment(business),
    Line: expenseLines(business, BILLED, random.int(1, 3), 700_000, digitsOf(vendor)),
  }
  return enter(business, 'Bill', fields, at)
}

export function receiveVendorCredit(business: Business, at: Date): Entity {
  const { random, vendors } = business
  const vendor = random.pick(vendors)
  const fields = {
    TxnDate: dayOf(at),
    VendorRef: { value: vendor.Id },
    PrivateNote: random.pick(['Returned', 'Overcharged', 'Volume rebate']),
    Line: expenseLines(business, BILLED, 1, 40_000, digitsOf(vendor)),
  }
  return enter(business, 'VendorCredit', fields, at)
}

/** Pays a bill in full, less what the vendor owes us in credits. Null when nothing is open. */
export function payBill(business: Business, billId: string, at: Date): Entity | null {
  const { company, random } = business
  const bill = company.books.get('Bill', billId)
  const open = bill === undefined ? 0 : balanceOf(bill)
  if (bill === undefined || open <= 0) return null
  const digits = digitsOf(bill)
  const vendorId = referenceId(bill.VendorRef)
  const credit = [...company.books.all('VendorCredit')].find(
    (it) => referenceId(it.VendorRef) === vendorId && balanceOf(it) > 0 && balanceOf(it) < open,
  )
  const credited = credit === undefined ? 0 : balanceOf(credit)
  const domestic = currencyOf(bill) === HOME_CURRENCY
  const byCard = domestic && random.chance(0.2)
  const bank = accountRef(business, BANKS[currencyOf(bill)] ?? '1000')
  const link = (minor: number, id: string, type: string): JsonObject => ({
    Amount: decimalNumber(minor, digits),
    LinkedTxn: [{ TxnId: id, TxnType: type }],
  })
  const fields = {
    TxnDate: dayOf(at),
    VendorRef: { value: vendorId },
    ...(byCard
      ? { PayType: 'CreditCard', CreditCardPayment: { CCAccountRef: accountRef(business, '2100') } }
      : { PayType: 'Check', CheckPayment: { BankAccountRef: bank, PrintStatus: 'NotSet' } }),
    TotalAmt: decimalNumber(open - credited, digits),
    Line: [
      link(open, bill.Id, 'Bill'),
      ...(credit === undefined ? [] : [link(credited, credit.Id, 'VendorCredit')]),
    ],
  }
  return enter(business, 'BillPayment', fields, at)
}

const WAYS: readonly (readonly [readonly [type: string, account: string, currency: string], number])[] = [
  [['CreditCard', '2100', 'USD'], 50],
  [['CreditCard', '2110', 'USD'], 12],
  [['Check', '1000', 'USD'], 12],
  [['Cash', '1000', 'USD'], 16],
  [['Cash', '1090', 'USD'], 5],
  [['Cash', '1050', 'EUR'], 3],
  [['Cash', '1060', 'GBP'], 2],
]

/** Something bought on the spot. A few are refunds, which QuickBooks tells apart by Credit alone. */
export function purchase(business: Business, at: Date): Entity {
  const { random, vendors } = business
  const [type, account, currency] = random.pickWeighted(WAYS)
  const known = vendors.filter((it) => currencyOf(it) === currency)
  const vendor = known.length > 0 && random.chance(0.7) ? random.pick(known) : null
  const refund = type === 'CreditCard' && random.chance(0.03)
  const fields = {
    AccountRef: accountRef(business, account),
    PaymentType: type,
    ...(type === 'Check' ? { DocNumber: String(random.int(1000, 9999)) } : {}),
    ...(vendor === null ? {} : { EntityRef: { value: vendor.Id, type: 'Vendor' } }),
    ...(refund ? { Credit: true } : {}),
    TxnDate: dayOf(at),
    CurrencyRef: { value: currency },
    ...someDepartment(business),
    ...(random.chance(0.2) ? { PrivateNote: random.pick(['Receipt missing', 'Team lunch', 'Urgent']) } : {}),
    Line: expenseLines(business, BOUGHT, random.chance(0.8) ? 1 : random.int(2, 3), 60_000, 2),
  }
  return enter(business, 'Purchase', fields, at)
}
