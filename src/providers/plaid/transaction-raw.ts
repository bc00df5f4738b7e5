import { z } from 'zod'
import {
  exactDecimal,
  identifier,
  listOf,
  optionalFlag,
  optionalId,
  optionalText,
  orNull,
} from '../toolkit/exact.ts'
import { currencyFields, day, timeOfDay } from './fields.ts'

/** What is read of a transaction. Only Plaid's newest answers have all of it. */
export const transaction = z.looseObject({
  ...currencyFields,
  transaction_id: identifier,
  account_id: optionalId,
  amount: exactDecimal,
  date: day,
  datetime: timeOfDay,
  pending: optionalFlag,
  pending_transaction_id: optionalId,
  name: optionalText,
  original_description: optionalText,
  merchant_name: optionalText,
  counterparties: listOf(z.looseObject({ name: optionalText })),
  payment_meta: orNull(
    z.looseObject({
      reference_number: optionalId,
      payee: optionalText,
      payer: optionalText,
      by_order_of: optionalText,
    }),
  ),
  check_number: optionalId,
  transaction_code: optionalText,
  payment_channel: optionalText,
  personal_finance_category: orNull(z.looseObject({ primary: optionalText, detailed: optionalText })),
  category: orNull(z.array(z.string())),
  category_id: optionalId,
})
export type RawTransaction = z.output<typeof transaction>

/** All that is told of one that is gone. */
export const removedTransaction = z.object({
  transaction_id: identifier,
  amount: z.undefined().optional(),
  date: z.undefined().optional(),
})
