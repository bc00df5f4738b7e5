import { negate } from '../../domain/decimal.ts'
import type { Finding, Payment, Transaction } from '../../domain/entities.ts'
import { recordKey, type RecordKey } from '../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../provider.ts'
import type { FidelityOf } from '../toolkit/fidelity.ts'
import { ACCOUNT_TYPES, referredBy } from './account-reference.ts'
import { bankMovement } from './bank-movement.ts'
import { isCompany, ownCompany } from './company.ts'
import { missingPart, unknownValue, untold } from './findings.ts'
import { balanceOf, lineId, paidBy, type PaymentLine, type PaymentNature } from './payment-line.ts'
import { required } from './values.ts'

export const paymentFields = {
  direction: 'DERIVED',
  status: 'NATIVE',
  contactKey: 'NATIVE',
  accountKey: 'NATIVE',
  paidOn: 'NATIVE',
  currency: 'NATIVE',
  amount: 'NATIVE',
  fee: 'MISSING',
  feeCurrency: 'MISSING',
  exchangeRate: 'DERIVED',
  reference: 'NATIVE',
  method: 'NATIVE',
  aliasKey: 'MISSING',
  // The invoice that a line marks has them: it knows which of Dynamics' invoices goes by that number.
  allocations: 'MISSING',
} as const satisfies FidelityOf<Payment>

export function mapPayment(
  line: PaymentLine,
  nature: PaymentNature,
  counterparty: string | null,
  source: SourceFacts,
): Mapped {
  const { stream, direction, party } = nature
  if (line.LineNumber === null) {
    const message = `Journal ${line.JournalBatchNumber} has no payments here: its lines are missing.`
    return { records: [], findings: [missingPart(message, 'LineNumber')] }
  }
  // Without it the line may be the money's side of a payment, which is no other one.
  if (line.AccountType === null) return { records: [], findings: [unknownValue('AccountType', null)] }
  const own = ownCompany(line.dataAreaId, source.remoteId)
  const key = recordKey(stream, lineId(line))
  const { account, offset } = sidesOf(line)
  const currency = required(line.CurrencyCode, 'CurrencyCode', 'the amount has no currency.')
  const payment: Payment = {
    ...{ type: 'PAYMENT', key, direction },
    status: statusOf(line),
    contactKey: referredBy(account, own, line.Setup).contactKey,
    accountKey: referredBy(offset, own, line.Setup).accountKey,
    paidOn: line.TransactionDate,
    ...{ currency, amount: paidBy(line, nature), fee: null, feeCurrency: null },
    exchangeRate: line.ExchangeRate,
    reference: line.PaymentReference,
    method: line.PaymentMethodName,
    aliasKey: null,
    allocations: [],
  }
  // A payment of several lines has the money's side on a line of its own, which is no other payment.
  const payments = account.type === party ? [payment] : []
  const told = { currency, counterparty, paymentKey: payments.length > 0 ? key : null }
  const movements = line.Header?.IsPosted === true ? bankMovements(line, { key, own, told }) : []
  return { records: [...payments, ...movements], findings: findingsOf(line) }
}

const sidesOf = (line: PaymentLine) => ({
  account: { type: line.AccountType, value: line.AccountDisplayValue, company: line.Company },
  offset: {
    type: line.OffsetAccountType,
    value: line.OffsetAccountDisplayValue,
    company: line.OffsetCompany,
  },
})

interface Moved {
  key: RecordKey
  own: string
  told: Pick<Transaction, 'currency' | 'counterparty' | 'paymentKey'>
}

/** What a posted line debits its account, it credits the offset account. */
function bankMovements(line: PaymentLine, { key, own, told }: Moved): Transaction[] {
  const { account, offset } = sidesOf(line)
  const debit = balanceOf(line)
  const sides = [
    { part: 'account', side: account, amount: debit },
    { part: 'offset', side: offset, amount: negate(debit) },
  ]
  return sides
    .filter(({ side }) => side.type === 'Bank' && isCompany(side.company, own))
    .map(({ part, side, amount }) =>
      bankMovement({
        key: `${key}#${part}`,
        accountKey: referredBy(side, own, line.Setup).accountKey,
        kind: 'PAYMENT',
        date: required(
          line.TransactionDate,
          'TransactionDate',
          'it is posted to a bank account on some day.',
        ),
        amount,
        description: line.TransactionText ?? '',
        reference: line.PaymentReference,
        ...told,
      }),
    )
}

function statusOf({ Header }: PaymentLine): Payment['status'] {
  if (Header === null || Header.IsPosted === null) return 'UNKNOWN'
  return Header.IsPosted ? 'SUCCEEDED' : 'PENDING'
}

function findingsOf({ Header, JournalBatchNumber, AccountType }: PaymentLine): Finding[] {
  const findings: Finding[] = []
  if (Header === null || Header.IsPosted === null) {
    const message = `Whether journal ${JournalBatchNumber} is posted is not known: that is in its header.`
    findings.push(untold(message, 'Header'))
  }
  if (AccountType !== null && !ACCOUNT_TYPES.has(AccountType)) {
    findings.push(unknownValue('AccountType', AccountType))
  }
  return findings
}
