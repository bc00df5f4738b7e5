import { absolute, isZero, negate, type DecimalText } from '../../domain/decimal.ts'
import type { Finding } from '../../domain/entities.ts'
import type { Bank } from './banks.ts'
import { contradiction } from './findings.ts'
import { familyOf, kindOf } from './transaction-codes.ts'
import type { TransactionRaw } from './transaction-raw.ts'
import { isOwn } from './wording.ts'

type Direction = 'in' | 'out'

/**
 * The amount, out negative. By the standard a minus says so; at some banks only the parties do. Throws a sentence
 * when they leave it open.
 */
export function signedAmount(
  raw: TransactionRaw,
  { direction }: Bank,
): { amount: DecimalText; findings: Finding[] } {
  const { amount } = raw.transactionAmount
  // What is given back names the parties of the payment that it undoes.
  const byParties = kindOf(raw.bankTransactionCode).kind === 'REFUND' ? null : partiesDirection(raw)
  if (direction === 'parties' && !amount.startsWith('-') && !isZero(amount)) {
    const told = byParties ?? standardDirection(raw)
    if (told === null) {
      throw new Error(
        'whether it came in or went out cannot be told: the bank leaves the minus out, and neither debtorAccount nor creditorAccount is the account’s own.',
      )
    }
    return { amount: told === 'out' ? negate(amount) : amount, findings: [] }
  }
  const bySign = amount.startsWith('-') ? 'out' : 'in'
  const contradicts = byParties !== null && byParties !== bySign && !isZero(amount)
  return { amount, findings: contradicts ? [contradictionOf(amount, byParties)] : [] }
}

/** By whose account the listed one is: certain where it is one of the two; else it is the party that is not told. */
function partiesDirection(raw: TransactionRaw): Direction | null {
  if (raw.listed === null) return null
  const [isCreditor, isDebtor] = [isOwn(raw, 'creditorAccount'), isOwn(raw, 'debtorAccount')]
  if (isCreditor !== isDebtor) return isCreditor ? 'in' : 'out'
  if (isCreditor) return null
  const { creditorAccount, debtorAccount } = raw
  if ((creditorAccount === null) === (debtorAccount === null)) return null
  return creditorAccount === null ? 'in' : 'out'
}

/** By the code of what it is; else by names: where one party is named, it is the other one. */
function standardDirection({
  bankTransactionCode,
  creditorName,
  debtorName,
}: TransactionRaw): Direction | null {
  if (kindOf(bankTransactionCode).kind === 'REFUND') return null
  const direction = familyOf(bankTransactionCode)?.direction
  if (direction) return direction
  if ((creditorName === null) === (debtorName === null)) return null
  return creditorName === null ? 'in' : 'out'
}

const contradictionOf = (amount: DecimalText, parties: Direction): Finding =>
  contradiction(
    parties === 'out'
      ? `The amount ${amount} is told as coming in, but the parties are those of a payment that went out.`
      : `The amount ${absolute(amount)} is told as going out, but the parties are those of a payment that came in.`,
    'transactionAmount',
  )
