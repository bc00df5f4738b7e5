import { z } from 'zod'
import { negate } from '../../../domain/decimal.ts'
import type { Finding, JournalEntry, Transaction } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts, Stream } from '../../provider.ts'
import { orNull } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { ACCOUNT_TYPES } from '../account-reference.ts'
import { bankMovement } from '../bank-movement.ts'
import { ownCompany } from '../company.ts'
import { optionalSetup } from '../display-value.ts'
import { missingPart, unknownValue, untold } from '../findings.ts'
import { readJournals, type Journal } from '../journal-reading.ts'
import { journalLine as line, sidesOf, type JournalRow as Line, type Side } from '../journal-sides.ts'
import { optionalHeader } from '../payment-line.ts'
import { isYes, keyValueOf } from '../query.ts'
import { wholeReading } from '../stream.ts'
import { lineNumber, optionalCode, required } from '../values.ts'

/** Either a row of `LedgerJournalLines` by itself, or a voucher as the reading puts it together. */
const raw = line.extend({
  dataAreaId: optionalCode,
  LineNumber: orNull(lineNumber),
  /** Put there by the reading: the row of `LedgerJournalHeaders`, and those of `LedgerJournalLines`. */
  Header: optionalHeader,
  Lines: orNull(z.array(line)),
  Setup: optionalSetup,
})
type Raw = z.output<typeof raw>

const SETS = {
  headers: 'LedgerJournalHeaders',
  headerFields: ['dataAreaId', 'JournalBatchNumber', 'IsPosted', 'Description', 'JournalName'],
  filter: isYes('IsPosted'),
  lines: 'LedgerJournalLines',
  lineFields: [
    ...['dataAreaId', 'JournalBatchNumber', 'LineNumber', 'Voucher', 'TransDate', 'AccountType'],
    ...['AccountDisplayValue', 'DefaultDimensionDisplayValue', 'Company', 'OffsetAccountType'],
    ...['OffsetAccountDisplayValue', 'OffsetDefaultDimensionDisplayValue', 'OffsetCompany', 'DebitAmount'],
    ...['CreditAmount', 'CurrencyCode', 'ExchRate', 'Text', 'OffsetText', 'Document'],
  ],
}

/** Posted vouchers of general journals. */
export const journalEntries: Stream<Raw> = {
  ...wholeReading,
  entity: 'JOURNAL_ENTRY',
  raw,
  fields: {
    number: 'NATIVE',
    memo: 'NATIVE',
    date: 'NATIVE',
    currency: 'NATIVE',
    exchangeRate: 'DERIVED',
    lines: 'NATIVE',
  } satisfies FidelityOf<JournalEntry>,
  pages: (read) => readJournals(read, SETS, vouchersOf),
  id: idOf,
  map,
}

const vouchersOf = (journals: readonly Journal[]): unknown[] =>
  journals.flatMap(({ Header, Setup, lines }) => {
    const [JournalBatchNumber, dataAreaId] = ['JournalBatchNumber', 'dataAreaId'].map((it) =>
      keyValueOf(Header, it),
    )
    const vouchers = [...Map.groupBy(lines, (it) => keyValueOf(it, 'Voucher'))]
    return vouchers.map(([Voucher, Lines]) => ({
      ...{ dataAreaId, JournalBatchNumber, Voucher, Header, Lines, Setup },
    }))
  })

/** A voucher has no line number; a line by itself has one, as a voucher can have several lines. */
function idOf({ JournalBatchNumber, Voucher, LineNumber }: Raw): string {
  return [JournalBatchNumber, Voucher, LineNumber].filter((it) => it !== null).join('/')
}

function map(raw: Raw, source: SourceFacts): Mapped {
  if (raw.Header?.IsPosted === false) return { records: [] }
  const lines = raw.Lines ?? ownLine(raw)
  const [first] = lines
  if (first === undefined) {
    const message = `Journal ${raw.JournalBatchNumber} has no entry here: the lines of its vouchers are missing.`
    return { records: [], findings: [missingPart(message, 'Lines')] }
  }
  const key = recordKey('journal_entries', idOf(raw))
  const own = ownCompany(raw.dataAreaId, source.remoteId)
  const sides = lines.flatMap((it) => sidesOf(it, own, raw.Setup))
  const entry: JournalEntry = {
    type: 'JOURNAL_ENTRY',
    key,
    number: raw.Voucher,
    memo: raw.Header?.Description ?? null,
    date: required(first.TransDate, 'TransDate', 'the voucher is of some day.'),
    currency: currencyOf(lines),
    exchangeRate: first.ExchRate,
    lines: sides.map((it) => it.line),
  }
  const isPosted = raw.Header?.IsPosted === true
  const message = `Whether journal ${raw.JournalBatchNumber} is posted is not known: that is in its header.`
  return {
    records: [entry, ...(isPosted ? sides.flatMap((it) => movementOf(it, entry)) : [])],
    findings: [...(isPosted ? [] : [untold(message, 'Header')]), ...lines.flatMap(typeFindings)],
  }
}

/** A line by itself is an entry when it names the account for its other side. */
const ownLine = ({ LineNumber, ...row }: Raw): Line[] =>
  LineNumber === null || row.OffsetAccountDisplayValue === null ? [] : [{ ...row, LineNumber }]

function currencyOf(lines: readonly Line[]): string {
  const [currency, ...others] = new Set(lines.map((it) => it.CurrencyCode))
  if (others.length > 0) {
    throw new Error('CurrencyCode differs from line to line: an entry is in one currency.')
  }
  return required(currency ?? null, 'CurrencyCode', 'the amounts have no currency.')
}

/** An account of an unknown kind may be a bank's, whose movement is then missing. */
function typeFindings(line: Line): Finding[] {
  const sides = [
    { field: 'AccountType', value: line.AccountDisplayValue, type: line.AccountType },
    { field: 'OffsetAccountType', value: line.OffsetAccountDisplayValue, type: line.OffsetAccountType },
  ]
  return sides
    .filter(({ value, type }) => value !== null && !ACCOUNT_TYPES.has(type ?? ''))
    .map(({ field, type }) => unknownValue(field, type))
}

function movementOf({ account, part, isOwn, line }: Side, entry: JournalEntry): Transaction[] {
  if (account.type !== 'Bank' || !isOwn) return []
  return [
    bankMovement({
      key: `${entry.key}#${part}`,
      accountKey: line.accountKey,
      kind: 'OTHER',
      date: entry.date,
      currency: entry.currency,
      amount: line.debit ?? negate(line.credit ?? '0'),
      description: line.description ?? entry.memo ?? '',
      counterparty: null,
      reference: entry.number,
      paymentKey: null,
    }),
  ]
}
