import { addDays, nextWorkday } from '../../kit/days.ts'
import { companyName } from '../../kit/names.ts'
import type { Random } from '../../kit/random.ts'
import type { Bank, Entry } from '../bank/bank.ts'
import { category, detail, firm } from '../bank/detail.ts'
import type { Agenda, Period } from './agenda.ts'

export interface Counts {
  deposits: number
  suppliers: number
  cheques: number
}

const FIRST_CHEQUE = 2_041

/** Customers that pay by bank, suppliers, and cheques. */
export function planBusiness(
  bank: Bank,
  agenda: Agenda,
  random: Random,
  { first, last, days }: Period,
  counts: Counts,
): void {
  const names = Array.from({ length: 30 }, () => companyName(random))
  const at = (act: (date: string) => void) => {
    const date = nextWorkday(addDays(first, random.int(0, days - 1)))
    if (date <= last)
      agenda.on(date, () => {
        act(date)
      })
  }
  let cheque = FIRST_CHEQUE
  for (let index = 0; index < counts.deposits; index += 1)
    at((date) => {
      depositFrom(bank, random, random.pick(names), date)
    })
  for (let index = 0; index < counts.suppliers; index += 1)
    at((date) => {
      paySupplier(bank, random, random.pick(names), date)
    })
  for (let index = 0; index < counts.cheques; index += 1)
    at((date) => {
      writeCheque(bank, random, String(cheque++), date)
    })
}

export function depositFrom(bank: Bank, random: Random, customer: string, date: string): Entry {
  const amount = -random.amount(40_000, 900_000)
  const account = bank.accounts.checking
  if (random.chance(0.2)) {
    // A cheque that was photographed: nobody knows whose it was.
    return bank.post({
      account,
      amount,
      date,
      detail: detail({ name: 'Mobile Deposit', category: category('TRANSFER_IN', 'DEPOSIT', 'HIGH') }),
    })
  }
  const invoice = `INV-${random.int(1_000, 9_999)}`
  return bank.post({
    account,
    amount,
    date,
    detail: detail({
      name: customer,
      description: `ACH CREDIT ${customer.toUpperCase()} ${invoice}`,
      counterparty: { name: customer, type: 'income_source', website: null, entityId: null },
      category: random.chance(0.8) ? category('INCOME', 'OTHER_INCOME', 'LOW') : null,
      meta: { payer: customer, reference_number: invoice, payment_method: 'ACH' },
    }),
  })
}

export function paySupplier(bank: Bank, random: Random, supplier: string, date: string): Entry {
  return bank.post({
    account: bank.accounts.checking,
    amount: random.amount(20_000, 540_000),
    date,
    detail: detail({
      name: supplier,
      description: random.chance(0.1) ? null : `ACH DEBIT ${supplier.toUpperCase()}`,
      counterparty: firm(supplier),
      category: random.chance(0.7) ? category('GENERAL_SERVICES', 'OTHER_GENERAL_SERVICES', 'LOW') : null,
      meta: { payee: supplier, payment_method: 'ACH', reference_number: random.token(8).toUpperCase() },
    }),
  })
}

function writeCheque(bank: Bank, random: Random, number: string, date: string): void {
  bank.post({
    account: bank.accounts.checking,
    amount: random.amount(5_000, 260_000),
    date,
    detail: detail({ name: `Check ${number}`, checkNumber: number }),
  })
}
