import { z } from 'zod'
import { listOf, optionalFlag, optionalText, orNull } from '../toolkit/exact.ts'
import { accountIdOf } from './account-ids.ts'
import { accountReference, optionalDay, optionalMoney } from './fields.ts'

const balance = z.looseObject({
  balanceType: optionalText,
  balanceAmount: optionalMoney,
  creditLimitIncluded: optionalFlag,
  referenceDate: optionalDay,
  lastChangeDateTime: optionalText,
})
export type Balance = z.output<typeof balance>

/** An account as the list tells it, a card account included. */
export const accountRaw = accountReference
  .extend({
    name: optionalText,
    displayName: optionalText,
    product: optionalText,
    cashAccountType: optionalText,
    status: optionalText,
    bic: optionalText,
    /** Of card accounts: whether what is owed is told as positive. */
    debitAccounting: optionalFlag,
    creditLimit: optionalMoney,
    balances: listOf(balance),
    /** Ours: the answer of /accounts/{id}/balances, where the list did not bring them. */
    balanceReport: orNull(z.looseObject({ balances: listOf(balance) })),
  })
  .refine((raw) => accountIdOf(raw) !== null, {
    message: 'tells no number of the account: neither iban, bban, msisdn, maskedPan, other nor resourceId',
  })
export type AccountRaw = z.output<typeof accountRaw>
