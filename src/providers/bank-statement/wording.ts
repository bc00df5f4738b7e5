import type { AccountName, Booking, Payment } from './model.ts'

/** In one line; null when nothing is left. */
export const inOneLine = (text: string | null): string | null => text?.replaceAll(/\s+/g, ' ').trim() || null

/** The only payment of a booking; null of a batch, which has several, and of what has none. */
export const onlyPayment = ({ payments, isBatch }: Booking): Payment | null => {
  const [only, ...others] = payments
  return only === undefined || others.length > 0 || isBatch ? null : only
}

export const counterpartyOf = (payment: Payment | null, { number }: AccountName): string | null =>
  payment?.parties.find(({ account }) => account !== number)?.name ?? null

/** What the payer wrote, else what the bank says, else who it was. */
export function descriptionOf(booking: Booking, account: AccountName): string {
  const only = onlyPayment(booking)
  return only?.remittance ?? only?.bankText ?? booking.bankText ?? counterpartyOf(only, account) ?? ''
}
