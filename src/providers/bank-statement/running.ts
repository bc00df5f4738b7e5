import { add, compare, sum, type DecimalText } from '../../domain/decimal.ts'
import type { Booking, Head } from './model.ts'

/** What the booked entries of a statement come to. */
export interface Booked {
  count: number
  /** How many could not be read: then the sum is not the whole one. */
  unreadable: number
  total: DecimalText
  /** Days of the first and the last. */
  first: string | null
  last: string | null
}

export function bookedOf(all: readonly (Booking | null)[]): Booked {
  const booked = all.filter((it) => it?.isBooked === true)
  const days = booked.flatMap((it) => it?.bookedOn ?? []).sort()
  return {
    count: booked.length,
    unreadable: all.filter((it) => it === null).length,
    total: sum(booked.flatMap((it) => it?.money.amount ?? [])),
    first: days[0] ?? null,
    last: days.at(-1) ?? null,
  }
}

/** Whether opening balance and bookings give the closing balance; null where one of them is not told. */
export function addsUp({ opening, closing }: Head, { total, unreadable }: Booked): boolean | null {
  if (opening === null || closing === null || unreadable > 0) return null
  if (opening.currency !== closing.currency) return null
  return compare(add(opening.amount, total), closing.amount) === 0
}

/**
 * The balance after each booked entry, in the statement's order. Only of a statement that adds up and goes forward:
 * some banks begin with the newest entry.
 */
export function runningBalances(
  head: Head,
  booked: Booked,
  entries: readonly (Booking | null)[],
): (DecimalText | null)[] {
  const days = entries.flatMap((it) => (it?.isBooked === true ? [it.bookedOn ?? ''] : []))
  const goesForward = days.every((day, index) => index === 0 || day >= (days[index - 1] ?? ''))
  if (head.opening === null || addsUp(head, booked) !== true || !goesForward) return entries.map(() => null)
  let balance = head.opening.amount
  return entries.map((it) => {
    if (it?.isBooked !== true) return null
    balance = add(balance, it.money.amount)
    return balance
  })
}
