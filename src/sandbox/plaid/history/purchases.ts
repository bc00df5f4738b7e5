import { addDays, isWorkday } from '../../kit/days.ts'
import type { Random } from '../../kit/random.ts'
import type { Bank } from '../bank/bank.ts'
import { category, detail } from '../bank/detail.ts'
import type { Agenda, Period } from './agenda.ts'
import {
  HOTEL,
  inventForeignPurchase,
  inventPurchase,
  type Purchase,
  purchaseAt,
  RESTAURANT,
} from './merchants.ts'

/** Posted a day or two after the card was read; of what is younger, the bank shows it pending. */
const DAYS_PENDING = 2
const SHARE_ABROAD = 0.03
const SHARE_GIVEN_BACK = 0.02
const FOREIGN_FEE_BASIS_POINTS = 300
const TIP_PERCENT = 18

/** What is bought with the card. */
export function planPurchases(
  bank: Bank,
  agenda: Agenda,
  random: Random,
  { first, last, days }: Period,
  count: number,
): void {
  for (let index = 0; index < count; index += 1) {
    // One of the first goes abroad and one comes back, early enough for it, so that small books have both.
    const day = addDays(first, random.int(0, index < 2 ? days - 30 : days - 1))
    const abroad = index === 0 || random.chance(SHARE_ABROAD)
    const givenBack = index === 1 || random.chance(SHARE_GIVEN_BACK)
    agenda.on(day, () => {
      const bought = abroad ? inventForeignPurchase(random, day) : inventPurchase(random, day)
      buy(bank, bought, day, last)
      if (abroad) feeAbroad(bank, bought.amount, day, last)
      const back = addDays(day, random.int(6, 20))
      if (givenBack)
        agenda.on(back, () => {
          giveBack(bank, bought, back)
        })
    })
  }
  agenda.on(last, () => {
    planPending(bank, random, last)
  })
}

/** Posted if that was before today, else pending. */
function buy(bank: Bank, { amount, detail: told }: Purchase, day: string, today: string): void {
  const account = bank.accounts['credit card']
  const postedOn = addDays(day, isWorkday(day) ? 1 : DAYS_PENDING)
  if (postedOn > today) {
    bank.post({
      account,
      amount,
      date: day,
      authorizedOn: day,
      pending: true,
      fate: { on: postedOn, amount },
      detail: told,
    })
    return
  }
  // Its pending form was gone before Plaid had ever read it in these books.
  bank.post({ account, amount, date: postedOn, authorizedOn: day, pendingId: bank.formerId(), detail: told })
}

function feeAbroad(bank: Bank, amount: number, day: string, today: string): void {
  const date = addDays(day, DAYS_PENDING)
  if (date > today) return
  bank.post({
    account: bank.accounts['credit card'],
    amount: Math.ceil((amount * FOREIGN_FEE_BASIS_POINTS) / 10_000),
    date,
    detail: detail({
      name: 'Foreign Transaction Fee',
      category: category('BANK_FEES', 'FOREIGN_TRANSACTION_FEES', 'VERY_HIGH'),
    }),
  })
}

function giveBack(bank: Bank, { amount, detail: told }: Purchase, date: string): void {
  const description = `REFUND ${told.description ?? ''}`.trim()
  bank.post({
    account: bank.accounts['credit card'],
    amount: -amount,
    date,
    detail: { ...told, description },
  })
}

/** One of each kind that is pending now: as it is, with a tip to come, and a hold that is never posted. */
function planPending(bank: Bank, random: Random, today: string): void {
  const account = bank.accounts['credit card']
  const soon = addDays(today, 1)
  const later = addDays(today, DAYS_PENDING)
  const plain = inventPurchase(random, today)
  const dinner = purchaseAt(random, today, RESTAURANT)
  const hold = purchaseAt(random, today, HOTEL)
  const tipped = dinner.amount + Math.round((dinner.amount * TIP_PERCENT) / 100)
  for (const { bought, fate } of [
    { bought: plain, fate: { on: soon, amount: plain.amount } },
    { bought: dinner, fate: { on: soon, amount: tipped } },
    { bought: hold, fate: { on: later, amount: null } },
  ]) {
    bank.post({
      account,
      amount: bought.amount,
      date: today,
      authorizedOn: today,
      pending: true,
      fate,
      detail: bought.detail,
    })
  }
}
