import type { z } from 'zod'
import { optionalDecimal, optionalText } from '../../toolkit/exact.ts'
import { documentFields, mapDocument, remoteDocument } from '../document.ts'
import { keyOf, optionalReference } from '../reference.ts'
import { capturedStream } from '../stream.ts'

const raw = remoteDocument.extend({
  CustomerRef: optionalReference,
  PONumber: optionalText,
  RemainingCredit: optionalDecimal,
})

export const creditMemos = capturedStream(
  { name: 'CreditMemo', hidesInactive: false },
  {
    entity: 'INVOICE',
    raw,
    fields: { ...documentFields, reference: 'NATIVE', dueDate: 'MISSING' },
    map: (memo: z.output<typeof raw>, source) =>
      mapDocument(
        // Nothing falls due on a credit.
        { ...memo, DueDate: null },
        {
          stream: 'credit_memos',
          direction: 'SALE',
          kind: 'CREDIT_NOTE',
          contactKey: keyOf('customers', memo.CustomerRef),
          reference: memo.PONumber,
          open: memo.RemainingCredit ?? memo.Balance,
        },
        source,
      ),
  },
)
