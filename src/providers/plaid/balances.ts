import { z } from 'zod'
import { negate } from '../../domain/decimal.ts'
import type { Account, Finding } from '../../domain/entities.ts'
import { optionalDecimal, optionalInstant } from '../toolkit/exact.ts'
import { currencyFields, currencyOf, withoutCurrency } from './fields.ts'
import { unknownValue } from './findings.ts'

export const rawBalances = z.looseObject({
  ...currencyFields,
  available: optionalDecimal,
  current: optionalDecimal,
  limit: optionalDecimal,
  last_updated_datetime: optionalInstant,
})
type Balances = z.output<typeof rawBalances>

type Amounts = Pick<
  Account,
  'currency' | 'balanceCurrent' | 'balanceAvailable' | 'balanceLimit' | 'balanceAsOf'
>

/** `owed`: whether a positive balance is a debt; null: not known, and then the balance has no sign to show it with. */
export function balancesOf(
  balances: Balances | null,
  owed: boolean | null,
): { amounts: Amounts; findings: Finding[] } {
  const untold: Amounts = {
    currency: null,
    balanceCurrent: null,
    balanceAvailable: null,
    balanceLimit: null,
    balanceAsOf: null,
  }
  if (balances === null) return { amounts: untold, findings: [unknownValue('balances', null)] }
  const { current, available, limit, last_updated_datetime: balanceAsOf } = balances
  const currency = currencyOf(balances)
  if (currency === null) {
    const isTold = [current, available, limit].some((it) => it !== null)
    return { amounts: untold, findings: isTold ? [unshown(withoutCurrency(balances))] : [] }
  }
  const signed = current !== null && owed === true ? negate(current) : current
  return {
    amounts: {
      currency,
      balanceCurrent: owed === null ? null : signed,
      balanceAvailable: available,
      balanceLimit: limit,
      balanceAsOf,
    },
    findings: [],
  }
}

const unshown = (why: string): Finding => ({
  code: 'UNEXPECTED_CURRENCY',
  severity: 'WARNING',
  message: `The account's balances are ${why}; they are not shown.`,
  path: ['balances'],
})
