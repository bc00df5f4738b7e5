import type { z } from 'zod'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../../provider.ts'
import { exactDecimal, identifier, optionalText } from '../../toolkit/exact.ts'
import { updatedAt } from '../dates.ts'
import { documentFields, mapDocument, remoteDocument } from '../document.ts'
import { withLines } from '../lacking.ts'
import type { Resource } from '../resource.ts'
import { changingStream, OFTEN } from '../stream.ts'

const raw = remoteDocument.extend({
  CreditNoteID: identifier,
  CreditNoteNumber: optionalText,
  RemainingCredit: exactDecimal,
})

type Raw = z.output<typeof raw>

const resource: Resource = {
  name: 'CreditNotes',
  id: 'CreditNoteID',
  paged: true,
  unitPrices: true,
  complete: (reader, rows) => withLines(reader, resource, { rows, lines: 'LineItems' }),
}

export const creditNotes = changingStream(resource, {
  entity: 'INVOICE',
  raw,
  deletions: 'reported',
  everySeconds: OFTEN,
  fields: { ...documentFields, dueDate: 'MISSING', discountTotal: 'MISSING', amountPaid: 'DERIVED' },
  id: ({ CreditNoteID }) => CreditNoteID,
  updatedAt,
  map,
})

function map(raw: Raw, source: SourceFacts): Mapped {
  const particulars = {
    key: recordKey('credit_notes', raw.CreditNoteID),
    number: raw.CreditNoteNumber,
    open: raw.RemainingCredit,
    // Refunded or used up against invoices.
    paid: null,
  }
  // Nothing falls due on a credit, and it has no discounts.
  return mapDocument({ ...raw, DueDate: null, TotalDiscount: null }, particulars, source)
}
