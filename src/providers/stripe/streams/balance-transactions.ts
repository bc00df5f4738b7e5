import { z } from 'zod'
import { isZero, negate, subtract } from '../../../domain/decimal.ts'
import type { Finding, Transaction } from '../../../domain/entities.ts'
import { recordKey, type RecordKey } from '../../../domain/ids.ts'
import type { Mapped, Stream } from '../../provider.ts'
import { listOf, optionalText, text } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { balanceKey } from '../balance-keys.ts'
import { money } from '../currencies.ts'
import { currency, dayOf, kind, minorUnits, optionalReference, unixTime } from '../fields.ts'
import { unknownValue, wrongSum } from '../findings.ts'
import { movement } from '../movements.ts'
import { fetchObjects } from '../objects.ts'
import { common } from '../stream.ts'
import { kindOf } from '../transaction-kinds.ts'
import { readByCreation } from '../window.ts'

const PATH = '/v1/balance_transactions'

const raw = z.object({
  id: text,
  object: kind('balance_transaction'),
  type: text,
  status: text,
  reporting_category: optionalText,
  balance_type: optionalText,
  created: unixTime,
  currency,
  amount: minorUnits,
  fee: minorUnits,
  net: minorUnits,
  description: optionalText,
  fee_details: listOf(z.object({ description: optionalText })),
  source: optionalReference,
})
type Raw = z.output<typeof raw>

/** Every movement of the Stripe balance; its fee is a movement of its own, so that the two make up the net. */
export const balanceTransactions: Stream<Raw> = {
  ...common,
  entity: 'TRANSACTION',
  raw,
  deletions: 'none',
  incremental: true,
  fields: {
    accountKey: 'DERIVED',
    kind: 'DERIVED',
    status: 'NATIVE',
    date: 'NATIVE',
    postedAt: 'NATIVE',
    currency: 'NATIVE',
    amount: 'NATIVE',
    originalAmount: 'MISSING',
    originalCurrency: 'MISSING',
    description: 'NATIVE',
    counterparty: 'MISSING',
    reference: 'NATIVE',
    categoryCode: 'NATIVE',
    categoryName: 'DERIVED',
    categoryOrigin: 'DERIVED',
    categoryConfidence: 'MISSING',
    pendingKey: 'MISSING',
    paymentKey: 'DERIVED',
    runningBalance: 'MISSING',
  } satisfies FidelityOf<Transaction>,
  pages: (read) => readByCreation(PATH, read),
  fetch: (read, ids) => fetchObjects({ path: PATH }, read, ids),
  map,
}

function map(raw: Raw): Mapped {
  // A payout is its own stream's transaction; what comes of it here is only its fee.
  const gross = raw.type === 'payout' ? [] : [grossOf(raw)]
  const fee = isZero(raw.fee) ? [] : [feeOf(raw)]
  return { records: [...gross, ...fee], findings: findingsOf(raw) }
}

function grossOf(raw: Raw): Transaction {
  return movement({
    ...sharedBy(raw),
    key: recordKey('balance_transactions', raw.id),
    kind: kindOf(raw.type, raw.reporting_category),
    amount: money(raw.amount, raw.currency),
    description: raw.description ?? wordsOf(raw.type),
    ...(raw.reporting_category === null ? {} : categoryOf(raw.reporting_category)),
  })
}

function feeOf(raw: Raw): Transaction {
  const descriptions = raw.fee_details.map((it) => it.description).filter((it) => it !== null)
  return movement({
    ...sharedBy(raw),
    key: recordKey('balance_transactions', raw.id, 'fee'),
    kind: 'FEE',
    amount: negate(money(raw.fee, raw.currency)),
    description: descriptions.length === 0 ? 'Stripe fee' : descriptions.join(', '),
  })
}

const sharedBy = (raw: Raw) => ({
  // Stripe keeps several balances: without the word for it, it may be any of them.
  accountKey: raw.balance_type === null ? null : balanceKey(raw.currency, raw.balance_type),
  status: STATUSES[raw.status] ?? 'UNKNOWN',
  date: dayOf(raw.created),
  postedAt: raw.status === 'available' ? raw.created : null,
  currency: raw.currency,
  reference: raw.source,
  paymentKey: paymentKeyOf(raw.source),
})

const STATUSES: Readonly<Record<string, Transaction['status']>> = { available: 'POSTED', pending: 'PENDING' }

const categoryOf = (category: string) => ({
  categoryCode: category,
  categoryName: wordsOf(category),
  categoryOrigin: 'PROVIDER' as const,
})

const wordsOf = (word: string): string => word.replaceAll('_', ' ')

/** Stripe's ids tell what they are of: py_ and pyr_ are charges and refunds that went by no card. */
function paymentKeyOf(source: string | null): RecordKey | null {
  if (source === null) return null
  if (/^(ch|py)_/.test(source)) return recordKey('charges', source)
  return /^(re|pyr)_/.test(source) ? recordKey('refunds', source) : null
}

function findingsOf(raw: Raw): Finding[] {
  const findings: Finding[] = []
  if (kindOf(raw.type, raw.reporting_category) === 'UNKNOWN') findings.push(unknownValue('type', raw.type))
  if (!(raw.status in STATUSES)) findings.push(unknownValue('status', raw.status))
  if (raw.balance_type === null) findings.push(unknownValue('balance_type', null))
  if (subtract(raw.amount, raw.fee) !== raw.net) {
    findings.push(wrongSum('The amount less the fee is not the net amount.', 'net'))
  }
  return findings
}
