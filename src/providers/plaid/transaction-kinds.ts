import type { Transaction } from '../../domain/entities.ts'

type Kind = Transaction['kind']

/** The bank's own word, which European banks and some in the US give. All that are documented. */
const BY_CODE: Readonly<Record<string, Kind>> = {
  adjustment: 'ADJUSTMENT',
  atm: 'CASH',
  'bank charge': 'FEE',
  'bill payment': 'PAYMENT',
  cash: 'CASH',
  'cash advance': 'CASH',
  cashback: 'CASH',
  cheque: 'CHEQUE',
  'direct debit': 'DIRECT_DEBIT',
  interest: 'INTEREST',
  'late fee': 'FEE',
  'membership fee': 'FEE',
  payment: 'PAYMENT',
  purchase: 'PURCHASE',
  refund: 'REFUND',
  'returned item fee': 'FEE',
  'standing order': 'STANDING_ORDER',
  transfer: 'TRANSFER',
}

/** Plaid's category where it says more of the kind than the group that it belongs to. */
const BY_DETAILED_CATEGORY: Readonly<Record<string, Kind>> = {
  BANK_FEES_INTEREST_CHARGE: 'INTEREST',
  INCOME_INTEREST_EARNED: 'INTEREST',
  TRANSFER_OUT_WITHDRAWAL: 'CASH',
  // Cash or cheques: which, it does not say.
  TRANSFER_IN_DEPOSIT: 'OTHER',
}

/** The groups of its categories; what is bought and comes back may be a refund, but nothing says so. */
const BY_CATEGORY: Readonly<Record<string, { in: Kind; out: Kind }>> = {
  ...both('BANK_FEES', 'FEE'),
  ...both('INCOME', 'PAYMENT'),
  ...both('LOAN_PAYMENTS', 'PAYMENT'),
  ...both('TRANSFER_IN', 'TRANSFER'),
  ...both('TRANSFER_OUT', 'TRANSFER'),
  ...out('GOVERNMENT_AND_NON_PROFIT', 'PAYMENT'),
  ...out('RENT_AND_UTILITIES', 'PAYMENT'),
  ...out('ENTERTAINMENT', 'PURCHASE'),
  ...out('FOOD_AND_DRINK', 'PURCHASE'),
  ...out('GENERAL_MERCHANDISE', 'PURCHASE'),
  ...out('GENERAL_SERVICES', 'PURCHASE'),
  ...out('HOME_IMPROVEMENT', 'PURCHASE'),
  ...out('MEDICAL', 'PURCHASE'),
  ...out('PERSONAL_CARE', 'PURCHASE'),
  ...out('TRANSPORTATION', 'PURCHASE'),
  ...out('TRAVEL', 'PURCHASE'),
}

function both(category: string, kind: Kind) {
  return { [category]: { in: kind, out: kind } }
}

function out(category: string, kind: Kind) {
  return { [category]: { in: 'OTHER' as const, out: kind } }
}

interface Told {
  code: string | null
  checkNumber: string | null
  category: { primary: string | null; detailed: string | null } | null
  channel: string | null
  isInflow: boolean
}

/** The first that tells: the bank's word, a cheque's number, Plaid's category, where it was paid. UNKNOWN for a new word. */
export function kindOf({ code, checkNumber, category, channel, isInflow }: Told): Kind {
  if (code !== null) return lookUp(BY_CODE, code.toLowerCase()) ?? 'UNKNOWN'
  if (checkNumber !== null) return 'CHEQUE'
  const detailed = lookUp(BY_DETAILED_CATEGORY, category?.detailed ?? '')
  if (detailed !== undefined) return detailed
  const group = lookUp(BY_CATEGORY, category?.primary ?? '')
  if (group !== undefined) return isInflow ? group.in : group.out
  return !isInflow && (channel === 'online' || channel === 'in store') ? 'PURCHASE' : 'OTHER'
}

const lookUp = <Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined
