import type { z } from 'zod'
import { add, compare, sum } from '../../../domain/decimal.ts'
import type { Finding } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../../provider.ts'
import { exactDecimal, identifier, optionalDecimal, optionalText } from '../../toolkit/exact.ts'
import { updatedAt } from '../dates.ts'
import { documentFields, mapDocument, remoteDocument } from '../document.ts'
import { contradiction } from '../findings.ts'
import { withLines } from '../lacking.ts'
import type { Resource } from '../resource.ts'
import { changingStream, OFTEN } from '../stream.ts'

const raw = remoteDocument.extend({
  InvoiceID: identifier,
  InvoiceNumber: optionalText,
  AmountDue: exactDecimal,
  AmountPaid: exactDecimal,
  AmountCredited: optionalDecimal,
  CISDeduction: optionalDecimal,
})

type Raw = z.output<typeof raw>

const resource: Resource = {
  name: 'Invoices',
  id: 'InvoiceID',
  paged: true,
  byIds: true,
  query: { includeArchived: 'true' },
  unitPrices: true,
  complete: (reader, rows) => withLines(reader, resource, { rows, lines: 'LineItems' }),
}

/** Sales invoices and bills: one list at Xero, told apart by their type. */
export const invoices = changingStream(resource, {
  entity: 'INVOICE',
  raw,
  deletions: 'reported',
  everySeconds: OFTEN,
  fields: documentFields,
  id: ({ InvoiceID }) => InvoiceID,
  updatedAt,
  map,
})

function map(raw: Raw, source: SourceFacts): Mapped {
  const particulars = {
    key: recordKey('invoices', raw.InvoiceID),
    number: raw.InvoiceNumber,
    open: raw.AmountDue,
    paid: raw.AmountPaid,
  }
  const { records, findings = [] } = mapDocument(raw, particulars, source)
  return { records, findings: [...findings, ...findingsIn(raw)] }
}

/** What is due, paid and credited makes up the total, less the tax that British contractors have withheld. */
function findingsIn({ Status, Total, AmountDue, AmountPaid, AmountCredited, CISDeduction }: Raw): Finding[] {
  if (AmountCredited === null || (Status !== 'AUTHORISED' && Status !== 'PAID')) return []
  const settled = sum([AmountDue, AmountPaid, AmountCredited])
  if (compare(settled, Total) === 0 || compare(add(settled, CISDeduction ?? '0'), Total) === 0) return []
  const parts = `${AmountDue} due, ${AmountPaid} paid and ${AmountCredited} credited`
  return [contradiction(`Its total ${Total} is not ${parts}.`, 'AmountDue')]
}
