import { z } from 'zod'
import type { Invoice } from '../../../domain/entities.ts'
import { recordKey } from '../../../domain/ids.ts'
import type { Mapped, SourceFacts, Stream } from '../../provider.ts'
import { orNull } from '../../toolkit/exact.ts'
import type { FidelityOf } from '../../toolkit/fidelity.ts'
import { referredBy } from '../account-reference.ts'
import { ownCompany } from '../company.ts'
import { optionalSetup, singleValue } from '../display-value.ts'
import { missingPart, unknownValue } from '../findings.ts'
import { asDocument } from '../invoice.ts'
import { lineId, optionalHeader, paymentLine, VENDOR_PAYMENT } from '../payment-line.ts'
import { settle } from '../settlement.ts'
import { wholeReading } from '../stream.ts'
import { lineNumber, required } from '../values.ts'
import { amountsOf, invoiceRow } from '../vendor-amounts.ts'
import { readVendorInvoices } from '../vendor-reading.ts'

const raw = invoiceRow.extend({
  /** A journal's header has none. */
  LineNumber: orNull(lineNumber),
  /** Put there by the reading, see vendor-reading.ts: the journal, the voucher's other lines, and what pays it. */
  Header: optionalHeader,
  Others: orNull(z.array(invoiceRow)),
  Payments: orNull(z.array(paymentLine)),
  Setup: optionalSetup,
})
type Raw = z.output<typeof raw>

/** Invoices of vendors that are entered in invoice journals: each line with a vendor's account is one. */
export const vendorInvoices: Stream<Raw> = {
  ...wholeReading,
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
    remoteStatus: 'MISSING',
    issueDate: 'NATIVE',
    dueDate: 'NATIVE',
    currency: 'NATIVE',
    exchangeRate: 'DERIVED',
    amountsIncludeTax: 'DERIVED',
    lines: 'DERIVED',
    subtotal: 'DERIVED',
    discountTotal: 'MISSING',
    taxTotal: 'DERIVED',
    total: 'NATIVE',
    amountPaid: 'DERIVED',
    amountDue: 'DERIVED',
  } satisfies FidelityOf<Invoice>,
  pages: readVendorInvoices,
  id: lineId,
  map,
}

function map(raw: Raw, source: SourceFacts): Mapped {
  // The other lines of a voucher are in its invoice.
  if (raw.AccountType !== null && raw.AccountType !== 'Vend') return { records: [] }
  if (raw.LineNumber === null) {
    const message = `Journal ${raw.JournalBatchNumber} has no invoices here: its lines are missing.`
    return { records: [], findings: [missingPart(message, 'LineNumber')] }
  }
  // Without it the line may be of a voucher's other side.
  if (raw.AccountType === null) return { records: [], findings: [unknownValue('AccountType', null)] }
  const own = ownCompany(raw.dataAreaId, source.remoteId)
  const { amounts, findings } = amountsOf(raw, own)
  if (amounts === null) return { records: [], findings }
  const { includeTax, ...document } = amounts
  const key = recordKey('vendor_invoices', lineId(raw))
  const currency = required(raw.Currency, 'Currency', 'the amounts have no currency.')
  const settled = settle(
    {
      ...{ invoiceKey: key, total: amounts.total, currency, company: own },
      posted: raw.Header?.IsPosted ?? null,
      payments: ownPayments(raw),
    },
    VENDOR_PAYMENT,
  )
  const account = { type: 'Vend', value: raw.AccountDisplayValue, company: raw.Company }
  const invoice: Invoice = {
    ...{ type: 'INVOICE', key, direction: 'PURCHASE' },
    number: raw.Invoice,
    reference: raw.Document,
    memo: raw.Description,
    contactKey: referredBy(account, own, raw.Setup).contactKey,
    status: statusOf(raw),
    remoteStatus: null,
    issueDate: raw.InvoiceDate ?? raw.Date,
    dueDate: raw.DueDate,
    currency,
    exchangeRate: raw.ExchRate,
    amountsIncludeTax: includeTax,
    ...asDocument({ ...document, discountTotal: null }),
    ...settled.amounts,
  }
  return { records: [invoice, ...settled.allocations], findings: [...findings, ...settled.findings] }
}

function statusOf({ Header }: Raw): Invoice['status'] {
  if (Header === null || Header.IsPosted === null) return 'UNKNOWN'
  return Header.IsPosted ? 'OPEN' : 'DRAFT'
}

/** Vendors number their invoices themselves: another one's can have the same number. */
const ownPayments = ({ Payments, AccountDisplayValue, Setup }: Raw) =>
  Payments?.filter(
    (it) => singleValue(it.AccountDisplayValue, Setup) === singleValue(AccountDisplayValue, Setup),
  ) ?? null
