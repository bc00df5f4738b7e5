import { CREDIT_LIMIT, CURRENCY, type LedgerKey } from './accounts.ts'
import { addDays, dayOf } from '../kit/days.ts'
import type { Ledger } from './ledger.ts'
import { type Amount, type AmountStyle, writeAmount } from './money.ts'

export interface Balance {
  balanceAmount: Amount
  balanceType: string
  creditLimitIncluded?: boolean
  referenceDate?: string
  lastChangeDateTime?: string
  lastCommittedTransaction?: string
}

/**
 * Booked is the opening balance and every booked entry. Available takes the pending ones in, and once more with the
 * credit limit, where there is one; so one type comes twice.
 */
export function balancesOf(ledger: Ledger, key: LedgerKey, now: Date, style: AmountStyle): Balance[] {
  const amount = (minor: number): Amount => ({ currency: CURRENCY[key], amount: writeAmount(minor, style) })
  const yesterday = addDays(dayOf(now), -1)
  const booked = ledger.balance(key)
  const available = ledger.pending([key]).reduce((total, it) => total + it.minor, booked)
  const limit = CREDIT_LIMIT[key]
  const last = ledger.booked([key]).at(-1)?.entryReference
  const closing: Balance = {
    balanceAmount: amount(ledger.balanceAfterDay(key, yesterday)),
    balanceType: 'closingBooked',
    referenceDate: yesterday,
  }
  if (limit === null) {
    const at = now.toISOString()
    return [closing, { balanceAmount: amount(available), balanceType: 'expected', lastChangeDateTime: at }]
  }
  return [
    closing,
    {
      balanceAmount: amount(booked),
      balanceType: 'interimBooked',
      ...(last == null ? {} : { lastCommittedTransaction: last }),
    },
    { balanceAmount: amount(available), balanceType: 'interimAvailable' },
    { balanceAmount: amount(available + limit), balanceType: 'interimAvailable', creditLimitIncluded: true },
  ]
}
