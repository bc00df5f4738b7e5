import { z } from 'zod'
import { negate } from '../../../domain/decimal.ts'
import type { Transaction } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped } from '../../provider.ts'
import {
  exactDecimal,
  identifier,
  listOf,
  optionalDecimal,
  optionalId,
  optionalText,
} from '../../toolkit/exact.ts'
import { dated, requiredDay, stamped, updatedAt } from '../dates.ts'
import { known } from '../findings.ts'
import { withLines } from '../lacking.ts'
import { currencyOf } from '../money.ts'
import { bookedMovement, movementFields, movementStatuses } from '../movement.ts'
import { accountKey, accountRef, contactRef, keyOf } from '../references.ts'
import type { Resource } from '../resource.ts'
import { changingStream, OFTEN } from '../stream.ts'

const raw = z.object({
  ...dated,
  ...stamped,
  BankTransactionID: identifier,
  Type: optionalText,
  Status: optionalText,
  Total: exactDecimal,
  CurrencyCode: optionalText,
  CurrencyRate: optionalDecimal,
  Reference: optionalText,
  BankAccount: accountRef,
  Contact: contactRef,
  PrepaymentID: optionalId,
  OverpaymentID: optionalId,
  LineItems: listOf(z.object({ Description: optionalText })),
})

type Raw = z.output<typeof raw>

const KINDS: Readonly<Record<string, Transaction['kind']>> = {
  // Takings, interest, a loan: Xero does not tell which.
  RECEIVE: 'OTHER',
  SPEND: 'PURCHASE',
  'RECEIVE-OVERPAYMENT': 'PAYMENT',
  'RECEIVE-PREPAYMENT': 'PAYMENT',
  'SPEND-OVERPAYMENT': 'PAYMENT',
  'SPEND-PREPAYMENT': 'PAYMENT',
}

const TRANSFERS = new Set(['RECEIVE-TRANSFER', 'SPEND-TRANSFER'])

const resource: Resource = {
  name: 'BankTransactions',
  id: 'BankTransactionID',
  paged: true,
  unitPrices: true,
  complete: (reader, rows) => withLines(reader, resource, { rows, lines: 'LineItems' }),
}

/** Money received and spent, but for payments of invoices and transfers, which have streams of their own. */
export const bankTransactions = changingStream(resource, {
  entity: 'TRANSACTION',
  raw,
  deletions: 'reported',
  everySeconds: OFTEN,
  fields: movementFields,
  id: ({ BankTransactionID }) => BankTransactionID,
  updatedAt,
  map,
})

function map(raw: Raw): Mapped {
  const type = raw.Type?.toUpperCase() ?? null
  // A transfer's side, which the transfer itself brings.
  if (type !== null && TRANSFERS.has(type)) return { records: [] }
  const { meaning: status, findings } = known(movementStatuses, 'Status', raw.Status)
  const { meaning: kind, findings: typeFindings } = known(KINDS, 'Type', type)
  const transaction: Transaction = {
    type: 'TRANSACTION',
    key: recordKey('bank_transactions', raw.BankTransactionID),
    accountKey: accountKey(raw.BankAccount),
    kind,
    status,
    date: requiredDay(raw),
    currency: currencyOf(raw.CurrencyCode),
    amount: isReceived(type) ? raw.Total : negate(raw.Total),
    description: raw.LineItems.find(({ Description }) => Description !== null)?.Description ?? '',
    counterparty: raw.Contact?.Name ?? null,
    reference: raw.Reference,
    paymentKey: keyOf('prepayments', raw.PrepaymentID) ?? keyOf('overpayments', raw.OverpaymentID),
    ...bookedMovement,
  }
  return { records: [transaction], findings: [...findings, ...typeFindings] }
}

/** A type whose end nobody knew still begins with its direction. */
function isReceived(type: string | null): boolean {
  const direction = type?.split('-')[0]
  if (direction === 'RECEIVE' || direction === 'SPEND') return direction === 'RECEIVE'
  throw new Error(type === null ? 'Type: is missing' : `Type: “${type}” says neither received nor spent`)
}
