import { z } from 'zod'
import { absolute, compare, isZero, type DecimalText } from '../../../domain/decimal.ts'
import type { JournalEntry, JournalLine } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../../provider.ts'
import {
  identifier,
  listOf,
  optionalDecimal,
  optionalFlag,
  optionalId,
  optionalText,
} from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { dated, requiredDay, stamped, updatedAt } from '../dates.ts'
import { known } from '../findings.ts'
import { withLines } from '../lacking.ts'
import { mapTracking, tracking } from '../lines.ts'
import { baseCurrencyOf } from '../money.ts'
import { keyOf } from '../references.ts'
import type { Resource } from '../resource.ts'
import { changingStream, SELDOM } from '../stream.ts'

const journalLine = z.object({
  Description: optionalText,
  LineAmount: optionalDecimal,
  TaxAmount: optionalDecimal,
  AccountID: optionalId,
  Tracking: listOf(tracking),
  IsBlank: optionalFlag,
})

const raw = z.object({
  ...dated,
  ...stamped,
  ManualJournalID: identifier,
  Narration: optionalText,
  Status: optionalText,
  LineAmountTypes: optionalText,
  JournalLines: listOf(journalLine),
})

type Raw = z.output<typeof raw>
type RawLine = Raw['JournalLines'][number]

/** Whether it stands in the books: an entry has no status of its own to say so. */
const POSTED: Readonly<Record<string, boolean>> = {
  POSTED: true,
  ARCHIVED: true,
  DRAFT: false,
  DELETED: false,
  VOIDED: false,
}

const resource: Resource = {
  name: 'ManualJournals',
  id: 'ManualJournalID',
  paged: true,
  complete: (reader, rows) => withLines(reader, resource, { rows, lines: 'JournalLines' }),
}

export const manualJournals = changingStream(resource, {
  entity: 'JOURNAL_ENTRY',
  raw,
  deletions: 'reported',
  everySeconds: SELDOM,
  fields: {
    number: 'MISSING',
    memo: 'NATIVE',
    date: 'NATIVE',
    currency: 'DERIVED',
    exchangeRate: 'MISSING',
    lines: 'NATIVE',
  } satisfies FidelityOf<JournalEntry>,
  id: ({ ManualJournalID }) => ManualJournalID,
  updatedAt,
  map,
})

function map(raw: Raw, source: SourceFacts): Mapped {
  const { meaning: posted, findings } = known(POSTED, 'Status', raw.Status)
  if (posted === false) return { records: [] }
  const entry: JournalEntry = {
    type: 'JOURNAL_ENTRY',
    key: recordKey('manual_journals', raw.ManualJournalID),
    number: null,
    memo: raw.Narration,
    date: requiredDay(raw),
    // Manual journals are always in the base currency, and do not say so.
    currency: baseCurrencyOf(source),
    exchangeRate: null,
    lines: raw.JournalLines.filter(({ IsBlank }) => IsBlank !== true).flatMap((line) => linesOf(line, raw)),
  }
  return { records: [entry], findings }
}

/** Tax on top of a line's amount is posted too, to a tax account that Xero does not name here. */
function linesOf(line: RawLine, { LineAmountTypes }: Raw): JournalLine[] {
  const own: JournalLine = {
    accountKey: keyOf('accounts', line.AccountID),
    description: line.Description,
    ...sideOf(line.LineAmount),
    contactKey: null,
    dimensions: mapTracking(line.Tracking),
  }
  const { TaxAmount: tax } = line
  if (tax === null || isZero(tax) || LineAmountTypes?.toUpperCase() !== 'EXCLUSIVE') return [own]
  const taxLine = { accountKey: null, description: 'Tax', contactKey: null, dimensions: [] }
  return [own, { ...taxLine, ...sideOf(tax) }]
}

/** Debits are positive at Xero, credits negative. */
function sideOf(amount: DecimalText | null): Pick<JournalLine, 'debit' | 'credit'> {
  if (amount === null) return { debit: null, credit: null }
  return compare(amount, '0') < 0
    ? { debit: null, credit: absolute(amount) }
    : { debit: amount, credit: null }
}
