import { balanceOf } from '../books.ts'
import { addDays, dayOf } from '../clock.ts'
import type { Entity } from '../entities.ts'
import { referenceId, textOf, type JsonObject } from '../json.ts'
import {
  currencyOf,
  decimalNumber,
  digitsOf,
  divideRounded,
  HOME_CURRENCY,
  knownMinorUnits,
} from '../money.ts'
import { accountRef, enter, someClass, someDepartment, type Business } from './business.ts'

const TERMS: readonly (readonly [string, string, number])[] = [
  ['1', 'Due on receipt', 0],
  ['2', 'Net 15', 15],
  ['3', 'Net 30', 30],
  ['4', 'Net 60', 60],
]

export function sendInvoice(business: Business, at: Date): Entity {
  const { random, customers } = business
  const customer = random.pick(customers)
  const [termId, term, days] = random.pick(TERMS)
  const day = dayOf(at)
  const discount = random.chance(0.08) ? discountLine(business, random.pick([5, 10, 12])) : null
  return enter(
    business,
    'Invoice',
    {
      AllowIPNPayment: false,
      AllowOnlinePayment: false,
      AllowOnlineCreditCardPayment: false,
      AllowOnlineACHPayment: false,
      TxnDate: day,
      CustomerRef: { value: customer.Id },
      ...someDepartment(business),
      Line: [...saleLines(business, customer, random.int(1, 4)), ...(discount === null ? [] : [discount])],
      BillAddr: customer.BillAddr,
      BillEmail: customer.PrimaryEmailAddr,
      SalesTermRef: { value: termId, name: term },
      DueDate: addDays(day, days),
      ApplyTaxAfterDiscount: random.chance(0.5),
      PrintStatus: 'NeedToPrint',
      EmailStatus: random.pick(['EmailSent', 'NotSet', 'NeedToSend']),
    },
    at,
  )
}

function saleLines(business: Business, customer: Entity, count: number): JsonObject[] {
  const { company, random } = business
  const items = [...company.books.all('Item')]
  const digits = digitsOf(customer)
  const domestic = currencyOf(customer) === HOME_CURRENCY
  return Array.from({ length: count }, () => {
    const item = random.pick(items)
    const quantity = random.amount(1, 8)
    const price = itemPrice(item, random.int(80, 120))
    return {
      Description: textOf(item.Description),
      Amount: decimalNumber(quantity * price, digits),
      DetailType: 'SalesItemLineDetail',
      SalesItemLineDetail: {
        ItemRef: { value: item.Id },
        ...someClass(business),
        UnitPrice: decimalNumber(price, digits),
        Qty: quantity,
        TaxCodeRef: { value: domestic && item.Taxable === true ? 'TAX' : 'NON' },
      },
    }
  })
}

// As many minor units in every currency: 145.00 dollars, 145.00 euros, 14,500 yen.
const itemPrice = (item: Entity, percent: number) =>
  divideRounded(knownMinorUnits(item.UnitPrice, 2) * percent, 100)

const discountLine = (business: Business, percent: number): JsonObject => ({
  Amount: 0,
  DetailType: 'DiscountLineDetail',
  DiscountLineDetail: {
    PercentBased: true,
    DiscountPercent: percent,
    DiscountAccountRef: accountRef(business, '4900'),
  },
})

/** Takes back part of what was sold: one line, no discount. */
export function creditCustomer(business: Business, at: Date): Entity {
  const { random, customers } = business
  const customer = random.pick(customers)
  const fields = {
    TxnDate: dayOf(at),
    CustomerRef: { value: customer.Id },
    ...someDepartment(business),
    Line: saleLines(business, customer, 1),
    BillAddr: customer.BillAddr,
    PrivateNote: random.pick(['Returned', 'Goodwill', 'Billed twice']),
    EmailStatus: 'NotSet',
    PrintStatus: 'NotSet',
  }
  return enter(business, 'CreditMemo', fields, at)
}

const FOREIGN_BANKS: Readonly<Record<string, string>> = { EUR: '1050', GBP: '1060' }

/** A customer pays an invoice: all that is open, or the given percentage of it. Null when nothing is open. */
export function receivePayment(
  business: Business,
  invoiceId: string,
  percent: number,
  at: Date,
): Entity | null {
  const { company, random } = business
  const invoice = company.books.get('Invoice', invoiceId)
  const open = invoice === undefined ? 0 : balanceOf(invoice)
  if (invoice === undefined || open <= 0) return null
  const digits = digitsOf(invoice)
  const applied = Math.max(1, Math.floor((open * percent) / 100))
  const excess = random.chance(0.02) ? random.int(1, 50) * 10 ** digits : 0
  const bank = FOREIGN_BANKS[currencyOf(invoice)]
  const waits = bank === undefined && currencyOf(invoice) === HOME_CURRENCY && random.chance(0.6)
  const payment = enter(
    business,
    'Payment',
    {
      TxnDate: dayOf(at),
      CustomerRef: { value: referenceId(invoice.CustomerRef) },
      DepositToAccountRef: accountRef(business, waits ? '1200' : (bank ?? '1000')),
      PaymentMethodRef: { value: random.pick(['1', '2', '3']) },
      PaymentRefNum: random.chance(0.5)
        ? `CHK-${random.int(100, 9999)}`
        : `ACH-${random.int(10_000, 99_999)}`,
      TotalAmt: decimalNumber(applied + excess, digits),
      Line: [
        { Amount: decimalNumber(applied, digits), LinkedTxn: [{ TxnId: invoice.Id, TxnType: 'Invoice' }] },
      ],
    },
    at,
  )
  if (waits) business.undeposited.push(payment.Id)
  return payment
}

/** Sets a credit memo against an open invoice of the same customer: a payment of nothing that links the two. */
export function applyCredit(business: Business, creditId: string, at: Date): Entity | null {
  const { books } = business.company
  const credit = books.get('CreditMemo', creditId)
  if (credit === undefined || balanceOf(credit) <= 0) return null
  const customerId = referenceId(credit.CustomerRef)
  const invoice = [...books.all('Invoice')].find(
    (it) => referenceId(it.CustomerRef) === customerId && balanceOf(it) > 0,
  )
  if (invoice === undefined) return null
  const digits = digitsOf(credit)
  const amount = decimalNumber(Math.min(balanceOf(credit), balanceOf(invoice)), digits)
  const fields = {
    TxnDate: dayOf(at),
    CustomerRef: { value: customerId },
    TotalAmt: 0,
    Line: [
      { Amount: amount, LinkedTxn: [{ TxnId: invoice.Id, TxnType: 'Invoice' }] },
      { Amount: amount, LinkedTxn: [{ TxnId: credit.Id, TxnType: 'CreditMemo' }] },
    ],
  }
  return enter(business, 'Payment', fields, at)
}
