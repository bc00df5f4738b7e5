import { z } from 'zod'
import type { JournalEntry, JournalLine } from '../../../domain/entities.ts'
import { recordKey, type RecordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../../provider.ts'
import { calendarDay, listOf, optionalDecimal, optionalText, orNull } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { mapDimensions } from '../lines.ts'
import { currencyOf, keyOf, optionalReference } from '../reference.ts'
import { capturedStream } from '../stream.ts'
import { remoteTransaction } from '../transaction.ts'

const posting = z.object({
  // Of any third word nobody could tell the side: the entry is refused.
  PostingType: z.enum(['Debit', 'Credit'], { error: 'must be Debit or Credit' }),
  AccountRef: optionalReference,
  ClassRef: optionalReference,
  DepartmentRef: optionalReference,
  Entity: orNull(z.object({ Type: optionalText, EntityRef: optionalReference })),
})

const raw = z.object({
  ...remoteTransaction,
  TxnDate: calendarDay,
  Line: listOf(
    z.object({
      Description: optionalText,
      Amount: optionalDecimal,
      /** Absent on a line that only describes. */
      JournalEntryLineDetail: orNull(posting),
    }),
  ),
})

type Raw = z.output<typeof raw>
type RawLine = Raw['Line'][number]

export const journalEntries = capturedStream(
  { name: 'JournalEntry', hidesInactive: false },
  {
    entity: 'JOURNAL_ENTRY',
    raw,
    fields: {
      number: 'NATIVE',
      memo: 'NATIVE',
      date: 'NATIVE',
      currency: 'NATIVE',
      exchangeRate: 'NATIVE',
      lines: 'NATIVE',
    } satisfies FidelityOf<JournalEntry>,
    map,
  },
)

function map(raw: Raw, source: SourceFacts): Mapped {
  const entry: JournalEntry = {
    type: 'JOURNAL_ENTRY',
    key: recordKey('journal_entries', raw.Id),
    number: raw.DocNumber,
    memo: raw.PrivateNote,
    date: raw.TxnDate,
    currency: currencyOf(raw, source),
    exchangeRate: raw.ExchangeRate,
    lines: raw.Line.map(mapLine),
  }
  return { records: [entry] }
}

function mapLine({ Description, Amount, JournalEntryLineDetail: detail }: RawLine): JournalLine {
  return {
    accountKey: keyOf('accounts', detail?.AccountRef ?? null),
    description: Description,
    debit: detail?.PostingType === 'Debit' ? Amount : null,
    credit: detail?.PostingType === 'Credit' ? Amount : null,
    contactKey: contactKey(detail?.Entity ?? null),
    dimensions: detail === null ? [] : mapDimensions(detail),
  }
}

/** Employees can be named too; they are no contacts. */
function contactKey(entity: z.output<typeof posting>['Entity']): RecordKey | null {
  if (entity?.Type === 'Customer') return keyOf('customers', entity.EntityRef)
  if (entity?.Type === 'Vendor') return keyOf('vendors', entity.EntityRef)
  return null
}
