import { minorUnitDigits } from '../../domain/currency.ts'
import { absolute, multiply, negate, type DecimalText } from '../../domain/decimal.ts'
import type { Exchange, TransactionRaw } from './transaction-raw.ts'

interface Original {
  originalAmount: DecimalText | null
  originalCurrency: string | null
}

const NONE: Original = { originalAmount: null, originalCurrency: null }

/**
 * The amount before it was exchanged, with the sign of the booked one: as told, or by the rate where the product
 * comes out exact in the other currency's smallest unit. A rounded one would be a guess.
 */
export function originalOf(raw: TransactionRaw, amount: DecimalText): Original {
  const [only, ...others] = raw.currencyExchange
  if (only === undefined || others.length > 0) return NONE
  const booked = raw.transactionAmount.currency
  const { instructedAmount } = only
  if (instructedAmount !== null && instructedAmount.currency !== booked) {
    return {
      originalAmount: likeSigned(instructedAmount.amount, amount),
      originalCurrency: instructedAmount.currency,
    }
  }
  return byRate(only, amount, booked)
}

function byRate(
  { sourceCurrency, targetCurrency, unitCurrency, exchangeRate }: Exchange,
  amount: DecimalText,
  booked: string,
): Original {
  const other = [sourceCurrency, targetCurrency].find((it) => it !== null && it !== booked)
  if (!other || exchangeRate === null || unitCurrency !== booked) return NONE
  const product = multiply(amount, exchangeRate)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
  const digits = product.split('.')[1]?.length ?? 0
  if (digits > minorUnitDigits(other)) return NONE
  return { originalAmount: product, originalCurrency: other }
}

export const likeSigned = (amount: DecimalText, sign: DecimalText): DecimalText =>
  sign.startsWith('-') ? negate(absolute(amount)) : absolute(amount)
