import { z } from 'zod'
import type { Invoice } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts } from '../../provider.ts'
import { listOf, optionalText, orNull } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { currencyOf } from '../currency.ts'
import { customerIds, customerKey } from '../customer.ts'
import { optionalDay } from '../dates.ts'
import { known, noAmounts } from '../findings.ts'
import { amountProperties, findingsIn, settlementOf, tellsNoAmount, totalsOf } from '../invoice-amounts.ts'
import { withParts } from '../invoice-parts.ts'
import { lineItem, lineItems, linesOf } from '../line-items.ts'
import { associated, crmRecord, updatedAt } from '../records.ts'
import { crmStream } from '../stream.ts'

const properties = {
  ...amountProperties,
  hs_number: optionalText,
  hs_invoice_status: optionalText,
  hs_currency: optionalText,
  hs_invoice_date: optionalDay,
  hs_due_date: optionalDay,
  hs_purchase_order_number: optionalText,
  hs_comments: optionalText,
}

const raw = crmRecord(properties).extend({
  ...customerIds,
  /** Put there by the reading; see invoice-parts.ts. */
  line_items: orNull(listOf(lineItem)),
  associations: orNull(z.object({ companies: associated, contacts: associated })),
})
type Raw = z.output<typeof raw>

const STATUSES: Readonly<Record<string, Invoice['status']>> = {
  draft: 'DRAFT',
  open: 'OPEN',
  paid: 'OPEN',
  voided: 'VOID',
}

export const invoices = crmStream(
  {
    type: 'invoices',
    modified: 'hs_lastmodifieddate',
    properties: Object.keys(properties),
    complete: withParts,
    parts: lineItems,
  },
  {
    entity: 'INVOICE',
    raw,
    fields: {
      direction: 'DERIVED',
      kind: 'DERIVED',
      number: 'NATIVE',
      reference: 'NATIVE',
      memo: 'NATIVE',
      contactKey: 'NATIVE',
      status: 'NATIVE',
      settlement: 'DERIVED',
      remoteStatus: 'NATIVE',
      issueDate: 'NATIVE',
      dueDate: 'NATIVE',
      currency: 'NATIVE',
      exchangeRate: 'DERIVED',
      amountsIncludeTax: 'MISSING',
      lines: 'NATIVE',
      subtotal: 'NATIVE',
      discountTotal: 'NATIVE',
      taxTotal: 'NATIVE',
      total: 'NATIVE',
      amountPaid: 'NATIVE',
      amountDue: 'NATIVE',
    } satisfies FidelityOf<Invoice>,
    id: (raw) => raw.id,
    updatedAt,
    map,
  },
)

function map(raw: Raw, source: SourceFacts): Mapped {
  const { properties } = raw
  const { meaning: status, findings } = known(STATUSES, 'hs_invoice_status', properties.hs_invoice_status)
  const lines = raw.line_items === null ? null : linesOf(raw.line_items)
  // HubSpot answers only what it was asked for.
  if (lines === null && tellsNoAmount(properties)) return { records: [], findings: [noAmounts] }
  const totals = totalsOf(properties, lines, status)
  const currency = currencyOf(properties.hs_currency, 'hs_currency')
  const remoteStatus = properties.hs_invoice_status
  const invoice: Invoice = {
    type: 'INVOICE',
    key: recordKey('invoices', raw.id),
    // HubSpot bills customers; it knows neither bills nor, among invoices, credit notes.
    direction: 'SALE',
    kind: 'INVOICE',
    number: properties.hs_number,
    reference: properties.hs_purchase_order_number,
    memo: properties.hs_comments,
    contactKey: customerKey(raw),
    status,
    remoteStatus,
    issueDate: properties.hs_invoice_date,
    dueDate: properties.hs_due_date,
    currency,
    exchangeRate: currency === source.baseCurrency ? '1' : null,
    amountsIncludeTax: null,
    lines: lines ?? [],
    ...totals,
    ...settlementOf(properties, status, { total: totals.total, remoteStatus }),
  }
  return { records: [invoice], findings: [...findings, ...findingsIn(properties, invoice)] }
}
