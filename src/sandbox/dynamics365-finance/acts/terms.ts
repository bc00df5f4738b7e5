import { addDays, lastOfMonth } from '../days.ts'

/** By name: days from the invoice's day, or from the end of its month. */
export const TERMS = {
  Net10: { days: 10, from: 'Net', description: 'Net 10 days' },
  Net30: { days: 30, from: 'Net', description: 'Net 30 days' },
  Net60: { days: 60, from: 'Net', description: 'Net 60 days' },
  M15: { days: 15, from: 'CurrentMth', description: 'End of month and 15 days' },
} as const

export type TermsName = keyof typeof TERMS

const isTermsName = (name: string): name is TermsName => Object.hasOwn(TERMS, name)

export function dueOn(issuedOn: string, terms: string): string {
  if (!isTermsName(terms)) throw new Error(`there are no terms ${terms}`)
  const { days, from } = TERMS[terms]
  return addDays(from === 'Net' ? issuedOn : lastOfMonth(issuedOn), days)
}
