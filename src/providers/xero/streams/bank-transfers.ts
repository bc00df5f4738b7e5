import { z } from 'zod'
import { compare, isZero, negate, type DecimalText } from '../../../domain/decimal.ts'
import type { Transaction } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../../provider.ts'
import { exactDecimal, identifier, optionalDecimal, optionalText, orNull } from '../../toolkit/exact.ts'
import { dated, requiredDay } from '../dates.ts'
import { known } from '../findings.ts'
import { baseCurrencyOf } from '../money.ts'
import { bookedMovement, movementFields, movementStatuses } from '../movement.ts'
import { accountKey, accountRef } from '../references.ts'
import { changingStream, SELDOM } from '../stream.ts'
import { withCurrencies } from '../transfer-currencies.ts'

const side = orNull(z.object({ Total: exactDecimal, CurrencyCode: optionalText }))

const raw = z.object({
  ...dated,
  BankTransferID: identifier,
  Amount: exactDecimal,
  CurrencyRate: optionalDecimal,
  Status: optionalText,
  Reference: optionalText,
  FromBankAccount: accountRef,
  ToBankAccount: accountRef,
  // Added by the reading; see transfer-currencies.ts.
  FromCurrencyCode: z.string().nullish(),
  ToCurrencyCode: z.string().nullish(),
  FromBankTransaction: side,
  ToBankTransaction: side,
})

type Raw = z.output<typeof raw>

export const bankTransfers = changingStream(
  {
    name: 'BankTransfers',
    id: 'BankTransferID',
    paged: false,
    query: { includeDeleted: 'true' },
    complete: withCurrencies,
  },
  {
    entity: 'TRANSACTION',
    raw,
    deletions: 'reported',
    everySeconds: SELDOM,
    fields: { ...movementFields, description: 'MISSING', counterparty: 'MISSING', paymentKey: 'MISSING' },
    id: ({ BankTransferID }) => BankTransferID,
    // It tells only when it was made.
    updatedAt: () => null,
    map,
  },
)

interface Money {
  amount: DecimalText
  currency: string
}

/** One transfer moves two accounts. */
function map(raw: Raw, source: SourceFacts): Mapped {
  // Those from before transfers could be deleted have no status.
  const { meaning: status, findings } = known(movementStatuses, 'Status', raw.Status ?? 'AUTHORISED')
  const { from, to } = moneyOf(raw, source)
  const movement = (part: 'out' | 'in', account: Raw['FromBankAccount'], money: Money): Transaction => ({
    type: 'TRANSACTION',
    key: recordKey('bank_transfers', raw.BankTransferID, part),
    accountKey: accountKey(account),
    kind: 'TRANSFER',
    status,
    date: requiredDay(raw),
    ...money,
    description: '',
    counterparty: null,
    reference: raw.Reference,
    paymentKey: null,
    ...bookedMovement,
  })
  return {
    records: [
      movement('out', raw.FromBankAccount, { ...from, amount: negate(from.amount) }),
      movement('in', raw.ToBankAccount, to),
    ],
    findings,
  }
}

/** Xero tells one amount. Between two currencies only the transfer's two bank transactions tell both. */
function moneyOf(raw: Raw, source: SourceFacts): { from: Money; to: Money } {
  const from = raw.FromCurrencyCode ?? raw.FromBankAccount?.CurrencyCode ?? null
  const to = raw.ToCurrencyCode ?? raw.ToBankAccount?.CurrencyCode ?? null
  if (from === null || to === null || from === to) {
    const currency = from !== null && from === to ? from : untoldCurrency(raw, from ?? to, source)
    return { from: { amount: raw.Amount, currency }, to: { amount: raw.Amount, currency } }
  }
  const { FromBankTransaction: out, ToBankTransaction: into } = raw
  if (out === null || into === null) {
    throw new Error(
      `The transfer is between ${from} and ${to}, and its two bank transactions, which tell both amounts, are missing.`,
    )
  }
  return { from: { amount: out.Total, currency: from }, to: { amount: into.Total, currency: to } }
}

/** A plain transfer, whose accounts nobody was asked for, is in the base currency unless it has another's rate. */
function untoldCurrency(raw: Raw, named: string | null, source: SourceFacts): string {
  if (named !== null || raw.FromCurrencyCode !== undefined)
    throw new Error('The currency of an account of the transfer is not told.')
  if (raw.CurrencyRate !== null && !isZero(raw.CurrencyRate) && compare(raw.CurrencyRate, '1') !== 0)
    throw new Error('The transfer has an exchange rate and names no currency.')
  return baseCurrencyOf(source)
}
