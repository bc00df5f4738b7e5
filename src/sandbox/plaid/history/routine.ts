import { addDays, isWorkday, nextWorkday } from '../../kit/days.ts'
import type { Random } from '../../kit/random.ts'
import { balancesOf } from '../bank/balances.ts'
import type { Bank } from '../bank/bank.ts'
import { category, detail, firm } from '../bank/detail.ts'
import { dayOfMonth, weekday } from '../time.ts'
import type { Agenda, Period } from './agenda.ts'

const RENT = 640_000
const INSURANCE = 191_245
const SERVICE_FEE = 3_500
const SET_ASIDE = 250_000
/** Net pay of one of the staff for two weeks. */
const PAY = 198_000
const PAYROLL_TAX_PERCENT = 34
/** The operating account is kept between these, by transfers from and to the savings. */
const LEAST_CASH = 6_500_000
const MOST_CASH = 16_000_000
const MOVED = 6_000_000
/** A month, in basis points. */
const SAVINGS_INTEREST = 29

/** What comes by the calendar. */
export function planRoutine(
  bank: Bank,
  agenda: Agenda,
  random: Random,
  { first, last }: Period,
  staff: number,
): void {
  for (let day = first; day <= last; day = addDays(day, 1)) {
    if (isWorkday(day)) {
      agenda.on(day, (today) => {
        keepCash(bank, today)
      })
    }
    if (weekday(day) === 5 && weeksSince(day) % 2 === 0) {
      agenda.on(day, (today) => {
        payStaff(bank, random, today, staff)
      })
    }
    const monthly = MONTHLY[dayOfMonth(day)]
    if (monthly !== undefined) {
      agenda.on(nextWorkday(day), (today) => {
        monthly(bank, today, random)
      })
    }
  }
}

const weeksSince = (day: string) => Math.floor(Date.parse(day) / (7 * 86_400_000))

/** By the day of the month, or the next business day. */
const MONTHLY: Readonly<Record<string, (bank: Bank, date: string, random: Random) => void>> = {
  '01': (bank, date) => {
    pay(bank, date, RENT, {
      name: 'Foundry Row Properties',
      description: 'ACH DEBIT FOUNDRY ROW PROPERTIES RENT',
      counterparty: firm('Foundry Row Properties'),
      category: category('RENT_AND_UTILITIES', 'RENT'),
      meta: { payee: 'Foundry Row Properties LLC', reason: 'RENT UNIT 4', ppd_id: '9100044127' },
    })
  },
  '05': (bank, date, random) => {
    pay(bank, date, random.int(31_000, 96_000), {
      name: 'Bayline Energy',
      description: 'BAYLINE ENERGY WEB PMT',
      counterparty: firm('Bayline Energy', 'bayline.example'),
      category: category('RENT_AND_UTILITIES', 'GAS_AND_ELECTRICITY', 'VERY_HIGH'),
      channel: 'online',
    })
  },
  '10': (bank, date) => {
    pay(bank, date, 21_900, {
      name: 'Fibrefold Internet',
      counterparty: firm('Fibrefold', 'fibrefold.example'),
      category: category('RENT_AND_UTILITIES', 'INTERNET_AND_CABLE', 'VERY_HIGH'),
      channel: 'online',
    })
  },
  '15': (bank, date) => {
    pay(bank, date, INSURANCE, {
      name: 'Steadfast Mutual',
      description: 'STEADFAST MUTUAL PREM',
      counterparty: firm('Steadfast Mutual'),
      category: category('GENERAL_SERVICES', 'INSURANCE'),
      meta: { reference_number: `POL-77120-${date.slice(0, 7)}` },
    })
  },
  '20': (bank, date) => {
    transfer(bank, date, SET_ASIDE)
  },
  '25': payCard,
  '28': closeMonth,
}

type Told = Parameters<typeof detail>[0]

const pay = (bank: Bank, date: string, amount: number, told: Told) =>
  bank.post({ account: bank.accounts.checking, amount, date, detail: detail(told) })

function payStaff(bank: Bank, random: Random, date: string, staff: number): void {
  const net = Array.from({ length: staff }, () => PAY + random.int(-30_000, 60_000)).reduce(
    (sum, it) => sum + it,
    0,
  )
  pay(bank, date, net, {
    name: 'Payday Partners Payroll',
    description: `PAYDAY PARTNERS DES:PAYROLL ID:${date.replaceAll('-', '')}`,
    counterparty: firm('Payday Partners'),
    category: category('TRANSFER_OUT', 'OTHER_TRANSFER_OUT', 'LOW'),
    meta: { payment_processor: 'Payday Partners', reason: 'PAYROLL' },
  })
  pay(bank, date, Math.round((net * PAYROLL_TAX_PERCENT) / 100), {
    name: 'IRS USATAXPYMT',
    category: category('GOVERNMENT_AND_NON_PROFIT', 'TAX_PAYMENT'),
    meta: { payee: 'IRS', ppd_id: '3387702000' },
  })
}

/** Both sides of a payment of what is posted on the card. */
function payCard(bank: Bank, date: string): void {
  const owed = balancesOf(bank, bank.accounts['credit card']).current
  if (owed <= 0) return
  const sort = category('LOAN_PAYMENTS', 'CREDIT_CARD_PAYMENT', 'VERY_HIGH')
  pay(bank, date, owed, {
    name: 'First Harbor Card Payment',
    description: 'FHB CARD PMT ENDING IN 0071',
    category: sort,
  })
  bank.post({
    account: bank.accounts['credit card'],
    amount: -owed,
    date,
    detail: detail({ name: 'Online Payment, Thank You', category: sort }),
  })
}

/** Interest and fees. */
function closeMonth(bank: Bank, date: string): void {
  const { savings } = bank.accounts
  const interest = Math.floor((balancesOf(bank, savings).current * SAVINGS_INTEREST) / 10_000)
  if (interest > 0) {
    bank.post({
      account: savings,
      amount: -interest,
      date,
      detail: detail({ name: 'Interest Paid', category: category('INCOME', 'INTEREST_EARNED', 'VERY_HIGH') }),
    })
  }
  pay(bank, date, SERVICE_FEE, {
    name: 'Monthly Service Fee',
    category: category('BANK_FEES', 'OTHER_BANK_FEES', 'VERY_HIGH'),
  })
}

function keepCash(bank: Bank, date: string): void {
  const { checking, savings } = bank.accounts
  const cash = balancesOf(bank, checking).current
  const saved = balancesOf(bank, savings).current
  if (cash > MOST_CASH) transfer(bank, date, MOVED)
  else if (cash < LEAST_CASH && saved >= MOVED) transfer(bank, date, -MOVED)
  else if (cash < LEAST_CASH) contribute(bank, date)
}

/** The owners', when nothing is saved. */
function contribute(bank: Bank, date: string): void {
  pay(bank, date, -MOVED, {
    name: 'Wire from Larkfield Holdings',
    description: 'INCOMING WIRE LARKFIELD HOLDINGS CAPITAL CONTRIBUTION',
    category: category('TRANSFER_IN', 'DEPOSIT', 'MEDIUM'),
    meta: { payer: 'Larkfield Holdings', by_order_of: 'Larkfield Holdings', payment_method: 'WIRE' },
  })
}

/** Both sides; positive: to the savings. */
export function transfer(bank: Bank, date: string, amount: number): void {
  const { checking, savings } = bank.accounts
  for (const { account, moved, other } of [
    { account: checking, moved: amount, other: savings },
    { account: savings, moved: -amount, other: checking },
  ]) {
    const [way, sort] = moved > 0 ? ['to', 'TRANSFER_OUT'] : ['from', 'TRANSFER_IN']
    bank.post({
      account,
      amount: moved,
      date,
      detail: detail({
        name: `Transfer ${way} ${other.name}`,
        description: `ONLINE TRANSFER ${way.toUpperCase()} XXXXX${other.mask}`,
        category: category(sort, 'ACCOUNT_TRANSFER', 'VERY_HIGH'),
        channel: 'online',
      }),
    })
  }
}
