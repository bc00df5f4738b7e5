import { builder } from './builder.ts'

export interface MoneyShape {
  amount: string
  currency: string
}

export const Money = builder.objectRef<MoneyShape>('Money').implement({
  description: 'An exact amount in one currency. Amounts keep every digit the provider sent.',
  fields: (t) => ({
    amount: t.expose('amount', { type: 'Decimal' }),
    currency: t.expose('currency', { type: 'CurrencyCode' }),
  }),
})

export const money = (amount: string, currency: string): MoneyShape => ({ amount, currency })

/** Null where the amount, or what it is in, is not known. */
export const moneyOrNull = (amount: string | null, currency: string | null): MoneyShape | null =>
  amount === null || currency === null ? null : { amount, currency }
