import { dayOf } from './conditions.ts'
import type { Order } from './page.ts'
import type { AccountRow, InvoiceRow, JournalEntryRow, TransactionRow } from './records.ts'

// Expressions are spelled as in the indexes; where a value may be missing, it sorts as the oldest or the empty one.

export const byId = (descending: boolean): Order<{ id: string }> => ({
  by: null,
  descending,
  valueOf: () => '',
  property: null,
})

type Orders<Field extends string, Row> = Readonly<Record<Field, (descending: boolean) => Order<Row>>>

const byUpdatedAt = (descending: boolean): Order<{ updatedAt: string }> => ({
  by: { expression: 't.updated_at', type: 'timestamptz' },
  descending,
  valueOf: (row) => row.updatedAt,
  property: 'updatedAt',
})

export const invoiceOrders: Orders<'ISSUE_DATE' | 'DUE_DATE' | 'TOTAL' | 'UPDATED_AT', InvoiceRow> = {
  ISSUE_DATE: (descending) => ({
    by: { expression: dayOf('t.issue_date'), type: 'date' },
    descending,
    valueOf: (row) => row.issueDate ?? '-infinity',
    property: 'issueDate',
  }),
  DUE_DATE: (descending) => ({
    by: { expression: dayOf('t.due_date'), type: 'date' },
    descending,
    valueOf: (row) => row.dueDate ?? '-infinity',
    property: 'dueDate',
  }),
  TOTAL: (descending) => ({
    by: { expression: 't.total', type: 'numeric' },
    descending,
    valueOf: (row) => row.total,
    property: 'total',
  }),
  UPDATED_AT: byUpdatedAt,
}

export const transactionOrders: Orders<'DATE' | 'AMOUNT' | 'UPDATED_AT', TransactionRow> = {
  DATE: (descending) => ({
    by: { expression: 't.date', type: 'date' },
    descending,
    valueOf: (row) => row.date,
    property: 'date',
  }),
  AMOUNT: (descending) => ({
    by: { expression: 't.amount', type: 'numeric' },
    descending,
    valueOf: (row) => row.amount,
    property: 'amount',
  }),
  UPDATED_AT: byUpdatedAt,
}

export const accountOrders: Orders<'CODE' | 'NAME' | 'UPDATED_AT', AccountRow> = {
  CODE: (descending) => ({
    by: { expression: `coalesce(t.code, '')`, type: 'text' },
    descending,
    valueOf: (row) => row.code ?? '',
    property: 'code',
  }),
  NAME: (descending) => ({
    by: { expression: 't.name', type: 'text' },
    descending,
    valueOf: (row) => row.name,
    property: 'name',
  }),
  UPDATED_AT: byUpdatedAt,
}

export const byDateOfEntry = (descending: boolean): Order<JournalEntryRow> => ({
  by: { expression: 't.date', type: 'date' },
  descending,
  valueOf: (row) => row.date,
  property: 'date',
})
