import type { Finding, Transaction } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, Stream } from '../../provider.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { categoryOf, kindOf } from '../codes/kinds.ts'
import { detailFindings, detailsOf } from '../details.ts'
import { unreadableValue } from '../findings.ts'
import { accountIdOf, interimIdOf } from '../ids.ts'
import { isStatement, type AccountName, type Booking } from '../model.ts'
import { counterpartyOf, descriptionOf, onlyPayment } from '../wording.ts'
import { fromFiles } from './from-files.ts'
import { transactionRaw, type TransactionRaw } from './raw.ts'

/** The entries of statements and reports. */
export const transactions: Stream<TransactionRaw> = {
  ...fromFiles,
  wireName: 'transactions',
  entity: 'TRANSACTION',
  raw: transactionRaw,
  fields: {
    accountKey: 'NATIVE',
    kind: 'DERIVED',
    status: 'NATIVE',
    date: 'NATIVE',
    postedAt: 'NATIVE',
    currency: 'NATIVE',
    amount: 'NATIVE',
    originalAmount: 'DERIVED',
    originalCurrency: 'DERIVED',
    description: 'NATIVE',
    counterparty: 'NATIVE',
    reference: 'NATIVE',
    categoryCode: 'NATIVE',
    categoryName: 'DERIVED',
    categoryOrigin: 'DERIVED',
    categoryConfidence: 'MISSING',
    pendingKey: 'DERIVED',
    paymentKey: 'MISSING',
    runningBalance: 'DERIVED',
  } satisfies FidelityOf<Transaction>,
  id: (raw) => raw.id,
  updatedAt: (raw) => raw.asOf,
  map,
}

function map(raw: TransactionRaw): Mapped {
  const { account, asOf, id } = raw
  const day = asOf.slice(0, 10)
  if (raw.format !== 'interim') {
    const { entry, balance } = raw
    const own = transactionOf(entry, { key: recordKey('transactions', id), account, day, balance })
    const batch = entry.isBatch ? detailsOf(entry, { stream: 'transactions', id, account }) : []
    // Where it stood among what was not final, if it ever did; only the bank's reference tells that for certain.
    const pendingKey =
      entry.bankReference === null ? null : recordKey('transactions', interimIdOf(account), raw.part)
    return {
      records: [{ ...own.record, pendingKey }, ...batch],
      findings: [...own.findings, ...(entry.isBatch ? detailFindings(entry, batch) : [])],
    }
  }
  const all = raw.entries.map(({ part, entry }) => {
    return transactionOf(interim(entry, raw.kind), {
      key: recordKey('transactions', id, part),
      account,
      day,
      balance: null,
    })
  })
  return { records: all.map((it) => it.record), findings: all.flatMap((it) => it.findings) }
}

/** An entry by what its report says of its status. */
function interim(entry: Booking, kind: TransactionRaw['kind']): Booking {
  // An MT942 does not say which of its entries are booked for good.
  if (kind === '942' && entry.isBooked === true) return { ...entry, isBooked: false }
  if (entry.isStatusTold || isStatement(kind)) return entry
  const untold = unreadableValue('The bank does not tell whether an entry of its report is booked.', 'Sts')
  return { ...entry, isBooked: null, findings: [...entry.findings, untold] }
}

interface Place {
  key: string
  account: AccountName
  /** Of the statement. */
  day: string
  balance: string | null
}

function transactionOf(booking: Booking, { key, account, day, balance }: Place) {
  const currency = booking.money.currency ?? account.currency
  if (currency === null) throw new Error('Neither the entry nor its account names a currency.')
  const only = onlyPayment(booking)
  const { kind, findings } = kindOf(booking.codes)
  const record: Transaction = {
    type: 'TRANSACTION',
    key,
    accountKey: recordKey('accounts', accountIdOf(account)),
    kind,
    status: booking.isBooked === null ? 'UNKNOWN' : booking.isBooked ? 'POSTED' : 'PENDING',
    date: booking.bookedOn ?? booking.valueOn ?? day,
    postedAt: booking.isBooked === true ? booking.bookedAt : null,
    currency,
    amount: booking.money.amount,
    originalAmount: booking.original?.amount ?? null,
    originalCurrency: booking.original?.currency ?? null,
    description: descriptionOf(booking, account),
    counterparty: counterpartyOf(only, account),
    reference: only?.reference ?? null,
    ...categoryOf(booking.codes, booking.bankText),
    categoryConfidence: null,
    pendingKey: null,
    paymentKey: null,
    runningBalance: balance,
  }
  return { record, findings: [...booking.findings, ...undated(booking, day), ...findings] }
}

/** The standard lets a bank leave both days out; what is pending often has none yet. */
function undated({ isBooked, bookedOn, valueOn }: Booking, day: string): Finding[] {
  if (isBooked !== true || bookedOn !== null) return []
  const message =
    valueOn === null
      ? `A booking tells no day; taken is the statement's, ${day}.`
      : `A booking does not tell its day; taken is the value date, ${valueOn}.`
  const finding = unreadableValue(message, 'entry', 'BookgDt')
  return [valueOn === null ? finding : { ...finding, severity: 'INFO' }]
}
