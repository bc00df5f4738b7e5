import { negate, subtract, type DecimalText } from '../../domain/decimal.ts'
import type { AccountRaw, Balance } from './account-raw.ts'
import { AGGREGATE } from './account-ids.ts'

// A bank tells some of seven kinds of balance, one of them perhaps twice: with the credit limit and without it.

/** What is booked comes first, and what is booked by now before what was at the end of a day. */
const CURRENT = ['interimBooked', 'closingBooked', 'expected', 'interimAvailable', 'openingBooked']
/** `authorised` is from before version 1.3: what may be spent, the credit line included. */
const AVAILABLE = ['interimAvailable', 'expected', 'forwardAvailable', 'authorised']

interface Balances {
  current: DecimalText | null
  available: DecimalText | null
  limit: DecimalText | null
  /** RFC 3339 UTC; null: when it was fetched. */
  currentAsOf: string | null
}

export function balancesOf(raw: AccountRaw): Balances {
  const told = inOneCurrency(raw, [...raw.balances, ...(raw.balanceReport?.balances ?? [])])
  const own = told.filter((it) => it.creditLimitIncluded !== true)
  const current = first(CURRENT, own)
  const available = first(AVAILABLE, own) ?? first(AVAILABLE, told)
  return {
    current: signed(raw, current),
    available: signed(raw, available),
    limit: raw.creditLimit?.amount ?? limitAmong(told),
    currentAsOf: asOf(current),
  }
}

/** Some banks tell the balances of all the sub-accounts with each of them. Of several currencies there is no sum. */
function inOneCurrency({ currency }: AccountRaw, balances: readonly Balance[]): Balance[] {
  const told = balances.filter((it) => it.balanceAmount !== null)
  if (currency !== null && currency !== AGGREGATE) {
    return told.filter((it) => it.balanceAmount?.currency === currency)
  }
  return new Set(told.map((it) => it.balanceAmount?.currency)).size === 1 ? told : []
}

/** Of the same kind the latest day counts, of the same day the one that is named first. */
function first(kinds: readonly string[], balances: readonly Balance[]): Balance | null {
  for (const kind of kinds) {
    const [found, ...others] = balances.filter((it) => it.balanceType === kind)
    if (found !== undefined) return others.reduce((a, b) => (dayOf(b) > dayOf(a) ? b : a), found)
  }
  return null
}

const dayOf = ({ referenceDate, lastChangeDateTime }: Balance): string =>
  referenceDate ?? lastChangeDateTime?.slice(0, 10) ?? ''

/** With `debitAccounting`, what the holder owes is positive at the bank. */
function signed({ debitAccounting }: AccountRaw, balance: Balance | null): DecimalText | null {
  const amount = balance?.balanceAmount?.amount ?? null
  return debitAccounting === true && amount !== null ? negate(amount) : amount
}

/** The same balance with the credit limit less the one without it. */
function limitAmong(told: readonly Balance[]): DecimalText | null {
  for (const withLimit of told.filter((it) => it.creditLimitIncluded === true)) {
    const without = told.find(
      (it) =>
        it.creditLimitIncluded !== true &&
        it.balanceType === withLimit.balanceType &&
        dayOf(it) === dayOf(withLimit),
    )
    if (withLimit.balanceAmount === null || without === undefined || without.balanceAmount === null) continue
    return subtract(withLimit.balanceAmount.amount, without.balanceAmount.amount)
  }
  return null
}

/** A balance of a day is at least as old as that day's beginning; it may be today's, and is never of the future. */
function asOf(balance: Balance | null): string | null {
  const { balanceType, referenceDate } = balance ?? {}
  const isOfDay = balanceType === 'closingBooked' || balanceType === 'openingBooked'
  return isOfDay && referenceDate ? `${referenceDate}T00:00:00Z` : null
}
