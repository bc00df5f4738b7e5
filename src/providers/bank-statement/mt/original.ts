import { parseDecimal, type DecimalText } from '../../../domain/decimal.ts'
import { likeSigned } from '../exchange.ts'
import type { Payment } from '../model.ts'

/** "/OCMT/USD2853,12/": the amount before it was exchanged. */
export function originalIn(texts: readonly string[], booked: DecimalText): Payment['original'] {
  for (const text of texts) {
    const [, currency, amount = ''] = /\/OCMT\/([A-Z]{3})(\d+,?\d*)/.exec(text.replaceAll('\n', '')) ?? []
    const exact = parseDecimal(amount.replace(',', '.'))
    if (currency !== undefined && exact !== null) return { amount: likeSigned(exact, booked), currency }
  }
  return null
}
